"""Smallest valid companies, objectives and cooperation cases."""

import factory
from factory.django import DjangoModelFactory

from gateways.choices import OrganisationKind, Side
from smes.models import ClusterCase, ClusterCasePartner, Company, Objective, SMECase
from tests.factories.gateways import OrganisationFactory
from tests.factories.partnership import PartnershipFactory, TargetMarketFactory


class ObjectiveFactory(DjangoModelFactory):
    """An objective of a number that the shipped list does not use."""

    class Meta:
        model = Objective

    number = factory.Sequence(lambda n: 15 + n)
    label = factory.LazyAttribute(lambda made: f"Objective {made.number}")


class CompanyFactory(DjangoModelFactory):
    """A German SME; its pseudonym number is given when it is saved."""

    class Meta:
        model = Company

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Company {n}")
    country = "DE"
    side = Side.EU_SME
    kind = OrganisationKind.BUSINESS


class ClusterCaseFactory(DjangoModelFactory):
    """A case in one market of the same partnership, by the whole consortium."""

    class Meta:
        model = ClusterCase

    partnership = factory.SubFactory(PartnershipFactory)
    market = factory.SubFactory(
        TargetMarketFactory, partnership=factory.SelfAttribute("..partnership")
    )
    description = "Joint call for projects."


class ClusterCasePartnerFactory(DjangoModelFactory):
    """A partner organisation of the case's partnership."""

    class Meta:
        model = ClusterCasePartner

    case = factory.SubFactory(ClusterCaseFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, partnership=factory.SelfAttribute("..case.partnership")
    )


class SMECaseFactory(DjangoModelFactory):
    """A case of a company in one market of the same partnership, without a named partner."""

    class Meta:
        model = SMECase

    partnership = factory.SubFactory(PartnershipFactory)
    company = factory.SubFactory(CompanyFactory, partnership=factory.SelfAttribute("..partnership"))
    market = factory.SubFactory(
        TargetMarketFactory, partnership=factory.SelfAttribute("..partnership")
    )
    description = "Distribution of a medical device."

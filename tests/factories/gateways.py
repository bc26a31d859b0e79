"""Smallest valid organisations and agreements."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from gateways.choices import AgreementKind, AgreementStatus, OrganisationKind, Side
from gateways.models import Agreement, AgreementParty, Contact, Organisation
from tests.factories.partnership import PartnershipFactory, TargetMarketFactory


class OrganisationFactory(DjangoModelFactory):
    """A cluster in the United States."""

    class Meta:
        model = Organisation

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Organisation {n}")
    country = "US"
    side = Side.THIRD_INTERMEDIARY
    kind = OrganisationKind.CLUSTER


class AgreementFactory(DjangoModelFactory):
    """A signed memorandum in a market of the same partnership, without parties."""

    class Meta:
        model = Agreement

    partnership = factory.SubFactory(PartnershipFactory)
    kind = AgreementKind.MOU
    status = AgreementStatus.SIGNED
    market = factory.SubFactory(
        TargetMarketFactory, partnership=factory.SelfAttribute("..partnership")
    )
    signed_on = date(2018, 6, 1)


class AgreementPartyFactory(DjangoModelFactory):
    """An organisation of the agreement's partnership that signed it."""

    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, partnership=factory.SelfAttribute("..agreement.partnership")
    )


class ContactFactory(DjangoModelFactory):
    """Somebody at an organisation, without a sign-in."""

    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Contact {n}")
    email = factory.Sequence(lambda n: f"contact{n}@example.org")

"""Smallest valid organisations, agreements and services."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from gateways.choices import AgreementKind, AgreementStatus, OrganisationKind, Side
from gateways.models import Agreement, AgreementParty, Contact, Offer, Organisation, Service
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


class ServiceFactory(DjangoModelFactory):
    """A service in the catalogue of a partnership."""

    class Meta:
        model = Service

    partnership = factory.SubFactory(PartnershipFactory)
    code = factory.Sequence(lambda n: f"service-{n}")
    name = factory.Sequence(lambda n: f"Service {n}")


class OfferFactory(DjangoModelFactory):
    """A free offer of an organisation, all of one partnership."""

    class Meta:
        model = Offer

    organisation = factory.SubFactory(OrganisationFactory)
    service = factory.SubFactory(
        ServiceFactory, partnership=factory.SelfAttribute("..organisation.partnership")
    )
    market = factory.SubFactory(
        TargetMarketFactory, partnership=factory.SelfAttribute("..organisation.partnership")
    )

"""The gateways of a partnership and what they offer, with the names that the public may read."""

from collections import defaultdict
from dataclasses import dataclass, field

from gateways.choices import AgreementStatus
from gateways.models import AgreementParty, Offer, Organisation, Service
from partnership.models import Partnership, TargetMarket
from website.disclosed import Disclosed, Text

SHOWN = (AgreementStatus.IN_NEGOTIATION, AgreementStatus.SIGNED)
"""Agreements that make a gateway of an organisation; what has ended stands among the results."""


@dataclass(frozen=True)
class ShownOffer:
    """A service that an organisation offers in a market."""

    service: Service
    name: Text
    market: TargetMarket
    gateway: str
    is_free: bool
    price: str
    provider: str
    note: str


@dataclass(frozen=True)
class AgreementOfGateway:
    """Kind and status of an agreement, as English labels that pages translate."""

    kind: str
    status: str
    is_signed: bool


@dataclass
class Gateway:
    """An organisation that opens a market. One that is hidden shows nothing but a stand-in."""

    name: str
    kind: str = ""
    website: str = ""
    profile: str = ""
    agreements: list[AgreementOfGateway] = field(default_factory=list)
    offers: list[ShownOffer] = field(default_factory=list)


@dataclass(frozen=True)
class CatalogueEntry:
    """A service, and who offers it where."""

    service: Service
    name: Text
    description: Text
    offers: list[ShownOffer]


def list_offers(partnership: Partnership, told: Disclosed) -> list[tuple[Offer, ShownOffer]]:
    """The offers that the site shows, in the order of markets and services. One query."""
    offers = Offer.objects.shown().filter(service__partnership=partnership)
    in_order = offers.select_related("service", "organisation", "market").order_by(
        "market__position", "market__label", "service__position", "service__name", "position", "pk"
    )
    return [(offer, _offer(offer, told)) for offer in in_order]


def list_gateways(
    market: TargetMarket, offers: list[tuple[Offer, ShownOffer]], told: Disclosed
) -> list[Gateway]:
    """The gateways of a market: those of agreements first, then others who offer something. One query."""
    parties = AgreementParty.objects.filter(
        agreement__market=market,
        agreement__partnership=market.partnership_id,
        agreement__status__in=SHOWN,
    ).select_related("agreement", "organisation")
    found: dict[int, Gateway] = {}
    for party in parties.order_by("agreement__signed_on", "agreement", "position", "pk"):
        gateway = found.setdefault(
            party.organisation_id, _gateway(party.organisation, party.shown_name, told)
        )
        agreement = party.agreement
        gateway.agreements.append(
            AgreementOfGateway(
                agreement.get_kind_display(),
                agreement.get_status_display(),
                agreement.status == AgreementStatus.SIGNED,
            )
        )
    for offer, shown in offers:
        if offer.market_id == market.pk:
            organisation = offer.organisation
            gateway = found.setdefault(
                organisation.pk, _gateway(organisation, organisation.name, told)
            )
            gateway.offers.append(shown)
    return list(found.values())


def list_services(partnership: Partnership, told: Disclosed) -> list[CatalogueEntry]:
    """The catalogue with all offers that the site shows. Two queries."""
    offers = defaultdict(list)
    for offer, shown in list_offers(partnership, told):
        offers[offer.service_id].append(shown)
    services = Service.objects.offered().filter(partnership=partnership)
    return [
        CatalogueEntry(
            service,
            told.text(service, "name"),
            told.text(service, "description"),
            offers[service.pk],
        )
        for service in services.order_by("position", "name")
    ]


def _offer(offer: Offer, told: Disclosed) -> ShownOffer:
    return ShownOffer(
        service=offer.service,
        name=told.text(offer.service, "name"),
        market=offer.market,
        gateway=told.stand_in(offer.organisation),
        is_free=offer.is_free,
        price=told.mask(offer.price),
        provider=told.mask(offer.provider),
        note=told.mask(offer.note),
    )


def _gateway(organisation: Organisation, named_as: str, told: Disclosed) -> Gateway:
    if organisation.pk in told.unnamed:
        return Gateway(told.stand_in(organisation))
    return Gateway(
        told.mask(named_as),
        organisation.get_kind_display(),
        organisation.website,
        told.mask(organisation.profile),
    )

"""The markets of a partnership as their pages show them."""

from dataclasses import dataclass

from partnership.models import Partnership, TargetMarket
from smes.models import Testimonial
from website.calendar import Calendar, calendar_of_market
from website.disclosed import Disclosed, SuccessCase, Text
from website.exceptions import UnknownPage
from website.gateways import Gateway, list_gateways, list_offers
from website.words import market_name


@dataclass(frozen=True)
class MarketCard:
    """A market in the list of all."""

    market: TargetMarket
    name: str
    introduction: Text


@dataclass(frozen=True)
class Voice:
    """What somebody says of the support; its author approved the very words."""

    words: str
    language: str
    speaker: str
    company: str


@dataclass(frozen=True)
class MarketPage:
    """Everything that the page of a market shows."""

    market: TargetMarket
    name: str
    introduction: Text
    gateways: list[Gateway]
    calendar: Calendar
    cases: list[SuccessCase]
    voices: list[Voice]
    responsible: str
    contact: str


def list_markets(partnership: Partnership, told: Disclosed) -> list[MarketCard]:
    """The markets in the partnership's order. One query."""
    markets = TargetMarket.objects.filter(partnership=partnership).in_order()
    return [
        MarketCard(market, market_name(market), told.text(market, "introduction"))
        for market in markets
    ]


def get_market(partnership: Partnership, code: str) -> TargetMarket:
    """The market of that code, in any case; raises ``UnknownPage``. One query."""
    markets = TargetMarket.objects.filter(partnership=partnership, code__iexact=code)
    market = markets.select_related("cluster").first()
    if market is None:
        raise UnknownPage
    return market


def describe_market(partnership: Partnership, code: str, told: Disclosed) -> MarketPage:
    """Everything about a market that the public may read. Six queries."""
    market = get_market(partnership, code)
    return MarketPage(
        market=market,
        name=market_name(market),
        introduction=told.text(market, "introduction"),
        gateways=list_gateways(market, list_offers(partnership, told), told),
        calendar=calendar_of_market(market, told),
        cases=told.cases_in(market.pk),
        voices=list_voices(partnership, told, market),
        responsible=market.cluster.short_name if market.cluster else "",
        contact=market.contact_email or partnership.contact_email,
    )


def list_voices(
    partnership: Partnership, told: Disclosed, market: TargetMarket | None = None
) -> list[Voice]:
    """The published testimonials, of one market or of all. One query."""
    testimonials = Testimonial.objects.published().filter(partnership=partnership)
    if market is not None:
        testimonials = testimonials.filter(case__market=market)
    return [
        Voice(
            told.mask(row.approved_text),
            row.language,
            told.mask(row.function),
            told.company_labels[row.company_id],
        )
        for row in testimonials.order_by("position", "pk")
    ]

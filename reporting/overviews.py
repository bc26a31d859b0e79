"""What the public pages tell of partnerships, without a name that reports hide."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.db.models.functions import Lower
from django.utils import timezone

from gateways.choices import AgreementStatus
from gateways.models import Agreement
from partnership.choices import MembershipRole
from partnership.models import Membership, Partnership, TargetMarket
from reporting.engine.cells import ChartData
from reporting.engine.columns import join_words
from reporting.engine.registries import documents
from reporting.figures.agreements import party_names
from reporting.kept_values import kept_or_made
from reporting.models import Report
from reporting.overview_charts import overview_charts
from reporting.permissions import readable_reports
from reporting.scope import Scope
from reporting.services import build_scope

CARDS_ON_A_PAGE = 24
"""Of the list of all partnerships."""

IN_ORDER = ("document", "kind", "period_end", "key")
"""Of a partnership's reports: the final one of each document first, the interim ones by their ends."""


@dataclass(frozen=True)
class ReportLink:
    """A report that the reader can open."""

    pk: int
    title: str
    address: tuple[str, ...]
    period: str
    url: str
    is_public: bool
    is_final: bool
    state: str


@dataclass(frozen=True)
class PartnershipCard:
    """A partnership in the list of all."""

    partnership: Partnership
    partners: list[Membership]
    markets: list[TargetMarket]
    reports: list[ReportLink]


@dataclass(frozen=True)
class MarketLine:
    """A target market and how many agreements were concluded in it."""

    market: TargetMarket
    agreements: int


@dataclass(frozen=True)
class AgreementLine:
    """An agreement as the public may read it."""

    agreement: Agreement
    market: TargetMarket
    organisations: str
    document_url: str
    """Where anybody may read its document; empty where not."""


@dataclass(frozen=True)
class PartnershipOverview:
    """Everything that a partnership's page shows."""

    partnership: Partnership
    goal_statement: str
    consortium: list[Membership]
    associates: list[Membership]
    markets: list[MarketLine]
    agreements: list[AgreementLine]
    reports: list[ReportLink]
    charts: list[ChartData]


def list_partnerships(user: Any, number: int = 1) -> Page:
    """A page of all partnerships: cards with present partners, markets and readable reports. Five queries.

    Of a partnership that has ended, those who were partners at its end. Raises ``InvalidPage`` where there
    is no page of that number.
    """
    # By acronym whatever its case; databases differ in what comes first.
    in_order = Partnership.objects.order_by(Lower("acronym"), "pk").select_related("programme")
    partnerships = in_order.prefetch_related(
        Prefetch("memberships", Membership.objects.consortium().in_order()),
        Prefetch("targetmarkets", TargetMarket.objects.in_order()),
        Prefetch("reports", readable_reports(user).order_by(*IN_ORDER)),
    )
    page = Paginator(partnerships, CARDS_ON_A_PAGE).page(number)
    today = timezone.localdate()
    cards: Any = [_card(partnership, today) for partnership in page.object_list]
    page.object_list = cards
    return page


def _card(partnership: Partnership, today: date) -> PartnershipCard:
    end = min(today, partnership.end_on)
    present = [member for member in partnership.memberships.all() if not _has_left(member, end)]
    return PartnershipCard(
        partnership=partnership,
        partners=_by_role(present),
        markets=list(partnership.targetmarkets.all()),
        reports=_links(partnership, partnership.reports.all()),
    )


def describe_partnership(partnership: Partnership, user: Any) -> PartnershipOverview:
    """The partnership as its page shows it to somebody.

    The number of queries is fixed; until a record changes it is three. Names that the public edition
    of reports hides are hidden here.
    """
    readable = readable_reports(user).filter(partnership=partnership)
    reports = _links(partnership, readable.order_by(*IN_ORDER))
    with_figures = any(link.is_final for link in reports)
    overview = kept_or_made(
        f"overview-{with_figures}",
        partnership.pk,
        lambda: _describe(build_scope(partnership, ""), with_figures=with_figures),
    )
    return replace(overview, reports=reports)


def _describe(scope: Scope, *, with_figures: bool) -> PartnershipOverview:
    """Everything but the reports, which are not the same for all readers."""
    partnership = scope.partnership
    members = _by_role(scope.records.memberships)
    agreements = scope.records.agreements
    concluded = [row for row in agreements if row.status in AgreementStatus.concluded()]
    markets = {market.pk: market for market in scope.records.markets}
    return PartnershipOverview(
        partnership=partnership,
        goal_statement=scope.disclosure.mask(partnership.goal_statement),
        consortium=[row for row in members if row.role in MembershipRole.consortium()],
        associates=[row for row in members if row.role not in MembershipRole.consortium()],
        markets=[
            MarketLine(market, sum(row.market_id == market.pk for row in concluded))
            for market in markets.values()
        ],
        agreements=[
            AgreementLine(
                row,
                markets[row.market_id],
                _signatories(row, scope),
                row.get_document_url() if scope.shows_document(row) else "",
            )
            for row in agreements
        ],
        reports=[],
        charts=overview_charts(scope, with_figures=with_figures),
    )


def _by_role(members: list[Membership]) -> list[Membership]:
    """Coordinator, partners, associates; within a role in the order given."""
    roles = list(MembershipRole)
    return sorted(members, key=lambda member: roles.index(MembershipRole(member.role)))


def _has_left(member: Membership, day: date) -> bool:
    return member.left_on is not None and member.left_on < day


def _signatories(agreement: Agreement, scope: Scope) -> str:
    return scope.disclosure.mask(join_words(party_names(agreement, scope)))


def _links(partnership: Partnership, reports: Iterable[Report]) -> list[ReportLink]:
    links = []
    for report in reports:
        if report.document in documents:
            report.partnership = partnership  # its address needs it
            links.append(
                ReportLink(
                    pk=report.pk,
                    title=report.title,
                    address=tuple(report.address),
                    period=str(report.period),
                    url=report.get_absolute_url(),
                    is_public=report.is_public,
                    is_final=report.is_final,
                    state=report.get_state_display(),
                )
            )
    return links

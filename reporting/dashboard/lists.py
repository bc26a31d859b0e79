"""The lists that the numbers of a dashboard open: which records, what they can be narrowed down to.

A list is made of lines, each a row of a table with its record and with the words that filters know it
by. What an edition hides is replaced on the page that is shown, and before anything is searched for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import ClassVar

from events.choices import EventStatus
from events.models import Event
from gateways.choices import AgreementStatus
from gateways.models import Agreement
from partnership.models.partnerships import ALL_MARKETS
from reporting.engine.cells import Cell, Evidence, Row, TableData
from reporting.engine.columns import Column, Kind
from reporting.engine.conceal import conceal_table
from reporting.engine.registries import codes
from reporting.figures.agreements import party_names
from reporting.figures.cases import partner_name, partner_names, short
from reporting.findings import findings_in
from reporting.scope import Scope
from smes.choices import SupportStatus

ENDS_SOON = timedelta(days=90)
ALL_LABEL = "All markets"

COMING, PAST, CANCELLED, UNDATED = "To come", "Took place", "Cancelled", "Day not known"
SOON, OVER, LATER, OPEN_END = "Within 90 days", "Past its end", "Later", "No end known"
BY_SME, BY_CLUSTERS = "By an SME", "By clusters"


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a list; ``facets`` holds the words by which filters find it."""

    model: str
    pk: int
    cells: Mapping[str, Cell]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def evidence(self) -> Evidence:
        """The record as evidence, of which the office has a page."""
        return Evidence(self.model, self.pk, "", "")


@dataclass(frozen=True, slots=True)
class RecordList:
    """All lines of a list; ``facets`` are what it can be narrowed down by: name and label."""

    key: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    facets: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    empty_text: str = "Nothing is recorded here yet."

    def narrowed(self, facet: str, word: str) -> "RecordList":
        """The lines that have the word of a facet."""
        return replace(self, lines=tuple(line for line in self.lines if word in line.facets[facet]))

    def concealed(self, scope: Scope) -> "RecordList":
        """The same list without the names that the scope's edition hides."""
        rows = tuple(Row(str(place), line.cells) for place, line in enumerate(self.lines))
        table = TableData(self.key, "", self.title, self.columns, rows, {}, (), "")
        for disclosure in (scope.disclosure, scope.partner_disclosure):
            table = conceal_table(table, disclosure)
        lines = [
            replace(line, cells=row.cells, facets=_masked(line.facets, scope))
            for line, row in zip(self.lines, table.rows, strict=True)
        ]
        return replace(self, lines=tuple(lines))


def _masked(facets: Mapping[str, tuple[str, ...]], scope: Scope) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(scope.mask, words)) for name, words in facets.items()}


Make = Callable[[Scope], RecordList]


class Lists:
    """The lists by their keys."""

    known: ClassVar[dict[str, Make]] = {}

    @classmethod
    def add(cls, key: str) -> Callable[[Make], Make]:
        """Decorator: enter what makes a list."""

        def enter(make: Make) -> Make:
            cls.known[key] = make
            return make

        return enter


def _market_label(scope: Scope, market_id: int | None) -> str:
    code = scope.market_code(market_id)
    return ALL_LABEL if code == ALL_MARKETS else scope.market_labels()[code]


# Events ------------------------------------------------------------------------------------------


def all_events(scope: Scope) -> list[Event]:
    """Every event of the partnership, those to come among them, the earliest first. Two queries."""
    events = Event.objects.filter(partnership=scope.partnership)
    return list(events.order_by("start_on", "name", "pk").prefetch_related("markets"))


def when(event: Event, today: date) -> str:
    """Whether an event is to come, took place or was cancelled; today's is still to come."""
    if event.status == EventStatus.CANCELLED:
        return CANCELLED
    if event.start_on is None:
        return UNDATED
    return COMING if (event.end_on or event.start_on) >= today else PAST


def event_markets(event: Event, scope: Scope) -> tuple[str, ...]:
    """The labels of the markets that an event addresses, in the partnership's order."""
    labels = {**scope.market_labels(), ALL_MARKETS: ALL_LABEL}
    return tuple(labels[code] for code in event.counted_in(list(scope.market_labels())))


@Lists.add("events")
def list_events(scope: Scope) -> RecordList:
    """What is to come first, by its day; then what took place, the latest first."""
    today = scope.records.today
    events = all_events(scope)
    coming = [event for event in events if when(event, today) == COMING]
    others = [event for event in reversed(events) if when(event, today) != COMING]
    return RecordList(
        "events",
        "Events",
        (
            Column("name", "Event", Kind.LONG_TEXT),
            Column("kind", "Kind"),
            Column("start_on", "Start", Kind.DATE),
            Column("place", "Place"),
            Column("markets", "Markets", Kind.LIST),
            Column("state", "State"),
        ),
        tuple(_event_line(event, scope) for event in [*coming, *others]),
        {"state": "State", "kind": "Kind", "market": "Market"},
    )


def _event_line(event: Event, scope: Scope) -> Line:
    kind, state = event.get_kind_display(), when(event, scope.records.today)
    markets = event_markets(event, scope)
    cells = {
        "name": Cell(event.name),
        "kind": Cell(kind),
        "start_on": Cell(event.start_on or ""),
        "place": Cell(event.place),
        "markets": Cell(markets),
        "state": Cell(state),
    }
    facets = {"state": (state,), "kind": (kind,), "market": markets}
    return Line("events.event", event.pk, cells, facets)


# Cases -------------------------------------------------------------------------------------------


@Lists.add("cases")
def list_cases(scope: Scope) -> RecordList:
    """The cases by SMEs whose support is under way first, the cases by clusters last."""
    order = [*SupportStatus.under_way(), *SupportStatus]
    by_smes = sorted(
        scope.records.sme_cases, key=lambda case: order.index(SupportStatus(case.status))
    )
    lines = []
    for case in by_smes:
        label = scope.company_label(scope.records.companies[case.company_id], case.company_as)
        market, state = _market_label(scope, case.market_id), case.get_status_display()
        cells = {
            "case": Cell(label),
            "about": Cell(short(scope.case_text(case, case.description), 160)),
            "partners": Cell(partner_name(case, scope, case.partner_as)),
            "market": Cell(market),
            "started_on": Cell(case.started_on or ""),
            "state": Cell(state),
        }
        facets = {"state": (state,), "market": (market,), "kind": (BY_SME,)}
        lines.append(Line("smes.smecase", case.pk, cells, facets))
    for row in scope.records.cluster_cases:
        clusters = scope.in_member_order(row.clusters.all()) or scope.consortium_names
        market = _market_label(scope, row.market_id)
        cells = {
            "case": Cell(", ".join(clusters)),
            "about": Cell(short(scope.case_text(row, row.description), 160)),
            "partners": Cell(", ".join(partner_names(row, scope))),
            "market": Cell(market),
            "started_on": Cell(row.started_on or ""),
            "state": Cell(""),
        }
        kinds = {"state": (), "market": (market,), "kind": (BY_CLUSTERS,)}
        lines.append(Line("smes.clustercase", row.pk, cells, kinds))
    return RecordList(
        "cases",
        "Cooperation cases",
        (
            Column("case", "By"),
            Column("about", "Case", Kind.LONG_TEXT),
            Column("partners", "Partner"),
            Column("market", "Market"),
            Column("started_on", "Began", Kind.DATE),
            Column("state", "Support"),
        ),
        tuple(lines),
        {"state": "Support", "market": "Market", "kind": "Kind of case"},
    )


# Agreements --------------------------------------------------------------------------------------


def ending(agreement: Agreement, today: date) -> str:
    """When an agreement ends, in words; one that is not in force ends no more."""
    if agreement.status != AgreementStatus.SIGNED:
        return agreement.get_status_display()
    if agreement.valid_until is None:
        return OPEN_END
    if agreement.valid_until < today:
        return OVER
    return SOON if agreement.valid_until <= today + ENDS_SOON else LATER


@Lists.add("agreements")
def list_agreements(scope: Scope) -> RecordList:
    """By their ends, the earliest first; those without an end last."""
    today = scope.records.today
    rows = sorted(scope.records.agreements, key=lambda row: row.valid_until or date.max)
    lines = []
    for row in rows:
        market, kind = _market_label(scope, row.market_id), row.get_kind_display()
        ends = ending(row, today)
        cells = {
            "parties": Cell(tuple(party_names(row, scope)) or "Not named"),
            "kind": Cell(kind),
            "market": Cell(market),
            "signed_on": Cell(row.signed_on or ""),
            "valid_until": Cell(row.valid_until or ""),
            "ends": Cell(ends),
        }
        facets = {"ends": (ends,), "kind": (kind,), "market": (market,)}
        lines.append(Line("gateways.agreement", row.pk, cells, facets))
    return RecordList(
        "agreements",
        "Agreements",
        (
            Column("parties", "With", Kind.LIST),
            Column("kind", "Kind"),
            Column("market", "Market"),
            Column("signed_on", "Signed", Kind.DATE),
            Column("valid_until", "Valid until", Kind.DATE),
            Column("ends", "Ends"),
        ),
        tuple(lines),
        {"ends": "Ends", "kind": "Kind", "market": "Market"},
    )


# Findings ----------------------------------------------------------------------------------------


@Lists.add("findings")
def list_findings(scope: Scope) -> RecordList:
    """What does not fit and nobody has accepted, the gravest first, as far as the edition tells."""
    lines = []
    for finding in findings_in(scope):
        if finding.accepted is not None:
            continue
        severity, kind = finding.severity.capitalize(), codes[finding.code].title
        cells = {
            "message": Cell(finding.message),
            "where": Cell(finding.where),
            "kind": Cell(kind),
            "severity": Cell(severity),
        }
        facets = {"severity": (severity,), "kind": (kind,)}
        lines.append(Line(finding.model, finding.pk, cells, facets))
    return RecordList(
        "findings",
        "Open findings",
        (
            Column("message", "Finding", Kind.LONG_TEXT),
            Column("where", "Where"),
            Column("kind", "Kind"),
            Column("severity", "Severity"),
        ),
        tuple(lines),
        {"severity": "Severity", "kind": "Kind"},
        about="What does not fit in the records and has not been accepted.",
        empty_text="Nothing was found that does not fit.",
    )


# Measurements ------------------------------------------------------------------------------------


@Lists.add("measurements")
def list_measurements(scope: Scope) -> RecordList:
    """Every measurement of every indicator, the latest first."""
    lines = []
    for indicator in scope.records.indicators:
        for row in indicator.measurements.all():
            cells = {
                "indicator": Cell(indicator.name),
                "value": Cell(row.value),
                "unit": Cell(indicator.unit),
                "measured_on": Cell(row.measured_on),
                "source": Cell(row.source),
            }
            facets = {"indicator": (indicator.name,)}
            lines.append(Line("partnership.measurement", row.pk, cells, facets))
    return RecordList(
        "measurements",
        "Measurements",
        (
            Column("indicator", "Indicator", Kind.LONG_TEXT),
            Column("value", "Value", Kind.NUMBER),
            Column("unit", "Unit"),
            Column("measured_on", "Measured", Kind.DATE),
            Column("source", "Source"),
        ),
        tuple(lines),
        {"indicator": "Indicator"},
        empty_text="Nothing has been measured yet.",
    )


# Records behind a figure -------------------------------------------------------------------------


def list_figure(scope: Scope, key: str) -> RecordList:
    """The records that a figure counts and what is declared for it; raises ``UnknownKey``."""
    value = scope.figure(key)
    labels = {**scope.market_labels(), ALL_MARKETS: ALL_LABEL}
    markets: dict[tuple[str, int], tuple[str, ...]] = {}
    for row, cell in value.rows.items():
        for item in cell.evidence:
            found = markets.get((item.model, item.pk), ())
            markets[(item.model, item.pk)] = (*found, labels.get(row, ""))
    lines = tuple(
        _evidence_line(item, markets.get((item.model, item.pk), ()))
        for item in value.total.evidence
    )
    facets = {"kind": "Kind"} if len({item.kind for item in value.total.evidence}) > 1 else {}
    return RecordList(
        key,
        value.label,
        (
            Column("label", "Record", Kind.LONG_TEXT),
            Column("note", "About", Kind.LONG_TEXT),
            Column("on", "Day", Kind.DATE),
            Column("markets", "Counts in", Kind.LIST),
            Column("count", "Counts", Kind.COUNT),
            Column("source", "Where it comes from"),
        ),
        lines,
        {**({"market": "Market"} if markets else {}), **facets},
        about=_sum(value.total),
        empty_text="No record counts here.",
    )


def _evidence_line(item: Evidence, markets: Iterable[str]) -> Line:
    where = tuple(dict.fromkeys(filter(None, markets)))
    cells = {
        "label": Cell(item.label),
        "note": Cell(item.note),
        "on": Cell(item.on),
        "markets": Cell(where),
        "count": Cell(item.count),
        "source": Cell(item.source),
    }
    # The page of a record without a name must not be told.
    model = "" if item.is_nameless else item.model
    return Line(model, item.pk, cells, {"market": where, "kind": (item.kind.capitalize(),)})


def _sum(cell: Cell) -> str:
    told = f"{cell.number:,} reported"
    if cell.declared is None:
        return f"{told}, counted from these records."
    return f"{told}: {cell.recorded or 0:,} recorded, {cell.declared:,} declared."

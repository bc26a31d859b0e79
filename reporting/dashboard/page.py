"""Everything that the dashboard of a partnership shows, in one of its editions."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from partnership.models import Partnership
from reporting.dashboard.changes import ChangeCount, count_changes
from reporting.dashboard.kpis import Kpi, Track, elapsed, list_kpis
from reporting.dashboard.lists import (
    COMING,
    OVER,
    SOON,
    Line,
    RecordList,
    list_agreements,
    list_events,
    list_findings,
)
from reporting.engine.cells import ChartData
from reporting.engine.conceal import conceal_chart
from reporting.engine.editions import Edition
from reporting.engine.findings import Severity
from reporting.engine.registries import charts, documents, figures
from reporting.kept_values import kept_or_made
from reporting.pictures import Shelf
from reporting.scope import Scope
from reporting.services import build_scope
from smes.choices import SupportStatus

DOCUMENT = "key-achievements"
"""The document whose figures, charts and findings a dashboard shows."""

KEY_FIGURES = (
    "partners",
    "target_markets",
    "events",
    "c2c_meetings",
    "b2b_meetings",
    "supported_smes",
    "smes_with_work_plan",
    "sme_cases",
    "cluster_cases",
    "agreements",
)
SHOWN = 5
"""Lines of a list on the page; a link leads to all."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure and its total."""

    key: str
    label: str
    value: int
    is_declared: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The first lines of a list, and how many there are in all."""

    lines: tuple[Line, ...]
    number: int

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.number - len(self.lines)


@dataclass(frozen=True)
class Dashboard:
    """A partnership at a glance, as it was counted at a moment."""

    counted_at: datetime
    today: date
    months: int
    month: int
    """The month of its time that it is in; 0 before its start."""
    elapsed: int
    kpis: tuple[Kpi, ...]
    figures: tuple[KeyFigure, ...]
    events: Part
    cases: tuple[tuple[str, int], ...]
    ending: Part
    past_end: int
    changes: tuple[ChangeCount, ...]
    findings: Part
    severities: tuple[tuple[str, int], ...]
    charts: tuple[ChartData, ...]

    @property
    def tracks(self) -> list[tuple[Track, int]]:
        """How many indicators stand how, the gravest first."""
        numbers = Counter(kpi.track for kpi in self.kpis)
        return [(track, numbers[track]) for track in Track if numbers[track]]

    @property
    def changed(self) -> int:
        """All changes of the month."""
        return sum(count.total for count in self.changes)


def dashboard_of(partnership: Partnership, edition: Edition) -> Dashboard:
    """The dashboard as the records are now: kept since nothing has changed, or counted.

    One query where it is kept; otherwise a fixed number, whatever the number of records.
    """
    return kept_or_made(
        f"dashboard-{edition}",
        partnership.pk,
        lambda: make_dashboard(dashboard_scope(partnership, edition)),
    )


def dashboard_scope(partnership: Partnership, edition: Edition, today: date | None = None) -> Scope:
    """The partnership's whole time, as the dashboard counts it."""
    return build_scope(partnership, DOCUMENT, edition=edition, today=today)


def make_dashboard(scope: Scope) -> Dashboard:
    """Count everything that the dashboard shows. The number of queries is fixed."""
    partnership, today = scope.partnership, scope.records.today
    period = partnership.period
    findings = list_findings(scope).concealed(scope)
    agreements = list_agreements(scope).concealed(scope)
    return Dashboard(
        counted_at=timezone.now(),
        today=today,
        months=period.whole_months,
        month=_month(partnership, today),
        elapsed=elapsed(period, today),
        kpis=tuple(_masked(kpi, scope) for kpi in list_kpis(scope)),
        figures=tuple(_key_figure(key, scope) for key in KEY_FIGURES),
        events=_part(list_events(scope).concealed(scope), "state", COMING),
        cases=_open_cases(scope),
        ending=_part(agreements, "ends", SOON),
        past_end=len(agreements.narrowed("ends", OVER).lines),
        changes=tuple(count_changes(partnership, today)),
        findings=Part(findings.lines[:SHOWN], len(findings.lines)),
        severities=_severities(findings),
        charts=tuple(dashboard_charts(scope)),
    )


def dashboard_charts(scope: Scope) -> list[ChartData]:
    """The charts of the document, without the names that the edition hides."""
    placed = [charts[place.key]().build(scope, place.key) for place in documents[DOCUMENT].charts]
    return [
        conceal_chart(conceal_chart(chart, scope.disclosure), scope.partner_disclosure)
        for chart in placed
    ]


def dashboard_shelf(partnership: Partnership, edition: Edition) -> Shelf:
    """The pictures of the dashboard in an edition; whoever sees that may see them."""
    return Shelf(partnership.slug, "dashboard", edition)


def _month(partnership: Partnership, today: date) -> int:
    start, day = partnership.start_on, min(today, partnership.end_on)
    if day < start:
        return 0
    return (day.year - start.year) * 12 + day.month - start.month + (day.day >= start.day)


def _masked(kpi: Kpi, scope: Scope) -> Kpi:
    return replace(kpi, name=scope.mask(kpi.name), unit=scope.mask(kpi.unit))


def _key_figure(key: str, scope: Scope) -> KeyFigure:
    total = scope.figure(key).total
    return KeyFigure(key, figures[key].label, total.number, total.declared is not None)


def _part(found: RecordList, facet: str, word: str) -> Part:
    lines = found.narrowed(facet, word).lines
    return Part(lines[:SHOWN], len(lines))


def _open_cases(scope: Scope) -> tuple[tuple[str, int], ...]:
    numbers = Counter(case.status for case in scope.records.sme_cases)
    return tuple((state.label, numbers[state.value]) for state in SupportStatus.under_way())


def _severities(findings: RecordList) -> tuple[tuple[str, int], ...]:
    words = [severity.value.capitalize() for severity in Severity]
    numbers = Counter(word for line in findings.lines for word in line.facets["severity"])
    return tuple((word, numbers[word]) for word in words if numbers[word])

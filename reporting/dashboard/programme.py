"""The partnerships of a programme side by side: key figures, indicators, findings and reports.

What is counted of a partnership is kept until one of its records changes. Whatever of it is out of
date is counted anew when somebody looks, but not for longer than a reader waits: what is left is
shown as it was, with its time, and counted in the background.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from partnership.models import Partnership
from reporting.choices import ReportState
from reporting.dashboard.kpis import Track, list_kpis
from reporting.dashboard.page import dashboard_scope
from reporting.engine.editions import Edition
from reporting.engine.registries import codes
from reporting.findings import findings_in
from reporting.kept_values import keep, kept
from reporting.models import Report, ReportStep, Snapshot
from reporting.states import states_of

FIGURES = (
    "events",
    "c2c_meetings",
    "b2b_meetings",
    "supported_smes",
    "smes_with_work_plan",
    "sme_cases",
    "cluster_cases",
    "agreements",
)
"""The figures of the table, in its order."""

NAME = "numbers"


@dataclass(frozen=True)
class Numbers:
    """What is counted of a partnership; the findings that every edition tells, and all of them."""

    counted_at: datetime
    totals: dict[str, int]
    tracks: dict[Track, int]
    findings: int
    public_findings: int


@dataclass(frozen=True)
class LatestReport:
    """The report that was worked on last, and when it was begun, moved or submitted."""

    title: str
    state: str
    at: datetime | None
    url: str


@dataclass(frozen=True)
class ProgrammeRow:
    """A partnership in the table; without ``numbers`` it was never counted."""

    partnership: Partnership
    numbers: Numbers | None
    is_current: bool
    reads_everything: bool
    report: LatestReport | None

    @property
    def findings(self) -> int:
        """The open findings that the reader may know of."""
        if self.numbers is None:
            return 0
        return self.numbers.findings if self.reads_everything else self.numbers.public_findings

    def track(self, track: Track) -> int:
        """How many indicators stand so."""
        return self.numbers.tracks.get(track, 0) if self.numbers else 0

    @property
    def behind(self) -> int:
        """Indicators that are behind or were missed."""
        return self.track(Track.BEHIND) + self.track(Track.MISSED)

    @property
    def indicators(self) -> int:
        """All indicators."""
        return sum(self.numbers.tracks.values()) if self.numbers else 0


def numbers_of(
    partnerships: Sequence[Partnership], patience: float
) -> dict[int, tuple[Numbers | None, bool]]:
    """What is counted of each, by key, and whether it is as the records are now.

    No partnership is begun to be counted after so many seconds of ``patience``.

    One query where nothing has changed; otherwise a fixed number for each that is counted anew.
    """
    keys = [partnership.pk for partnership in partnerships]
    states = states_of(keys)
    known = dict(zip(keys, kept(NAME, keys), strict=True))
    found: dict[int, tuple[Numbers | None, bool]] = {}
    end = time.monotonic() + patience
    # What was never counted comes first, then what was counted longest ago.
    for partnership in sorted(partnerships, key=lambda row: _age(known[row.pk])):
        entry, state = known[partnership.pk], states[partnership.pk]
        if entry is not None and entry.state == state:
            found[partnership.pk] = entry.value, True
        elif time.monotonic() < end:
            found[partnership.pk] = count_anew(partnership, state), True
        else:
            found[partnership.pk] = entry.value if entry else None, False
    return found


def count_anew(partnership: Partnership, state: str) -> Numbers:
    """Count a partnership and keep it."""
    made = count(partnership)
    keep(NAME, partnership.pk, state, made)
    return made


def count(partnership: Partnership) -> Numbers:
    """The figures, indicators and open findings of a partnership. A fixed number of queries."""
    scope = dashboard_scope(partnership, Edition.AGENCY)
    still_open = [finding for finding in findings_in(scope) if finding.accepted is None]
    return Numbers(
        counted_at=timezone.now(),
        totals={key: scope.figure(key).total.number for key in FIGURES},
        tracks=dict(Counter(kpi.track for kpi in list_kpis(scope))),
        findings=len(still_open),
        public_findings=sum(codes[finding.code].is_public for finding in still_open),
    )


def _age(entry: object) -> float:
    value = getattr(entry, "value", None)
    return value.counted_at.timestamp() if isinstance(value, Numbers) else 0


def list_programme(
    partnerships: QuerySet[Partnership],
    audited: set[int],
    *,
    address: Callable[[Report], str],
) -> list[ProgrammeRow]:
    """The partnerships with their numbers, in their order; ``audited`` are read entirely.

    Three queries where all is counted, however many partnerships there are.
    """
    rows = list(partnerships.select_related("programme"))
    numbers = numbers_of(rows, settings.COUNT_SECONDS_OF_PAGE)
    reports = _latest_reports(rows, address)
    return [
        ProgrammeRow(
            partnership=row,
            numbers=numbers[row.pk][0],
            is_current=numbers[row.pk][1],
            reads_everything=row.pk in audited,
            report=reports.get(row.pk),
        )
        for row in rows
    ]


def _latest_reports(
    partnerships: Sequence[Partnership], address: Callable[[Report], str]
) -> dict[int, LatestReport]:
    """Of each partnership the report of which most was heard last. One query."""
    by_key = {row.pk: row for row in partnerships}
    steps = ReportStep.objects.filter(report=OuterRef("pk")).order_by().values("report")
    versions = Snapshot.objects.filter(report=OuterRef("pk")).order_by().values("report")
    reports = Report.objects.filter(partnership__in=by_key).annotate(
        moved_at=Subquery(steps.annotate(last=Max("at")).values("last")),
        submitted_at=Subquery(versions.annotate(last=Max("submitted_at")).values("last")),
    )
    latest: dict[int, tuple[datetime, LatestReport]] = {}
    for report in reports:
        report.partnership = by_key[report.partnership_id]
        heard = max(filter(None, [report.moved_at, report.submitted_at]), default=None)
        shown = LatestReport(
            report.period_title, ReportState(report.state).label, heard, address(report)
        )
        # Of those that nothing was heard of, the final one.
        rank = heard or datetime.min.replace(tzinfo=timezone.get_default_timezone())
        if report.partnership_id not in latest or (rank, report.is_final) > (
            latest[report.partnership_id][0],
            False,
        ):
            latest[report.partnership_id] = rank, shown
    return {key: shown for key, (_, shown) in latest.items()}

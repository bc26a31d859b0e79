"""What waits among reports and background work, and the findings of each partnership."""

from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from common.access import may_somewhere
from common.admin import Link, Waiting, WaitingKind
from partnership.models import Partnership
from reporting.choices import ReportState
from reporting.engine.findings import Severity
from reporting.finding_counts import KnownCount, known_counts
from reporting.jobs.states import JobState
from reporting.models import Job, Report
from reporting.permissions import audited_partnerships

SHOWN = 5
"""Partnerships with a line of their own; a last line leads to the others."""

WAITING = (
    WaitingKind(
        key="to-approve",
        model=Report,
        title="In review",
        one="report is in review: record what the partners say, then approve it",
        many="reports are in review: record what the partners say, then approve them",
        rows=lambda rows: rows.filter(state=ReportState.REVIEW),
    ),
    WaitingKind(
        key="to-submit",
        model=Report,
        title="Approved, to be submitted",
        one="report is approved and can be submitted",
        many="reports are approved and can be submitted",
        rows=lambda rows: rows.filter(state=ReportState.APPROVED),
    ),
    WaitingKind(
        key="failed",
        model=Job,
        title="Failed",
        one="piece of background work failed",
        many="pieces of background work failed",
        rows=lambda rows: rows.filter(state=JobState.FAILED, parent=None),
    ),
)


def waiting_findings(request: HttpRequest) -> list[Waiting]:
    """A line for each partnership with open findings, as last counted; two queries, no check."""
    if not may_somewhere(request.user, "audit", Partnership):
        return []
    partnerships = list(audited_partnerships(request.user).order_by(Lower("acronym")))
    counts = known_counts(partnerships)
    waiting = [each for each in partnerships if each.pk not in counts or counts[each.pk].total]
    waiting.sort(key=lambda each: _gravity(counts.get(each.pk)), reverse=True)
    lines = [count_line(each, counts.get(each.pk)) for each in waiting[:SHOWN]]
    if rest := len(waiting[SHOWN:]):
        words = "other partnership may have findings"
        if rest > 1:
            words = "other partnerships may have findings"
        lines.append(Waiting(rest, words, reverse("findings_index")))
    return lines


def _gravity(count: KnownCount | None) -> tuple[int, ...]:
    return tuple(count.numbers.get(severity, 0) for severity in Severity) if count else (0,)


def count_line(partnership: Partnership, count: KnownCount | None) -> Waiting:
    """What is known of the findings of a partnership, as a line of the start page."""
    address = reverse("findings", args=[partnership.slug])
    count_url = reverse("findings_count", args=[partnership.slug])
    if count is None:
        words = f"findings of {partnership.acronym} are not counted yet"
        return Waiting(None, words, address, count_url=count_url)
    return Waiting(
        count.total,
        _words(partnership, count.total),
        address,
        parts=_parts(partnership, count),
        note="" if count.is_current else f"as counted on {_day(count)}; records have changed since",
        count_url="" if count.is_current else count_url,
    )


def _words(partnership: Partnership, number: int) -> str:
    return f"open {'finding' if number == 1 else 'findings'} in {partnership.acronym}"


def _parts(partnership: Partnership, count: KnownCount) -> tuple[Link, ...]:
    address = reverse("findings", args=[partnership.slug])
    return tuple(
        Link(f"{number} {severity}{'' if number == 1 else 's'}", f"{address}?severity={severity}")
        for severity in Severity
        if (number := count.numbers.get(severity, 0))
    )


def _day(count: KnownCount) -> str:
    return date_format(timezone.localtime(count.counted_at), "j F, H:i")

"""The sides of a comparison: submitted versions of a report, and reports as they are today.

A side is asked for by a token: the number of a version or ``today``; of another report of the same
document with its key before it, ``interim-1:2``.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from reporting.choices import SnapshotState
from reporting.comparison import Comparison, compare
from reporting.engine.columns import format_day
from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.exceptions import UnknownVersion
from reporting.models import Report, Snapshot
from reporting.permissions import can_read_version
from reporting.services import assemble_report

TODAY = "today"


@dataclass(frozen=True)
class Side:
    """A state of a report that can be compared: its token, and what it is called."""

    token: str
    label: str
    report: Report
    number: int | None = None

    @property
    def is_today(self) -> bool:
        """Whether it is made from the records as they are."""
        return self.number is None


def list_sides(
    report: Report, periods: Sequence[Report], edition: Edition, user: Any
) -> list[Side]:
    """What somebody may compare: the report today and its versions, then the other reports.

    ``periods`` are the reports of the document that the reader may read. One query; the frozen data
    are left where they are.
    """
    return _listed(report, periods, lambda version: can_read_version(user, version, edition))


def every_side(report: Report, periods: Sequence[Report]) -> list[Side]:
    """Like ``list_sides``, for somebody who may read everything."""
    return _listed(report, periods, lambda version: True)


def _listed(
    report: Report, periods: Sequence[Report], may_read: Callable[[Snapshot], bool]
) -> list[Side]:
    known = {row.pk: row for row in periods}
    versions: dict[int, list[Snapshot]] = {pk: [] for pk in known}
    rows = Snapshot.objects.without_data().filter(report__in=list(known)).order_by("-number")
    for snapshot in rows:
        snapshot.report = known[snapshot.report_id]
        if may_read(snapshot):
            versions[snapshot.report_id].append(snapshot)
    in_order = sorted(periods, key=lambda row: row.pk != report.pk)
    return [
        side
        for row in in_order
        for side in _sides_of(row, versions[row.pk], is_own=row.pk == report.pk)
    ]


def _sides_of(report: Report, versions: Sequence[Snapshot], *, is_own: bool) -> list[Side]:
    prefix, name = ("", "") if is_own else (f"{report.key}:", f"{report.period_title}, ")
    today = Side(f"{prefix}{TODAY}", _capital(f"{name}as of today"), report)
    return [
        today,
        *(
            Side(
                f"{prefix}{snapshot.number}",
                _capital(f"{name}{_describe(snapshot)}"),
                report,
                snapshot.number,
            )
            for snapshot in versions
        ),
    ]


def _describe(snapshot: Snapshot) -> str:
    day = format_day(timezone.localdate(snapshot.submitted_at))
    state = "" if snapshot.state == SnapshotState.SUBMITTED else f", {snapshot.get_state_display()}"
    return f"version {snapshot.number} of {day}{state.lower()}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def choose_side(sides: Sequence[Side], token: str) -> Side:
    """The side of a token; raises ``UnknownVersion`` in the same words whatever is missing."""
    for side in sides:
        if side.token == token:
            return side
    raise UnknownVersion(f"There is no version “{token[:80]}” to compare here.")


def usual_sides(sides: Sequence[Side]) -> tuple[Side, Side] | None:
    """What is compared unless something else is asked for: the latest version with today.

    Without a version, the report before this one in time with this one; None where that is none.
    """
    today = sides[0]
    own = [side for side in sides if side.report == today.report and side.number is not None]
    if own:
        return max(own, key=lambda side: side.number or 0), today
    others = [side for side in sides if side.report != today.report and side.is_today]
    return (others[0], today) if others else None


def compare_sides(
    before: Side, after: Side, edition: Edition, *, with_same: bool = False
) -> Comparison:
    """What differs between two sides in an edition; loads the data of these two alone.

    Raises ``UnknownVersion`` where a version was submitted without that edition.
    """
    return compare(load_side(before, edition), load_side(after, edition), with_same=with_same)


def load_side(side: Side, edition: Edition) -> dict[str, Any]:
    """The report of a side as JSON. One query of a version, those of assembling of today."""
    report = side.report
    if side.is_today:
        data = assemble_report(
            report.partnership, report.document, report_key=report.key, edition=edition
        )
        made: dict[str, Any] = json.loads(writers["json"]().write(data))
        return made
    rows = Snapshot.objects.filter(report=report, number=side.number or 0).order_by()
    kept = rows.values_list(KeyTransform(edition.value, "data"), flat=True).first()
    if not kept:
        raise UnknownVersion(
            f"{side.label} was submitted without the {edition} edition. Choose another edition."
        )
    loaded: dict[str, Any] = kept
    return loaded

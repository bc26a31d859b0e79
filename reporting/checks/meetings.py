"""C2C and B2B events that are over and of which no meeting is known."""

from collections.abc import Iterable

from events.choices import EventKind
from events.models import Event
from reporting.engine.cells import Finding
from reporting.engine.columns import format_day
from reporting.engine.figures import ALL
from reporting.engine.findings import Code, Severity, check
from reporting.scope import Scope

WITHOUT_MEETINGS = Code(
    "event-without-meetings",
    Severity.NOTE,
    "Event without meetings",
    "Record the meetings that were held, or declare their number for the event or its market.",
)
MEETINGS = {EventKind.C2C: "c2c_meetings", EventKind.B2B: "b2b_meetings"}
"""The figure that counts the meetings of an event of this kind."""


@check(WITHOUT_MEETINGS)
def find_events_without_meetings(scope: Scope) -> Iterable[Finding]:
    """A finding for each past C2C or B2B event with no meeting recorded, nor declared for it or its market."""
    known = {meeting.event_id for meeting in scope.records.meetings}
    declared_rows = set()
    for item in scope.records.declared:
        if item.event_id is not None:
            known.add(item.event_id)
        elif item.market_id is not None:
            declared_rows.add((item.measure, scope.market_code(item.market_id)))
        elif item.is_for_all_markets:
            declared_rows.add((item.measure, ALL))
    for event in scope.records.events.values():
        if event.kind not in MEETINGS or event.pk in known or not _is_over(event, scope):
            continue
        measure = MEETINGS[EventKind(event.kind)]
        if any((measure, row) in declared_rows for row in scope.event_rows(event.pk)):
            continue
        day = f", {format_day(event.start_on)}" if event.start_on else ""
        yield WITHOUT_MEETINGS.finding(
            f"{event.name}{day}: no {event.kind} meeting is recorded or declared.",
            "Events",
            model="events.event",
            pk=event.pk,
        )


def _is_over(event: Event, scope: Scope) -> bool:
    last = event.end_on or event.start_on
    return last is None or last < scope.records.today

"""Recorded against declared: a declared figure that the records contradict."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.columns import format_day
from reporting.engine.findings import Code, Severity, check
from reporting.engine.registries import figures
from reporting.scope import Scope

BELOW_RECORDED = Code(
    "declared-below-recorded",
    Severity.ERROR,
    "Fewer declared than recorded",
    "Raise the declared figure, or delete it so that the recorded count stands.",
    is_public=True,
)
DIFFERS = Code(
    "declared-differs",
    Severity.WARNING,
    "Declared otherwise than recorded",
    "Enter the records that are missing, or delete the declared figure so that the recorded count "
    "stands.",
    is_public=True,
)
NOT_COUNTED = Code(
    "declared-event-not-counted",
    Severity.WARNING,
    "Declared for an event that does not count",
    "Choose another event for the declared figure, or mend the event’s day and status.",
    is_public=True,
)


@check(BELOW_RECORDED, DIFFERS)
def find_contradicted_declarations(scope: Scope) -> Iterable[Finding]:
    """A finding where less is declared than recorded, or other than recorded where all should be."""
    for item in scope.records.declared:
        if item.measure not in figures:
            continue
        if not scope.counts(item):
            continue
        recorded = scope.recorded_for(item)
        figure = figures[item.measure]
        if item.value < recorded:
            code, told = BELOW_RECORDED, "fewer declared than recorded"
        elif figure.fully_recorded and item.value != recorded:
            code = DIFFERS
            told = "every one should be in the records, and the declared figure differs"
        else:
            continue
        yield code.finding(
            f"{figure.label}, {scope.place_of(item)}: {item.value:,} declared, "
            f"{recorded:,} recorded; {told}.",
            item.source,
            claimed=item.value,
            reported=recorded,
            model="events.declaredfigure",
            pk=item.pk,
            values=(item.measure,),
        )


@check(NOT_COUNTED)
def find_declarations_of_uncounted_events(scope: Scope) -> Iterable[Finding]:
    """A finding where a figure is declared for an event that does not count."""
    for item in scope.records.declared:
        if item.event_id is None or item.event_id in scope.records.events:
            continue
        event = item.event
        if scope.is_interim and event and event.start_on and event.start_on not in scope.period:
            continue  # it counts in another report
        day = f", {format_day(event.start_on)}" if event and event.start_on else ""
        yield NOT_COUNTED.finding(
            f"{item.value:,} declared for {event.name if event else ''}{day}, an event that "
            "is cancelled, still to come or outside the period; it is left out.",
            item.source,
            model="events.declaredfigure",
            pk=item.pk,
            others=(("events.event", item.event_id),),
            values=(item.measure, str(item.value)),
        )

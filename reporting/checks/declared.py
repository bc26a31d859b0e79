"""Recorded against declared: a declared figure that the records contradict."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.columns import format_day
from reporting.engine.findings import Severity, check
from reporting.engine.registries import figures
from reporting.scope import Scope


@check("declared-against-recorded")
def find_contradicted_declarations(scope: Scope) -> Iterable[Finding]:
    """A finding where less is declared than recorded, or other than recorded where all should be."""
    for item in scope.records.declared:
        if item.measure not in figures:
            continue
        if item.event_id is not None and item.event_id not in scope.records.events:
            continue
        recorded = scope.recorded_for(item)
        figure = figures[item.measure]
        if item.value < recorded:
            code, severity = "declared-below-recorded", Severity.ERROR
            told = "fewer declared than recorded"
        elif figure.fully_recorded and item.value != recorded:
            code, severity = "declared-differs", Severity.WARNING
            told = "every one should be in the records, and the declared figure differs"
        else:
            continue
        yield Finding(
            code=code,
            severity=severity,
            message=f"{figure.label}, {scope.place_of(item)}: {item.value:,} declared, "
            f"{recorded:,} recorded; {told}.",
            where=item.source,
            claimed=item.value,
            reported=recorded,
            model="events.declaredfigure",
            pk=item.pk,
        )


@check("declared-event-not-counted")
def find_declarations_of_uncounted_events(scope: Scope) -> Iterable[Finding]:
    """A finding where a figure is declared for an event that does not count."""
    for item in scope.records.declared:
        if item.event_id is None or item.event_id in scope.records.events:
            continue
        event = item.event
        day = f", {format_day(event.start_on)}" if event and event.start_on else ""
        yield Finding(
            code="declared-event-not-counted",
            severity=Severity.WARNING,
            message=f"{item.value:,} declared for {event.name if event else ''}{day}, an event that "
            "is cancelled, still to come or outside the period; it is left out.",
            where=item.source,
            model="events.declaredfigure",
            pk=item.pk,
        )

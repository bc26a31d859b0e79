"""Events that a coordinator should look at."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.findings import Severity, check
from reporting.scope import Scope


@check("event-without-market")
def find_events_without_market(scope: Scope) -> Iterable[Finding]:
    """A finding for each event that names no market and does not say that it addresses all."""
    for event in scope.records.events.values():
        if not event.is_for_all_markets and not event.markets.all():
            yield Finding(
                code="event-without-market",
                severity=Severity.WARNING,
                message=f"{event.name} names no target market; it is counted in the row of all markets.",
                where="Events",
                model="events.event",
                pk=event.pk,
            )

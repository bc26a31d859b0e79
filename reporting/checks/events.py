"""Events that a coordinator should look at."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.findings import Code, Severity, check
from reporting.scope import Scope

WITHOUT_MARKET = Code(
    "event-without-market",
    Severity.WARNING,
    "Event without a target market",
    "Choose the markets that the event addressed, or tick “all target markets”.",
)


@check(WITHOUT_MARKET)
def find_events_without_market(scope: Scope) -> Iterable[Finding]:
    """A finding for each event that names no market and does not say that it addresses all."""
    for event in scope.records.events.values():
        if not event.is_for_all_markets and not event.markets.all():
            yield WITHOUT_MARKET.finding(
                f"{event.name} names no target market; it is counted in the row of all markets.",
                "Events",
                model="events.event",
                pk=event.pk,
            )

"""Records that count without a known day: they count in every period."""

from collections.abc import Iterable

from reporting.checks.agreements import agreement_words
from reporting.engine.cells import Finding
from reporting.engine.findings import Code, Severity, check
from reporting.scope import Scope

EVENT = Code(
    "event-without-day",
    Severity.NOTE,
    "Event without a day",
    "Enter the day on which it began; without one the event counts in every period.",
)
AGREEMENT = Code(
    "agreement-without-day",
    Severity.NOTE,
    "Agreement without a day of signature",
    "Enter the day on which it was signed; without one the agreement counts in every period.",
)


@check(EVENT)
def find_events_without_day(scope: Scope) -> Iterable[Finding]:
    """A finding for each event that counts and has no day."""
    for event in scope.records.events.values():
        if event.start_on is None:
            yield EVENT.finding(
                f"{event.name}: held on an unknown day.",
                "Events",
                model="events.event",
                pk=event.pk,
            )


@check(AGREEMENT)
def find_agreements_without_day(scope: Scope) -> Iterable[Finding]:
    """A finding for each concluded agreement without a day of signature."""
    for agreement in scope.records.agreements:
        if agreement.signed_on is None and agreement.pk in scope.records.concluded_agreements:
            yield AGREEMENT.finding(
                f"{agreement_words(agreement, scope)}: signed on an unknown day.",
                "Agreements",
                model="gateways.agreement",
                pk=agreement.pk,
            )

"""What waits among the events."""

from django.utils import timezone

from common.admin import WaitingKind
from events.choices import RegistrationState
from events.models import Event, Registration

WAITING = (
    WaitingKind(
        key="no-results",
        model=Event,
        title="Over, without results",
        one="event is over and has no results yet",
        many="events are over and have no results yet",
        rows=lambda rows: rows.without_results(timezone.localdate()),
    ),
    WaitingKind(
        key="undecided",
        model=Registration,
        title="Waiting for a decision",
        one="registration for an event waits for a decision",
        many="registrations for events wait for a decision",
        rows=lambda rows: rows.filter(
            state=RegistrationState.REGISTERED, event__start_on__gte=timezone.localdate()
        ),
    ),
)

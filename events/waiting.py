"""What waits among the events."""

from django.utils import timezone

from common.admin import WaitingKind
from events.models import Event

WAITING = (
    WaitingKind(
        key="no-results",
        model=Event,
        title="Over, without results",
        one="event is over and has no results yet",
        many="events are over and have no results yet",
        rows=lambda rows: rows.without_results(timezone.localdate()),
    ),
)

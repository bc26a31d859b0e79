"""Whether one can register for an event now, and if not, why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone

from events.choices import EventStatus, RegistrationMode
from events.hours import moment_words
from events.models import Attendee, Event


class DoorState(StrEnum):
    """How open the registration of an event is."""

    NONE = "none"
    NOT_YET = "not yet"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    INVITED = "invited"


@dataclass(frozen=True)
class Door:
    """The registration of an event at a moment."""

    state: DoorState
    mode: str = RegistrationMode.NONE
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    places_left: int | None = None
    """Persons who still find a place; None without a limit."""

    @property
    def opens_in_words(self) -> str:
        """When it opens, in the portal's own time."""
        return moment_words(self.opens_at)

    @property
    def closes_in_words(self) -> str:
        """When it closes, in the portal's own time."""
        return moment_words(self.closes_at)

    @property
    def lets_in(self) -> bool:
        """Whether everybody may register now, be it for the waiting list."""
        return self.state in (DoorState.OPEN, DoorState.FULL)

    @property
    def is_settled(self) -> bool:
        """Whether it stays as it is until somebody changes the event."""
        return self.state in (DoorState.NONE, DoorState.CLOSED)


def places_taken(event: Event) -> int:
    """Persons of confirmed registrations. One query."""
    return Attendee.objects.expected().filter(registration__event=event).count()


def places_left(event: Event) -> int | None:
    """Places for further persons, never below zero; None without a limit. At most one query."""
    if event.capacity is None:
        return None
    return max(event.capacity - places_taken(event), 0)


def door_of(event: Event, *, now: datetime | None = None, is_invited: bool = False) -> Door:
    """Whether one can register; whoever is invited finds the door of an event by invitation open.

    At most one query.
    """
    now = now or timezone.now()
    opens, closes = event.registration_opens_at, event.registration_closes_at
    told: dict[str, Any] = {
        "mode": event.registration_mode,
        "opens_at": opens,
        "closes_at": closes,
    }
    if event.registration_mode == RegistrationMode.NONE or event.status == EventStatus.CANCELLED:
        return Door(DoorState.NONE)
    is_over = event.ends_at is not None and event.ends_at < now
    if is_over or event.status == EventStatus.HELD or (closes is not None and closes <= now):
        return Door(DoorState.CLOSED, **told)
    if event.registration_mode == RegistrationMode.INVITED and not is_invited:
        return Door(DoorState.INVITED, **told)
    if opens is not None and opens > now:
        return Door(DoorState.NOT_YET, **told)
    left = places_left(event)
    return Door(DoorState.FULL if left == 0 else DoorState.OPEN, **told, places_left=left)

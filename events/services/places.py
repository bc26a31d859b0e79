"""Places at an event: who has one, who still fits, who moves up. All within the caller's transaction."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from events.choices import EventStatus, RegistrationState
from events.door import places_left
from events.models import Event, Registration


def lock_event(event: Event) -> Event:
    """The event as it is now, so that places are given one after the other."""
    rows = Event.objects.select_related("partnership")
    return rows.select_for_update(of=("self",)).get(pk=event.pk)


def lock_registration(registration: Registration) -> Registration:
    """The registration as it is now; its event is locked before it."""
    event = lock_event(registration.event)
    rows = Registration.objects.select_related("participation__organisation")
    locked = rows.select_for_update(of=("self",)).get(pk=registration.pk)
    locked.event = event
    return locked


def move(registration: Registration, state: RegistrationState, *, reason: str) -> None:
    """Keep a new state, with what led to it in the history."""
    registration.state = state
    registration._change_reason = reason  # type: ignore[attr-defined]
    registration.save()


def fits(registration: Registration, *, persons: int | None = None) -> bool:
    """Whether the persons of a registration find a place. At most two queries."""
    left = places_left(registration.event)
    if left is None:
        return True
    return left >= (registration.attendees.count() if persons is None else persons)


def move_up(
    event: Event, left: int | None, *, now: datetime | None = None
) -> Iterator[Registration]:
    """Registrations that may move up now, in their order, those that fit into what is left. One query."""
    is_over = event.ends_at is not None and event.ends_at < (now or timezone.now())
    if left is None or is_over or event.status != EventStatus.PLANNED:
        return
    rows = Registration.objects.filter(event=event, state=RegistrationState.WAITING_LIST)
    waiting = rows.annotate(persons=Count("attendees")).order_by("confirmed_at", "number")
    for registration in waiting:
        if registration.persons <= left:
            left -= registration.persons
            registration.event = event
            yield registration

"""Events as entries of a calendar."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from events.choices import EventStatus
from events.ics import CalendarEntry, calendar_file
from events.models import Event


def uid_of(event: Event) -> str:
    """The same for ever, so that a newer file takes the place of an older one."""
    return f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname or 'portal.invalid'}"


def versions_of(event: Event) -> int:
    """How often an event was changed; it only grows. One query."""
    history: Any = Event.history
    return int(history.filter(id=event.pk).count())


def entry_of(
    event: Event,
    *,
    sequence: int = 0,
    title: str = "",
    place: str = "",
    words: str = "",
    address: str = "",
    is_cancelled: bool = False,
) -> CalendarEntry | None:
    """An event in a calendar; none without a day. Without an hour it takes whole days. No query."""
    if event.start_on is None or event.starts_at is None or event.ends_at is None:
        return None
    has_hours = event.start_time is not None
    last = event.end_on or event.start_on
    return CalendarEntry(
        uid=uid_of(event),
        title=title or event.name,
        begins=event.starts_at if has_hours else event.start_on,
        ends=event.ends_at if has_hours else last + timedelta(days=1),
        place=place or event.place,
        words=words,
        address=address,
        is_cancelled=is_cancelled or event.status == EventStatus.CANCELLED,
        sequence=sequence,
    )


def event_file(event: Event, **fields: Any) -> bytes:
    """The calendar file of one event; one without entry where its day is not known. One query."""
    entry = entry_of(event, sequence=versions_of(event), **fields)
    return calendar_file([entry] if entry else [], name=event.name)

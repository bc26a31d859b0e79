"""Calendar files (RFC 5545), for any calendar program."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from icalendar import Calendar, vText
from icalendar import Event as Entry

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class CalendarEntry:
    """What stands in a calendar. Days without hours are dates; the end of such a day is exclusive."""

    uid: str
    """The same for the same thing for ever, such as ``meeting-12@portal.example``: a newer file replaces it."""
    title: str
    begins: datetime | date
    ends: datetime | date
    place: str = ""
    words: str = ""
    address: str = ""
    is_cancelled: bool = False
    sequence: int = 0
    """Higher with each change, so that calendars take the newer one."""


def calendar_file(entries: Iterable[CalendarEntry], *, name: str, is_feed: bool = False) -> bytes:
    """A calendar file; a feed is what calendar programs ask for again and again."""
    calendar = Calendar()
    calendar.add("prodid", "-//Cluster partnership portal//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    if is_feed:
        calendar.add("refresh-interval;value=duration", "PT1H")
    for entry in entries:
        calendar.add_component(_component(entry))
    if not is_feed:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _component(entry: CalendarEntry) -> Entry:
    row = Entry()
    row.add("uid", entry.uid)
    row.add("dtstamp", timezone.now())
    row.add("summary", entry.title)
    row.add("dtstart", entry.begins)
    row.add("dtend", entry.ends)
    row.add("sequence", entry.sequence)
    row.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.place:
        row["location"] = vText(entry.place)
    if entry.words:
        row.add("description", entry.words)
    if entry.address:
        row.add("url", entry.address)
    return row

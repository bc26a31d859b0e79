"""When something takes place, told right for both sides: in the zone of the event and in those of its guests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event, ProgrammeItem

MARKET_ZONES = {
    "AE": "Asia/Dubai",
    "AR": "America/Argentina/Buenos_Aires",
    "CH": "Europe/Zurich",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CO": "America/Bogota",
    "EG": "Africa/Cairo",
    "GB": "Europe/London",
    "HK": "Asia/Hong_Kong",
    "IL": "Asia/Jerusalem",
    "IN": "Asia/Kolkata",
    "JP": "Asia/Tokyo",
    "KE": "Africa/Nairobi",
    "KR": "Asia/Seoul",
    "MA": "Africa/Casablanca",
    "MY": "Asia/Kuala_Lumpur",
    "NG": "Africa/Lagos",
    "NO": "Europe/Oslo",
    "PE": "America/Lima",
    "PH": "Asia/Manila",
    "SA": "Asia/Riyadh",
    "SG": "Asia/Singapore",
    "TH": "Asia/Bangkok",
    "TN": "Africa/Tunis",
    "TR": "Europe/Istanbul",
    "TW": "Asia/Taipei",
    "VN": "Asia/Ho_Chi_Minh",
    "ZA": "Africa/Johannesburg",
}
"""Markets that have one time; of those with several none is told, for it would be wrong for most."""

LONG = {"fr": "l j F Y", "de": "l, j. F Y"}
"""A day with its name, as each language writes it."""

LATEST = 2
"""So many zones of markets are told at most; more confuse."""


@dataclass(frozen=True)
class Hours:
    """From when until when, in one zone."""

    words: str
    zone: str
    """The zone in words, such as ``Tokyo (UTC+9)``."""

    def __str__(self) -> str:
        return f"{self.words}, {self.zone}"


@dataclass(frozen=True)
class When:
    """The days of an event and its hours: ``own`` in its zone, ``elsewhere`` in those of its guests."""

    days: str
    own: Hours | None = None
    elsewhere: tuple[Hours, ...] = ()


@dataclass(frozen=True)
class ShownItem:
    """An item of a programme with its hours."""

    item: ProgrammeItem
    hours: str
    elsewhere: tuple[Hours, ...]


@dataclass(frozen=True)
class Day:
    """The programme of one day."""

    label: str
    items: tuple[ShownItem, ...]


def when_of(event: Event, zones: Sequence[ZoneInfo]) -> When:
    """When an event takes place, in words of the page; nothing where its day is not known."""
    if event.start_on is None:
        return When("")
    begins = event.starts_at
    ends = event.ends_at if event.end_time else None
    last = event.end_on or event.start_on
    days = _long(event.start_on) if last == event.start_on else _span(event.start_on, last)
    if begins is None or event.start_time is None:
        return When(days)
    own = Hours(_hours(begins, ends), zone_words(begins))
    # Of several days each has hours of its own: only how they begin can be told elsewhere.
    if last != event.start_on:
        ends = None
    return When(days, own, tuple(_elsewhere(begins, ends, zones)))


def days_of(items: Iterable[ProgrammeItem], zone: ZoneInfo, zones: Sequence[ZoneInfo]) -> list[Day]:
    """A programme by the days of the event's own zone."""
    days: dict[str, list[ShownItem]] = {}
    for item in items:
        begins, ends = item.starts_at.astimezone(zone), item.ends_at.astimezone(zone)
        shown = ShownItem(item, _hours(begins, ends), tuple(_elsewhere(begins, ends, zones)))
        days.setdefault(_long(begins), []).append(shown)
    return [Day(label, tuple(shown)) for label, shown in days.items()]


def zones_of(event: Event) -> list[ZoneInfo]:
    """The zones in which an event is told besides its own: that of the portal and of its markets.

    Costs no query where ``markets`` is prefetched.
    """
    names = [MARKET_ZONES.get(market.country.code or "", "") for market in event.markets.all()]
    wanted = [settings.TIME_ZONE, *[name for name in names if name][:LATEST]]
    return [ZoneInfo(name) for name in dict.fromkeys(wanted) if name != event.time_zone]


def zone_words(moment: datetime) -> str:
    """A zone in words, with its distance from UTC at that moment: ``Tokyo (UTC+9)``."""
    key = getattr(moment.tzinfo, "key", "UTC")
    offset = moment.utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    distance = f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
    return f"{_city(key)} ({distance})"


def _city(key: str) -> str:
    names = {"Brussels": _("Brussels"), "Ho Chi Minh": "Ho Chi Minh City", "Kolkata": "India"}
    name = key.rpartition("/")[2].replace("_", " ")
    return names.get(name, name)


def _elsewhere(begins: datetime, ends: datetime | None, zones: Sequence[ZoneInfo]) -> list[Hours]:
    told = []
    for zone in zones:
        there = begins.astimezone(zone)
        if there.utcoffset() == begins.utcoffset():
            continue
        until = ends.astimezone(zone) if ends else None
        words = _hours(there, until)
        if there.date() != begins.date():
            words = f"{date_format(there, 'j M')}, {words}"
        told.append(Hours(words, zone_words(there)))
    return told


def _hours(begins: datetime, ends: datetime | None) -> str:
    first = date_format(begins, "H:i")
    return f"{first}–{date_format(ends, 'H:i')}" if ends else _("from %(hour)s") % {"hour": first}


def _long(day: date) -> str:
    return str(date_format(day, LONG.get(_language(), "l, j F Y")))


def _span(first: date, last: date) -> str:
    """Days without their names; month and year are told once where they are the same."""
    if (first.year, first.month) != (last.year, last.month):
        return f"{_day(first)} – {_day(last)}"
    return f"{first.day}{'.' if _is_german() else ''} – {_day(last)}"


def _day(day: date) -> str:
    return str(date_format(day, "j. F Y" if _is_german() else "j F Y"))


def moment_words(moment: datetime | None) -> str:
    """A moment in the portal's own time: ``3 May 2030, 12:00``; nothing for none."""
    if moment is None:
        return ""
    here = timezone.localtime(moment)
    return f"{_day(here)}, {date_format(here, 'H:i')}"


def _is_german() -> bool:
    return _language() == "de"


def _language() -> str:
    return (get_language() or "").partition("-")[0]

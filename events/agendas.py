"""Who meets whom, when and where: the meetings of the published schedule, for pages and papers.

Only what has its slot and is scheduled, held or missed stands in an agenda.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from events.choices import MeetingState
from events.models import Event, Meeting, MeetingTable, Registration, Slot
from events.participants import registrations_by_organisation
from events.time_zones import zone_of_country
from gateways.models import Organisation

IN_AGENDA = (MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.NO_SHOW)


@dataclass(frozen=True)
class Placed:
    """A meeting with its hours, in the time zone of the event."""

    meeting: Meeting
    begins: datetime
    ends: datetime
    table: MeetingTable | None

    @property
    def parties(self) -> tuple[Organisation, Organisation]:
        """Both who meet."""
        return self.meeting.party_a, self.meeting.party_b

    @property
    def slots(self) -> range:
        """The numbers of the slots that it takes."""
        first = self.meeting.slot.number if self.meeting.slot else 0
        return range(first, first + self.meeting.length)

    @property
    def where(self) -> str:
        """The table’s name; empty where it has none yet."""
        return str(self.table) if self.table else ""


@dataclass(frozen=True)
class Entry:
    """A meeting in somebody’s agenda: with whom, and what they offer."""

    placed: Placed
    other: Organisation
    registration: Registration | None
    """That of the other one; none where it takes no part any more."""
    own_zone: ZoneInfo | None
    """The reader’s time zone where its clocks show another time than the event’s."""

    @property
    def offers(self) -> list[str]:
        """What the other one offers."""
        return list(self.registration.offers) if self.registration else []

    @property
    def own_begins(self) -> datetime | None:
        """When it begins on the reader’s own clock, where that is another time; without a zone.

        Pages tell moments in the zone of the event; this is one of another clock, told as it is.
        """
        if self.own_zone is None:
            return None
        return self.placed.begins.astimezone(self.own_zone).replace(tzinfo=None)

    @property
    def own_day(self) -> date | None:
        """The reader’s own day, where it is another one."""
        own = self.own_begins
        return own.date() if own and own.date() != self.placed.begins.date() else None


@dataclass(frozen=True)
class Day:
    """What happens on a day of the event’s time zone."""

    day: date
    entries: Sequence[Any]


@dataclass(frozen=True)
class Agenda:
    """The meetings of a participant."""

    registration: Registration
    days: Sequence[Day]

    @property
    def entries(self) -> list[Entry]:
        """All of them in order of time."""
        return [entry for day in self.days for entry in day.entries]

    @property
    def first(self) -> Placed:
        """The first meeting; there must be one."""
        return self.entries[0].placed

    @property
    def last(self) -> Placed:
        """The last meeting; there must be one."""
        return self.entries[-1].placed

    @property
    def own_zone(self) -> ZoneInfo | None:
        """The participant’s own time zone, where its clocks differ."""
        return next((entry.own_zone for entry in self.entries if entry.own_zone), None)


TableDays = tuple[MeetingTable | None, list[Day]]
"""A table, and what happens there; none for meetings that have no table."""


def placed_meetings(event: Event, organisation: Organisation | None = None) -> list[Placed]:
    """Meetings of an event, or of one that takes part, in order of time and table. Two queries."""
    rows: Any = Meeting.objects.filter(event=event, state__in=IN_AGENDA, slot__isnull=False)
    if organisation is not None:
        rows = rows.of(organisation)
    rows = rows.select_related("slot", "table", "party_a", "party_b")
    found = list(rows.order_by("slot__number", "table__number", "pk"))
    ends = dict(Slot.objects.filter(event=event).values_list("number", "ends_at")) if found else {}
    return [_place(meeting, ends, event.zone) for meeting in found]


def agenda_of(registration: Registration) -> Agenda:
    """The agenda of a participant. Three queries, two where it has no meeting."""
    organisation = registration.organisation
    placed = placed_meetings(registration.event, organisation) if organisation else []
    known = registrations_by_organisation(registration.event) if placed else {}
    return _agenda(registration, placed, known)


def agendas_of(event: Event) -> list[Agenda]:
    """The agendas of all that take part, by name. Three queries."""
    known = registrations_by_organisation(event)
    mine: dict[int, list[Placed]] = {pk: [] for pk in known}
    for row in placed_meetings(event):
        for party in row.parties:
            mine.setdefault(party.pk, []).append(row)
    for registration in known.values():
        registration.event = event
    return [_agenda(registration, mine[pk], known) for pk, registration in known.items()]


def by_table(event: Event) -> list[TableDays]:
    """What happens at each table, in the order of their numbers; last what has no table."""
    rows = sorted(placed_meetings(event), key=_of_table)
    return [(group[0].table, _days(group)) for group in _groups(rows, _of_table)]


def by_slot(event: Event) -> list[list[Placed]]:
    """What begins at each time, in order of time."""
    return _groups(placed_meetings(event), lambda row: row.begins)


def _of_table(row: Placed) -> tuple[bool, int]:
    return row.table is None, row.table.number if row.table else 0


def _groups(rows: Iterable[Placed], key: Any) -> list[list[Placed]]:
    return [list(group) for _, group in groupby(rows, key)]


def _place(meeting: Meeting, ends: dict[int, datetime], zone: ZoneInfo) -> Placed:
    slot: Any = meeting.slot
    last = ends.get(slot.number + meeting.length - 1, slot.ends_at)
    return Placed(meeting, slot.starts_at.astimezone(zone), last.astimezone(zone), meeting.table)


def _agenda(
    registration: Registration, rows: Iterable[Placed], known: dict[int, Registration]
) -> Agenda:
    zone = zone_of_country(registration.country.code)
    us = registration.organisation
    entries = []
    for row in rows:
        other = next(party for party in row.parties if us is None or party.pk != us.pk)
        differs = zone and row.begins.astimezone(zone).utcoffset() != row.begins.utcoffset()
        entries.append(Entry(row, other, known.get(other.pk), zone if differs else None))
    return Agenda(registration, _days(entries))


def _days(rows: Iterable[Any]) -> list[Day]:
    def day(row: Any) -> date:
        placed: Placed = getattr(row, "placed", row)
        return placed.begins.date()

    return [Day(found, list(group)) for found, group in groupby(rows, day)]

"""The grid as a table of rows and cells: slots across, tables or participants down."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from events.models import Meeting
from events.scheduling.schedule import Place
from events.services.moves import Grid
from events.services.rules import parties_of
from events.services.worth import value_of


@dataclass(frozen=True)
class Card:
    """A meeting in the grid."""

    meeting: Meeting
    title: str
    line: str
    is_movable: bool
    is_locked: bool
    is_chosen: bool
    is_first: bool = True
    """Whether the sheet shows the meeting here for the first time."""


@dataclass(frozen=True)
class Target:
    """Where a chosen meeting may go: ``words`` is what would be asked first."""

    value: str
    words: str = ""


@dataclass
class Cell:
    """One or more slots of a row: meetings, or a free place."""

    slot: int
    place: str
    span: int = 1
    cards: list[Card] = field(default_factory=list)
    is_away: bool = False
    begins_session: bool = False
    when: str = ""
    target: Target | None = None


@dataclass(frozen=True)
class Row:
    """A table or a participant."""

    label: str
    note: str
    cells: list[Cell]


@dataclass(frozen=True)
class Head:
    """A column: a slot."""

    moment: datetime
    begins_session: bool
    is_over: bool

    @property
    def words(self) -> str:
        """The hour, in the time zone of the event."""
        return f"{self.moment:%H:%M}"


class Sheet:
    """What the page of a grid shows."""

    def __init__(self, grid: Grid, chosen: int | None) -> None:
        self.grid = grid
        self.situation, self.plan = grid.situation, grid.plan
        self.chosen = chosen if chosen in self.situation.meetings else None
        self._shown: set[int] = set()
        self.heads = [
            Head(
                self.situation.moment(slot),
                slot > 0 and self.situation.sessions[slot] != self.situation.sessions[slot - 1],
                slot < self.situation.first_open,
            )
            for slot in range(len(self.situation.slots))
        ]
        self.days = [
            (day, sum(1 for _ in heads))
            for day, heads in groupby(self.heads, key=lambda head: head.moment.date())
        ]

    def by_table(self) -> list[Row]:
        """A row for each table."""
        seats: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for key, place in self.plan.places.items():
            seats[place.table][place.slot].append(key)
        rows = []
        if 0 in seats:
            rows.append(Row("Without a table", "", self._cells(seats[0], 0)))
        for number, table in enumerate(self.situation.tables, start=1):
            rows.append(Row(str(table), "", self._cells(seats[number], number)))
        return rows

    def by_participant(self) -> list[Row]:
        """A row for each participant."""
        times: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for key, place in self.plan.places.items():
            for party in parties_of(self.situation.meetings[key]):
                times[party][place.slot].append(key)
        parties = sorted(
            self.situation.registrations.keys() | times.keys(),
            key=lambda party: self.situation.name_of(party).casefold(),
        )
        return [
            Row(
                self.situation.name_of(party),
                self._note(party),
                self._cells(times[party], None, party),
            )
            for party in parties
        ]

    def unplaced(self) -> list[Card]:
        """Requests that have no place, the most valuable first."""
        waiting = [
            meeting
            for key, meeting in self.situation.meetings.items()
            if key not in self.plan.places and self.situation.is_wanted(meeting)
        ]
        waiting.sort(key=lambda meeting: (-value_of(meeting), meeting.party_a.name))
        return [self._card(meeting, None) for meeting in waiting]

    def _note(self, party: int) -> str:
        if party not in self.situation.registrations:
            return "does not come"
        number = sum(
            1 for key in self.plan.places if party in parties_of(self.situation.meetings[key])
        )
        breaks = self.plan.breaks(party)
        words = "1 meeting" if number == 1 else f"{number} meetings"
        return f"{words}, {breaks} break{'s' * (breaks != 1)}" if number else "no meeting"

    def _cells(
        self, begins: dict[int, list[int]], table: int | None, party: int | None = None
    ) -> list[Cell]:
        cells: list[Cell] = []
        for slot, head in enumerate(self.heads):
            last = cells[-1] if cells else None
            is_covered = last is not None and last.cards and slot < last.slot + last.span
            if is_covered and last is not None:
                self._add(last, begins.get(slot, []), slot, party)
                continue
            cell = Cell(slot, self._place(slot, table), begins_session=head.begins_session)
            cell.when = self.situation.when(slot)
            self._add(cell, begins.get(slot, []), slot, party)
            if not cell.cards:
                cell.is_away = party is not None and self._is_away(party, slot)
                cell.target = self._target(slot, table, party)
            cells.append(cell)
        return cells

    def _add(self, cell: Cell, keys: list[int], slot: int, party: int | None) -> None:
        for key in sorted(keys):
            meeting = self.situation.meetings[key]
            cell.cards.append(self._card(meeting, party))
            end = min(slot + meeting.length, len(self.heads))
            cell.span = max(cell.span, end - cell.slot)

    def _place(self, slot: int, table: int | None) -> str:
        number = self.situation.tables[table - 1].pk if table else ""
        return f"{self.situation.slots[slot].pk}-{number}"

    def _is_away(self, party: int, slot: int) -> bool:
        registration = self.situation.registrations.get(party)
        away = registration.away.all() if registration else []
        return self.situation.slots[slot].pk in {gone.pk for gone in away}

    def _card(self, meeting: Meeting, party: int | None) -> Card:
        place = self.plan.places.get(meeting.pk)
        table = str(self.situation.tables[place.table - 1]) if place and place.table else ""
        if party is None:
            title, line = meeting.party_a.name, meeting.party_b.name
        else:
            asked = meeting.party_a_id == party
            title, line = (meeting.party_b if asked else meeting.party_a).name, table
        is_first = meeting.pk not in self._shown
        self._shown.add(meeting.pk)
        return Card(
            meeting,
            title,
            line,
            is_movable=meeting.pk not in self.situation.standing and not meeting.is_locked,
            is_locked=meeting.is_locked,
            is_chosen=meeting.pk == self.chosen,
            is_first=is_first,
        )

    def _target(self, slot: int, table: int | None, party: int | None) -> Target | None:
        if self.chosen is None or table == 0:
            return None
        if party is not None and party not in parties_of(self.situation.meetings[self.chosen]):
            return None
        number = table or self.plan.free_table(self.chosen, slot)
        broken = self.plan.broken(self.chosen, Place(slot, number))
        if any(rule.is_hard for rule in broken):
            return None
        return Target(self._place(slot, table), " ".join(rule.words for rule in broken))

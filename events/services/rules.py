"""Where meetings take place, and which rules another place would break; in words for the organisers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from events.choices import MeetingState
from events.models import Meeting
from events.scheduling.bounds import breaks_of
from events.scheduling.schedule import Place
from events.services.problems import Situation, is_one_session


class Rule(StrEnum):
    """What a place of a meeting must keep to."""

    OVER = "over"
    NOT_COMING = "not coming"
    BLOCKED = "blocked"
    LOCKED = "locked"
    LENGTH = "length"
    AWAY = "away"
    BUSY = "busy"
    TABLE = "table"
    RESOURCE = "resource"
    ORDER = "order"
    LIMIT = "limit"
    BREAK = "break"


SOFT = (Rule.LIMIT, Rule.BREAK)
"""Rules that the organisers may set aside; all others hold whatever anybody wishes."""


@dataclass(frozen=True)
class Broken:
    """A rule that a place breaks, and what of it."""

    rule: Rule
    words: str

    @property
    def is_hard(self) -> bool:
        """Whether nobody may set it aside."""
        return self.rule not in SOFT


class Plan:
    """Where meetings take place, and what a change would break."""

    def __init__(self, situation: Situation, places: Mapping[int, Place]) -> None:
        self.situation = situation
        self.places = {key: place for key, place in places.items() if key in situation.meetings}
        self._busy: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._seats: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._slots: dict[int, set[int]] = defaultdict(set)
        for key, place in self.places.items():
            meeting = situation.meetings[key]
            for party in parties_of(meeting):
                self._slots[party].add(key)
            for slot in range(place.slot, place.slot + meeting.length):
                self._seats[slot, place.table].add(key)
                for party in parties_of(meeting):
                    self._busy[party, slot].add(key)

    def broken(self, key: int, place: Place) -> list[Broken]:
        """The rules that a meeting breaks at a place, the hard ones first; empty where it may go there."""
        found = list(self.broken_hard(key, place))
        return found or list(self._broken_soft(key, place))

    def broken_hard(self, key: int, place: Place) -> Iterator[Broken]:
        """The rules that nobody may set aside."""
        meeting = self.situation.meetings[key]
        yield from self._state(meeting, place)
        if not is_one_session(self.situation.sessions, place.slot, meeting.length):
            yield Broken(
                Rule.LENGTH,
                f"It takes {meeting.length} slots, and these do not follow each other from "
                f"{self.situation.when(place.slot)} on.",
            )
            return
        slots = range(place.slot, place.slot + meeting.length)
        for party in parties_of(meeting):
            yield from self._person(key, party, slots)
        yield from self._room(key, place, slots)
        yield from self._order(key, place.slot, slots.stop)

    def free_table(self, key: int, slot: int) -> int:
        """A table that is free for a meeting from a slot on: its own if possible; 0 if there is none."""
        length = self.situation.meetings[key].length
        own = self.places[key].table if key in self.places else 0
        for table in [own, *range(1, len(self.situation.tables) + 1)]:
            taken = (self._seats[time, table] - {key} for time in range(slot, slot + length))
            if table and not any(taken):
                return table
        return 0

    def breaks(self, party: int) -> int:
        """The breaks of a party."""
        return breaks_of(self._times(party))

    def _times(self, party: int) -> list[int]:
        return sorted(
            slot for key in self._slots[party] for slot in self._taken(key, self.places[key].slot)
        )

    def _taken(self, key: int, begin: int) -> range:
        return range(begin, begin + self.situation.meetings[key].length)

    def _state(self, meeting: Meeting, place: Place) -> Iterator[Broken]:
        situation = self.situation
        if meeting.pk in situation.standing or place.slot < situation.first_open:
            yield Broken(Rule.OVER, "What has begun or is over stays as it is.")
        for party in parties_of(meeting):
            if party not in situation.registrations:
                yield Broken(Rule.NOT_COMING, f"{situation.name_of(party)} does not come.")
        if meeting.state not in MeetingState.wanted() and meeting.pk not in situation.standing:
            yield Broken(Rule.NOT_COMING, "Nobody asks for this meeting any more.")
        if situation.is_blocked(meeting):
            yield Broken(Rule.BLOCKED, "These two are on the list of those who do not meet.")
        locked = situation.index_of.get(meeting.slot_id or 0) if meeting.is_locked else None
        if locked is not None and place.slot != locked:
            yield Broken(
                Rule.LOCKED, f"It is locked on {situation.when(locked)}. Unlock it to move it."
            )

    def _person(self, key: int, party: int, slots: range) -> Iterator[Broken]:
        registration = self.situation.registrations.get(party)
        if registration is None:
            return
        name = self.situation.name_of(party)
        away = {slot.pk for slot in registration.away.all()}
        for slot in slots:
            if self.situation.slots[slot].pk in away:
                yield Broken(Rule.AWAY, f"{name} is away on {self.situation.when(slot)}.")
            others = self._busy[party, slot] - {key}
            if len(others) >= registration.people_at_once:
                partners = ", ".join(sorted(self._partner(other, party) for other in others))
                yield Broken(Rule.BUSY, f"{name} meets {partners} on {self.situation.when(slot)}.")

    def _partner(self, key: int, party: int) -> str:
        one, other = parties_of(self.situation.meetings[key])
        return self.situation.name_of(other if one == party else one)

    def _room(self, key: int, place: Place, slots: range) -> Iterator[Broken]:
        situation = self.situation
        if not 1 <= place.table <= len(situation.tables):
            yield Broken(Rule.TABLE, "No table is free at that time.")
            return
        for slot in slots:
            for other in sorted(self._seats[slot, place.table] - {key}):
                table, pair = situation.tables[place.table - 1], situation.meetings[other]
                yield Broken(Rule.TABLE, f"{table} is taken then by {pair}.")
        for resource in situation.meetings[key].resources.all():
            for slot in slots:
                users = sum(
                    1
                    for other, there in self.places.items()
                    if other != key
                    and slot in self._taken(other, there.slot)
                    and resource in situation.meetings[other].resources.all()
                )
                if users >= resource.how_many:
                    yield Broken(Rule.RESOURCE, f"{resource} is taken on {situation.when(slot)}.")

    def _order(self, key: int, begin: int, end: int) -> Iterator[Broken]:
        meetings = self.situation.meetings
        for order in self.situation.orders:
            first, then = order.before_id, order.after_id
            if first == key and then in self.places and self.places[then].slot < end:
                yield Broken(Rule.ORDER, f"It must end before {meetings[then]} begins.")
            if then == key and first in self.places:
                is_over = self._taken(first, self.places[first].slot).stop <= begin
                if not is_over:
                    yield Broken(Rule.ORDER, f"It must begin after {meetings[first]} has ended.")

    def _broken_soft(self, key: int, place: Place) -> Iterator[Broken]:
        situation = self.situation
        for party in parties_of(situation.meetings[key]):
            name, held = situation.name_of(party), len(self._slots[party] | {key})
            limit = situation.limit_of(situation.registrations[party])
            if limit is not None and held > limit and key not in self.places:
                yield Broken(
                    Rule.LIMIT,
                    f"{name} wants {meetings_in_words(limit)} at most; this would be number {held}.",
                )
            others = [
                slot
                for other in self._slots[party] - {key}
                for slot in self._taken(other, self.places[other].slot)
            ]
            after = breaks_of([*others, *self._taken(key, place.slot)])
            if after > self.breaks(party):
                yield Broken(
                    Rule.BREAK,
                    f"{name} would have {count_of(after)} instead of {self.breaks(party)}.",
                )


def parties_of(meeting: Meeting) -> tuple[int, int]:
    """The primary keys of both parties."""
    return meeting.party_a_id, meeting.party_b_id


def meetings_in_words(number: int | None) -> str:
    """A number of meetings in words."""
    return "1 meeting" if number == 1 else f"{number} meetings"


def count_of(breaks: int) -> str:
    """A number of breaks in words."""
    return "1 break" if breaks == 1 else f"{breaks} breaks"

"""What a schedule is asked for: parties, their requests, and what limits them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Party:
    """Who meets others: available in some slots, with ``at_once`` persons who can meet at a time."""

    key: str
    available: frozenset[int]
    at_once: int = 1
    limit: int | None = None
    """Meetings at most; without it as many as there are slots."""


@dataclass(frozen=True)
class Request:
    """A wish of two parties to meet.

    ``value`` says how much it is worth, from priority and mutual interest. ``slots`` narrows the
    times down, for all of its length; ``locked`` gives the slot in which it begins, whatever
    ``slots`` says. ``must`` demands that it is placed. ``length`` is in
    slots, ``needs`` names resources that it takes for its whole length, such as an interpreter.
    """

    key: str
    a: str
    b: str
    value: int = 1
    slots: frozenset[int] | None = None
    locked: int | None = None
    must: bool = False
    length: int = 1
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Precedence:
    """One meeting ends before another begins, where both take place."""

    before: str
    after: str


class ProblemIsWrong(ValueError):
    """The data contradict themselves; the message names what."""


@dataclass(frozen=True)
class Problem:
    """A matchmaking event: ``slots`` one after the other, each with so many ``tables`` or links."""

    slots: int
    tables: int
    parties: tuple[Party, ...]
    requests: tuple[Request, ...]
    precedences: tuple[Precedence, ...] = ()
    resources: Mapping[str, int] = field(default_factory=dict)
    """How many of each resource there are at a time."""
    closed_tables: frozenset[int] = frozenset()
    """Numbers that no table has, because it broke for instance; not among the ``tables``."""

    def __post_init__(self) -> None:
        for fault in self._faults():
            raise ProblemIsWrong(fault)

    def _faults(self) -> Iterator[str]:
        if self.slots < 1 or self.tables < 1:
            yield "A schedule needs at least one slot and one table."
        for kind, keys in (
            ("party", [party.key for party in self.parties]),
            ("request", [request.key for request in self.requests]),
        ):
            doubles = (
                sorted({key for key in keys if keys.count(key) > 1}) if _has_doubles(keys) else []
            )
            yield from (f"The {kind} {key} is there twice." for key in doubles)
        for party in self.parties:
            if party.at_once < 1 or (party.limit is not None and party.limit < 0):
                yield f"The party {party.key} cannot meet anybody by its numbers."
            if not all(0 <= slot < self.slots for slot in party.available):
                yield f"The party {party.key} is available in slots that do not exist."
        for request in self.requests:
            yield from self._faults_of(request)
        for precedence in self.precedences:
            for key in (precedence.before, precedence.after):
                if key not in self.number_of:
                    yield f"A precedence names the request {key}, which does not exist."

    def _faults_of(self, request: Request) -> Iterator[str]:
        for key in (request.a, request.b):
            if key not in self.party_number:
                yield f"The request {request.key} names the party {key}, which does not exist."
        if request.a == request.b:
            yield f"The request {request.key} asks a party to meet itself."
        if request.value < 1 or request.length < 1:
            yield f"The request {request.key} needs a value and a length of 1 or more."
        if request.locked is not None and not 0 <= request.locked < self.slots:
            yield f"The request {request.key} is locked in a slot that does not exist."
        for need in sorted(request.needs - set(self.resources)):
            yield f"The request {request.key} needs {need}, of which there is none."

    @cached_property
    def table_numbers(self) -> tuple[int, ...]:
        """The numbers of the tables, counted from 1 without the closed ones."""
        most = self.tables + len(self.closed_tables)
        numbers = [number for number in range(1, most + 1) if number not in self.closed_tables]
        return tuple(numbers[: self.tables])

    @cached_property
    def party_number(self) -> dict[str, int]:
        """The place of each party in ``parties``, by key."""
        return {party.key: place for place, party in enumerate(self.parties)}

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The place of each request in ``requests``, by key."""
        return {request.key: place for place, request in enumerate(self.requests)}

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The places of both parties of each request."""
        return tuple(
            (self.party_number[request.a], self.party_number[request.b])
            for request in self.requests
        )

    @cached_property
    def starts(self) -> tuple[tuple[int, ...], ...]:
        """The slots in which each request can begin, as far as its own two parties go."""
        return tuple(self._starts_of(place) for place in range(len(self.requests)))

    def _starts_of(self, place: int) -> tuple[int, ...]:
        request = self.requests[place]
        common = self.common_slots(place)
        if request.locked is not None:
            begins = [request.locked]
        else:
            common = common if request.slots is None else common & request.slots
            begins = sorted(common)
        return tuple(
            begin
            for begin in begins
            if all(begin + step in common for step in range(request.length))
        )

    def common_slots(self, place: int) -> frozenset[int]:
        """The slots in which both parties of a request are available."""
        one, other = (self.parties[party] for party in self.pairs[place])
        return one.available & other.available

    def most_of(self, party: int) -> int:
        """How many slots of meetings a party can have at most."""
        who = self.parties[party]
        possible = len(who.available) * who.at_once
        return possible if who.limit is None else min(possible, who.limit)


def _has_doubles(keys: list[str]) -> bool:
    return len(set(keys)) < len(keys)

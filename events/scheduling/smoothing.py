"""Fewer breaks with the same meetings, by exchanging two slots for a group of persons at a time.

The meetings of two slots form chains: those who meet in one slot meet others in the other one. A
whole chain can change its slots without anybody being in two places, and only the persons at its two
ends have other slots taken afterwards, which is why so many exchanges can be tried. Where all tables
are taken, two chains change in opposite directions. Such exchanges are tried at random, worse ones
too at first, and the best schedule is kept.
"""

import math
import random
from typing import NamedTuple

from events.scheduling.board import NOWHERE, Board

SQUARE = 0.05
"""What the square of a party’s breaks weighs beside their number: breaks are shared fairly."""

HEAT = 0.4
"""How much worse an exchange may well be in the beginning."""

ATTEMPTS = 6
"""Looks for a chain in the opposite direction where the tables are taken."""

NOBODY = -1


def breaks_in(taken: int) -> int:
    """The breaks of a party, from the slots that it takes as the bits of a number."""
    return max((taken & ~(taken << 1)).bit_count() - 1, 0)


def cost_of(taken: int) -> float:
    """What a party’s breaks weigh."""
    breaks = breaks_in(taken)
    return breaks + SQUARE * breaks * breaks


class Chain(NamedTuple):
    """Meetings of two slots that change places together.

    ``ends`` holds the persons whose time changes, with the slots that they take then, as bits;
    ``gain`` is how many more meetings the slot ``there`` has.
    """

    requests: list[int]
    ends: list[tuple[int, int]]
    gain: int


class Smoothing:
    """Looks for fewer breaks; requests in ``kept`` stay where they are.

    A party with several persons at a time counts as so many persons here, each of whom holds the
    meetings that it was given; its breaks are those of all together.
    """

    def __init__(self, board: Board, kept: set[int], seed: int) -> None:
        self.board = board
        self.problem = problem = board.problem
        self.draw = random.Random(seed).random  # noqa: S311 – no secret
        self.start = list(board.start)
        self.tables = list(board.tables)
        self.used = {need: list(used) for need, used in board.used.items()}
        self.party_of = [
            party for party, who in enumerate(problem.parties) for _ in range(who.at_once)
        ]
        self.persons: list[list[int]] = [[] for _ in problem.parties]
        for person, party in enumerate(self.party_of):
            self.persons[party].append(person)
        self.single = len(self.party_of) == len(problem.parties)
        self.at = [[NOBODY] * len(self.party_of) for _ in range(problem.slots)]
        """The request that each person has in each slot."""
        self.taken = [0] * len(self.party_of)
        self.pairs: list[tuple[int, int]] = [(NOBODY, NOBODY)] * len(problem.requests)
        for request in sorted(board.placed(), key=lambda request: board.start[request]):
            self.pairs[request] = self._give_persons(request)
        self.ordered = set(board.after) | set(board.before)
        self.movable = [
            request
            for request in board.placed()
            if request not in kept and len(problem.starts[request]) > 1
        ]
        self.can = [0] * len(problem.requests)
        """The slots in which a request of one slot can be, as bits; none for those that stay."""
        for request in self.movable:
            if problem.requests[request].length == 1:
                self.can[request] = sum(1 << slot for slot in problem.starts[request])
        self.cost = sum(cost_of(taken) for taken in self._parties_taken())

    def _give_persons(self, request: int) -> tuple[int, int]:
        """A person of each party who is free for a request; takes the time of both."""
        slots = self.board.slots_of(request, self.start[request])
        one, other = (
            next(
                person
                for person in self.persons[party]
                if all(self.at[slot][person] == NOBODY for slot in slots)
            )
            for party in self.problem.pairs[request]
        )
        for slot in slots:
            for person in (one, other):
                self.at[slot][person] = request
                self.taken[person] |= 1 << slot
        return one, other

    def _parties_taken(self) -> list[int]:
        """The slots that each party takes, as bits."""
        taken = [0] * len(self.problem.parties)
        for person, slots in enumerate(self.taken):
            taken[self.party_of[person]] |= slots
        return taken

    def breaks(self) -> int:
        """All breaks of all parties."""
        return sum(map(breaks_in, self._parties_taken()))

    def run(self, exchanges: int, *, enough: int) -> None:
        """Try so many exchanges; stops early when only ``enough`` breaks are left."""
        if not self.movable or self.breaks() <= enough:
            return
        best, kept = self.cost, list(self.start)
        for number in range(exchanges):
            heat = max(1.0 - number / exchanges, 1e-3) * HEAT
            if not self._try_exchange(heat) or self.cost >= best - 1e-9:
                continue
            best, kept = self.cost, list(self.start)
            if best < enough + 1 + SQUARE and self.breaks() <= enough:
                break
        self.board.load(kept)

    def _try_exchange(self, heat: float) -> bool:
        request = self.movable[int(self.draw() * len(self.movable))]
        here = self.start[request]
        starts = self.problem.starts[request]
        there = starts[int(self.draw() * len(starts))]
        if here == there:
            return False
        if not self.can[request]:
            return self._try_shift(request, there, heat)
        chain = self._chain(request, here, there)
        if chain is None:
            return False
        chains = [chain]
        full = there if chain.gain > 0 else here
        if chain.gain and self.tables[full] >= self.problem.tables:
            opposite = self._opposite(chain, here, there, full)
            if opposite is None:
                return False
            chains.append(opposite)
        ends = [end for chain in chains for end in chain.ends]
        change = self._change(ends)
        if change > 0 and self.draw() >= math.exp(-change / heat):
            return False
        moved = [request for chain in chains for request in chain.requests]
        if not self._is_allowed(moved, here, there):
            return False
        self._move(moved, ends, here, there)
        self.cost += change
        return True

    def _chain(self, request: int, here: int, there: int) -> Chain | None:
        """All meetings that must change slots with one.

        None where one of them cannot, or where they form a ring: that changes nobody’s time.
        """
        at, can, pairs, taken = self.at, self.can, self.pairs, self.taken
        chain = [request]
        ends = []
        gain = 0
        for first in pairs[request]:
            person, slot, target = first, here, there
            while True:
                other = at[target][person]
                if other == NOBODY:
                    ends.append((person, taken[person] ^ (1 << slot) ^ (1 << target)))
                    gain = 1 if slot == here else -1
                    break
                if other == request or not can[other] >> slot & 1:
                    return None
                chain.append(other)
                one, two = pairs[other]
                person = two if one == person else one
                slot, target = target, slot
        return Chain(chain, ends, gain if len(chain) % 2 else 0)

    def _opposite(self, chain: Chain, here: int, there: int, full: int) -> Chain | None:
        """The best of some chains that make room for another one in a full slot."""
        row = self.at[full]
        other_slot = here if full == there else there
        best, least = None, math.inf
        for _ in range(ATTEMPTS):
            request = row[int(self.draw() * len(row))]
            if request == NOBODY or not self.can[request] >> other_slot & 1:
                continue
            if request in chain.requests:
                continue
            found = self._chain(request, full, other_slot)
            if found is not None and found.gain > 0:
                change = self._change(found.ends)
                if change < least:
                    best, least = found, change
        return best

    def _change(self, ends: list[tuple[int, int]]) -> float:
        """How much more the breaks weigh afterwards."""
        if self.single:
            return sum(cost_of(then) - cost_of(self.taken[person]) for person, then in ends)
        after = dict(ends)
        change = 0.0
        for party in sorted({self.party_of[person] for person in after}):
            before = then = 0
            for person in self.persons[party]:
                before |= self.taken[person]
                then |= after.get(person, self.taken[person])
            change += cost_of(then) - cost_of(before)
        return change

    def _is_allowed(self, moved: list[int], here: int, there: int) -> bool:
        """Whether resources and precedences hold when meetings of two slots change places."""
        requests = self.problem.requests
        for need, number in self.problem.resources.items():
            shift = sum(
                1 if self.start[request] == here else -1
                for request in moved
                if need in requests[request].needs
            )
            used = self.used[need]
            if shift and (used[there] + shift > number or used[here] - shift > number):
                return False
        if self.ordered.isdisjoint(moved):
            return True
        starts = {request: there if self.start[request] == here else here for request in moved}
        return self._keeps_order(starts)

    def _keeps_order(self, starts: dict[int, int]) -> bool:
        """Whether the precedences hold with other starts of some requests."""

        def begin(request: int) -> int:
            return starts.get(request, self.start[request])

        def follows(before: int, after: int) -> bool:
            if NOWHERE in (begin(before), begin(after)):
                return True
            return begin(before) + self.problem.requests[before].length <= begin(after)

        return all(
            all(follows(request, other) for other in self.board.after.get(request, ()))
            and all(follows(other, request) for other in self.board.before.get(request, ()))
            for request in starts
        )

    def _move(self, moved: list[int], ends: list[tuple[int, int]], here: int, there: int) -> None:
        at, pairs, start = self.at, self.pairs, self.start
        for request in moved:
            for person in pairs[request]:
                at[start[request]][person] = NOBODY
            self._count(request, start[request], -1)
        for request in moved:
            slot = start[request] = there if start[request] == here else here
            for person in pairs[request]:
                at[slot][person] = request
            self._count(request, slot, 1)
        for person, taken in ends:
            self.taken[person] = taken

    def _count(self, request: int, slot: int, step: int) -> None:
        self.tables[slot] += step
        for need in self.problem.requests[request].needs:
            self.used[need][slot] += step

    def _try_shift(self, request: int, there: int, heat: float) -> bool:
        """Move a long meeting to where both persons are free, with a table and all resources."""
        here = self.start[request]
        before = set(self.board.slots_of(request, here))
        after = set(self.board.slots_of(request, there))
        needs = self.problem.requests[request].needs
        for slot in sorted(after):
            if any(self.at[slot][one] not in (NOBODY, request) for one in self.pairs[request]):
                return False
            if slot not in before and (
                self.tables[slot] >= self.problem.tables
                or any(self.used[need][slot] >= self.problem.resources[need] for need in needs)
            ):
                return False
        if request in self.ordered and not self._keeps_order({request: there}):
            return False
        flip = sum(1 << slot for slot in before ^ after)
        ends = [(person, self.taken[person] ^ flip) for person in self.pairs[request]]
        change = self._change(ends)
        if change > 0 and self.draw() >= math.exp(-change / heat):
            return False
        for slots, what, step in ((before, NOBODY, -1), (after, request, 1)):
            for slot in slots:
                for person in self.pairs[request]:
                    self.at[slot][person] = what
                self._count(request, slot, step)
        for person, taken in ends:
            self.taken[person] = taken
        self.start[request] = there
        self.cost += change
        return True

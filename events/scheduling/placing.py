"""The most valuable set of meetings: slot by slot, the best matching of who is free.

One slot with everybody’s free persons is an assignment problem, solved to the end; going round the
slots again and again, with equal wishes weighed anew each time, comes within some tenths of a
percent of the bound. What an assignment cannot hold (long meetings, locks, precedences, demands) is
placed before; wishes worth more push it out, unless it is demanded.
"""

from collections.abc import Collection, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from events.scheduling.board import NOWHERE, Board
from events.scheduling.bounds import promising_set, value_bound
from events.scheduling.pairing import pair_up
from events.scheduling.problem import Problem

SLIGHT = 0.01
"""What tells requests of the same value apart; far below the value of one."""

NO_LIMIT = 10**9

Ints = NDArray[np.int_]


def place_all(problem: Problem, *, seed: int, sweeps: int, fixed: Iterable[int] = ()) -> Board:
    """Place requests of as much value as can be found; the same for the same input and seed.

    ``fixed`` holds starts of requests (``NOWHERE`` for the others) that are kept as they are.
    """
    board = Board(problem)
    kept = set()
    for request, begin in enumerate(fixed):
        if begin != NOWHERE:
            board.put(request, begin)
            kept.add(request)
    special = {
        request
        for request in range(len(problem.requests))
        if request not in kept and is_special(problem, request, board)
    }
    promising = promising_set(problem)
    place_special(board, special, promising)
    Rematching(board, kept, special, seed).run(sweeps, promising)
    return board


def is_special(problem: Problem, request: int, board: Board) -> bool:
    """Whether an assignment cannot hold a request: it is long, or has an order."""
    return problem.requests[request].length > 1 or request in board.after or request in board.before


def place_special(board: Board, special: set[int], promising: set[int]) -> None:
    """Place what an assignment cannot hold where there is room, the most promising first."""
    problem = board.problem

    def urgency(request: int) -> tuple[bool, int, float, int, int]:
        wish = problem.requests[request]
        return (
            request not in promising,
            len(board.before.get(request, ())),
            -wish.value / wish.length,
            len(problem.starts[request]),
            request,
        )

    for request in sorted(special, key=urgency):
        begin = board.first_fit(request)
        if begin != NOWHERE:
            board.put(request, begin)


class Rematching:
    """Goes round the slots and pairs up anew who is free, as long as it pays.

    What is ``kept`` stays, what is ``special`` only goes or comes by itself. Keeps in arrays, for
    the requests that may move, what the board keeps in lists.
    """

    def __init__(self, board: Board, kept: set[int], special: set[int], seed: int) -> None:
        self.board = board
        self.problem = problem = board.problem
        self.random = np.random.default_rng(seed)
        self.loose = np.array([at not in kept for at in range(len(problem.requests))], bool)
        self.is_loose = self.loose.tolist()
        self.worths = [request.value for request in problem.requests]
        self.free = self.loose.copy()
        self.free[sorted(special)] = False
        self.values = np.array([request.value for request in problem.requests], float)
        self.pairs = np.array(problem.pairs, int).reshape(len(problem.requests), 2)
        self.can = np.zeros((len(problem.requests), problem.slots), bool)
        for request, begins in enumerate(problem.starts):
            self.can[request, list(begins)] = True
        self.start = np.array(board.start, int)
        self.at_once = np.array([party.at_once for party in problem.parties], int)
        self.limits = np.array(
            [NO_LIMIT if party.limit is None else party.limit for party in problem.parties], int
        )
        self.mine: list[set[int]] = [set() for _ in problem.parties]
        """The placed requests of each party."""
        self.inside: list[set[int]] = [set() for _ in range(problem.slots)]
        """The placed requests that take each slot."""
        for request in board.placed():
            self._enter(request)

    def run(self, sweeps: int, promising: set[int]) -> None:
        """Improve the board; stops early at the bound."""
        if not self.loose.any():
            return
        bound = value_bound(self.problem)
        self._begin(promising)
        self._push_in()
        best, kept = self.board.value(), list(self.board.start)
        for _ in range(sweeps):
            if best >= bound:
                break
            self._go_round(self.random.permutation(self.problem.slots))
            self._push_in()
            if self.board.value() > best:
                best, kept = self.board.value(), list(self.board.start)
        self.board.load(kept)

    def _begin(self, promising: set[int]) -> None:
        """Place what is promising as if there were nothing else, then the others."""
        first = np.zeros(len(self.values), bool)
        first[sorted(promising)] = True
        emptiest_first = np.argsort(self.can.sum(axis=0), kind="stable")
        everybody = self.free
        self.free = everybody & first
        self._go_round(emptiest_first)
        self._go_round(emptiest_first)
        self.free = everybody
        self._go_round(emptiest_first)

    def _enter(self, request: int) -> None:
        for party in self.problem.pairs[request]:
            self.mine[party].add(request)
        for slot in self.board.slots_of(request, self.board.start[request]):
            self.inside[slot].add(request)

    def _put(self, request: int, slot: int) -> None:
        self.board.put(request, slot)
        self.start[request] = slot
        self._enter(request)

    def _take(self, request: int) -> None:
        begin = self.board.take(request)
        self.start[request] = NOWHERE
        for party in self.problem.pairs[request]:
            self.mine[party].discard(request)
        for slot in self.board.slots_of(request, begin):
            self.inside[slot].discard(request)

    def _go_round(self, slots: Iterable[int]) -> None:
        for slot in slots:
            self._rematch(int(slot))

    def _rematch(self, slot: int) -> None:
        """Pair up anew in one slot; kept as it was where that would lose value."""
        there = np.flatnonzero(self.free & (self.start == slot))
        weights = self.values + 2 * SLIGHT * self.random.random(len(self.values))
        # An equal wish that waits comes in: so the search moves on.
        weights += SLIGHT * (self.start == NOWHERE)
        for request in there:
            self._take(int(request))
        persons = self._persons_free(slot)
        waiting = self.free & (self.start == NOWHERE) & self.can[:, slot]
        waiting &= (persons[self.pairs] > 0).all(axis=1)
        candidates = np.flatnonzero(waiting)
        room = self.problem.tables - self.board.tables[slot]
        paired = pair_up(self.pairs[candidates], weights[candidates], persons.tolist(), room)
        chosen = candidates[paired]
        if self.values[chosen].sum() < self.values[there].sum():
            chosen = there
        for request in chosen[np.argsort(-weights[chosen], kind="stable")]:
            # Two wishes can want the last interpreter.
            if self.board.has_room(int(request), slot):
                self._put(int(request), slot)

    def _persons_free(self, slot: int) -> Ints:
        """How many persons of each party can still meet in a slot, within its limit."""
        busy = np.array([slots[slot] for slots in self.board.busy], int)
        left = self.limits - np.array(self.board.held, int)
        return np.minimum(self.at_once - busy, left)

    def _push_in(self) -> None:
        """Place waiting requests that are worth more than all they push out."""
        waiting = np.flatnonzero(self.loose & (self.start == NOWHERE))
        for request in waiting[np.argsort(-self.values[waiting], kind="stable")].tolist():
            for begin in self.problem.starts[request]:
                victims = self._victims(request, begin)
                if victims is not None:
                    for victim in victims:
                        self._take(victim)
                    self._put(request, begin)
                    break

    def _victims(self, request: int, begin: int) -> list[int] | None:
        """Requests that would have to go, worth less together; None where that is not enough."""
        worths = self.worths
        worth, victims = 0, set[int]()
        for rivals, number in self._rivals(request, begin):
            more = len(rivals) - sum(1 for one in rivals if one in victims) - number + 1
            if more < 1:
                continue
            loose = [one for one in rivals if self.is_loose[one] and one not in victims]
            if len(loose) < more:
                return None
            for victim in sorted(loose, key=lambda one: (worths[one], one))[:more]:
                victims.add(victim)
                worth += worths[victim]
            if worth >= worths[request]:
                return None
        return sorted(victims)

    def _rivals(self, request: int, begin: int) -> Iterator[tuple[Collection[int], int]]:
        """Those of whom fewer than so many may stay when a request begins in a slot."""
        board, problem = self.board, self.problem
        slots = board.slots_of(request, begin)
        for party in problem.pairs[request]:
            who = problem.parties[party]
            for slot in slots:
                if board.busy[party][slot] >= who.at_once:
                    yield self.mine[party] & self.inside[slot], who.at_once
            if who.limit is not None and board.held[party] >= who.limit:
                yield self.mine[party], who.limit
        for other in [*board.after.get(request, ()), *board.before.get(request, ())]:
            if not board.in_order(request, begin, other):
                yield [other], 1
        for slot in slots:
            if board.tables[slot] >= problem.tables:
                yield self.inside[slot], problem.tables
            for need in sorted(problem.requests[request].needs):
                if board.used[need][slot] >= problem.resources[need]:
                    takers = [
                        one for one in self.inside[slot] if need in problem.requests[one].needs
                    ]
                    yield takers, problem.resources[need]

"""The state of a schedule while it is made: who is where, and what is still free."""

from collections.abc import Iterable

from events.scheduling.problem import Problem

NOWHERE = -1


class Board:
    """Which request begins in which slot; keeps count of persons, tables and resources.

    ``put`` does not check: ask ``fits`` before.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.start = [NOWHERE] * len(problem.requests)
        self.busy = [[0] * problem.slots for _ in problem.parties]
        self.held = [0] * len(problem.parties)
        self.tables = [0] * problem.slots
        self.used = {need: [0] * problem.slots for need in problem.resources}
        self.after: dict[int, list[int]] = {}
        self.before: dict[int, list[int]] = {}
        for precedence in problem.precedences:
            first, then = (
                problem.number_of[precedence.before],
                problem.number_of[precedence.after],
            )
            self.after.setdefault(first, []).append(then)
            self.before.setdefault(then, []).append(first)

    def slots_of(self, request: int, begin: int) -> range:
        """The slots that a request takes when it begins in one."""
        return range(begin, begin + self.problem.requests[request].length)

    def put(self, request: int, begin: int) -> None:
        """Place a request that is nowhere."""
        self.start[request] = begin
        self._count(request, begin, 1)

    def take(self, request: int) -> int:
        """Take a placed request off; returns where it began."""
        begin = self.start[request]
        self.start[request] = NOWHERE
        self._count(request, begin, -1)
        return begin

    def _count(self, request: int, begin: int, step: int) -> None:
        for party in self.problem.pairs[request]:
            self.held[party] += step
            for slot in self.slots_of(request, begin):
                self.busy[party][slot] += step
        for slot in self.slots_of(request, begin):
            self.tables[slot] += step
            for need in self.problem.requests[request].needs:
                self.used[need][slot] += step

    def has_persons(self, request: int, begin: int) -> bool:
        """Whether both parties have a person free, and reach no limit."""
        for party in self.problem.pairs[request]:
            who = self.problem.parties[party]
            if who.limit is not None and self.held[party] >= who.limit:
                return False
            if any(self.busy[party][slot] >= who.at_once for slot in self.slots_of(request, begin)):
                return False
        return True

    def has_room(self, request: int, begin: int) -> bool:
        """Whether there is a table, and every resource."""
        needs = self.problem.requests[request].needs
        return all(
            self.tables[slot] < self.problem.tables
            and all(self.used[need][slot] < self.problem.resources[need] for need in needs)
            for slot in self.slots_of(request, begin)
        )

    def keeps_order(self, request: int, begin: int) -> bool:
        """Whether the precedences with requests that are placed hold."""
        others = (*self.after.get(request, ()), *self.before.get(request, ()))
        return all(self.in_order(request, begin, other) for other in others)

    def in_order(self, request: int, begin: int, other: int) -> bool:
        """Whether the precedences between a request and one that is placed, or not, hold."""
        there, requests = self.start[other], self.problem.requests
        if there == NOWHERE:
            return True
        if other in self.after.get(request, ()) and there < begin + requests[request].length:
            return False
        is_before = other in self.before.get(request, ())
        return not is_before or there + requests[other].length <= begin

    def fits(self, request: int, begin: int) -> bool:
        """Whether a request that is nowhere can begin in one of its own slots."""
        return (
            self.has_persons(request, begin)
            and self.has_room(request, begin)
            and self.keeps_order(request, begin)
        )

    def first_fit(self, request: int) -> int:
        """The earliest slot in which a request fits, or ``NOWHERE``."""
        for begin in self.problem.starts[request]:
            if self.fits(request, begin):
                return begin
        return NOWHERE

    def placed(self) -> list[int]:
        """The requests that are placed, in order."""
        return [request for request, begin in enumerate(self.start) if begin != NOWHERE]

    def value(self) -> int:
        """What the placed requests are worth."""
        return sum(self.problem.requests[request].value for request in self.placed())

    def load(self, starts: Iterable[int]) -> None:
        """Take everything off and place requests as a list of starts says."""
        for request in self.placed():
            self.take(request)
        for request, begin in enumerate(starts):
            if begin != NOWHERE:
                self.put(request, begin)

"""The fewest breaks of a fixed set of meetings, proven by a SAT solver.

One variable says that a meeting begins in a slot, one that a party is taken in it. A break is an
idle slot after a first meeting and before a taken one. The solver is asked for no break, then for
at most one, and so on: each refusal is a proof. Implied constraints help it: how many slots each
party takes, and how many parties can sit at the tables. After Bofill et al., "Constraint
programming and MaxSAT for the scheduling of B2B meetings", JAIR 74 (2022).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pysat.card import CardEnc, EncType, ITotalizer
from pysat.formula import IDPool
from pysat.solvers import Solver

from events.scheduling.board import NOWHERE
from events.scheduling.problem import Problem

FEW = 6
"""Up to so many literals, at most one of them is told pair by pair."""

FAIR = 2
"""No two parties may differ by more breaks."""

MORE = 8
"""So many more breaks than an unfair schedule has are tried for a fair one."""


@dataclass(frozen=True)
class Smoothed:
    """Starts with the fewest breaks that were found, and how many none can go below.

    Where the breaks can be shared fairly, that holds of fair schedules only.
    """

    starts: tuple[int, ...] | None
    bound: int


def find_fewest_breaks(
    problem: Problem,
    placed: Sequence[int],
    *,
    least: int,
    most: int,
    is_fair: bool,
    effort: int,
) -> Smoothed:
    """Fair starts of the ``placed`` requests with fewer than ``most`` breaks, if there are any.

    ``least`` is a number of breaks that is known to be needed, ``is_fair`` whether the schedule
    with ``most`` breaks is fair; where it is not, a fair one may have some more. ``effort`` limits
    the conflicts of the solver, so that the same input gives the same answer on every machine: two
    thirds of it go into the proof, from below, the rest into a better schedule, from above.
    """
    model = _Model(problem, placed)
    with Solver(name="glucose4", bootstrap_with=model.clauses) as solver:
        search = _Search(solver, model, most + MORE)
        top = most if is_fair else most + MORE
        found = search.climb(least, top, effort * 2 // 3)
        if search.bound == top and not is_fair:
            # Nothing fair, however many breaks: only its not being fair can be mended no more.
            search.wants_fairness = False
            top = most
            found = search.climb(least, top, effort * 2 // 3)
        if found is None:
            found = search.descend(top, effort // 3)
        bound = search.bound if is_fair or found or not search.wants_fairness else least
        return Smoothed(found, bound)


class _Search:
    """Asks for starts with so many breaks at most."""

    def __init__(self, solver: Solver, model: "_Model", most: int) -> None:
        self.solver = solver
        self.model = model
        self.counter = ITotalizer(model.breaks, ubound=max(most, 1), top_id=model.pool.top)
        for clause in self.counter.cnf.clauses:
            solver.add_clause(clause)
        self.wants_fairness = True
        self.bound = 0
        self.left = 0

    def climb(self, least: int, top: int, effort: int) -> tuple[int, ...] | None:
        """Ask for ever more breaks below ``top``; each refusal raises the bound."""
        self.left = effort
        for self.bound in range(least, top):
            answer = self._ask(self.bound)
            if answer:
                return self._starts()
            if answer is None:
                return None
            if self.wants_fairness and self._is_fairness_refused():
                break
        self.bound = top
        return None

    def descend(self, top: int, effort: int) -> tuple[int, ...] | None:
        """Ask for ever fewer breaks, from ``top`` down to the bound."""
        self.left = effort
        best = None
        for number in range(top - 1, self.bound - 1, -1):
            if not self._ask(number):
                break
            best = self._starts()
        return best

    def _ask(self, number: int) -> bool | None:
        """Whether there are starts with so many breaks; None where the effort does not suffice."""
        if self.left <= 0:
            return None
        # Fewer breaks than there are literals for: nothing to forbid.
        limit = [-self.counter.rhs[number]] if number < len(self.counter.rhs) else []
        fair = self.model.fairness(number) if self.wants_fairness else []
        before = self.solver.accum_stats()["conflicts"]
        self.solver.conf_budget(self.left)
        answer: bool | None = self.solver.solve_limited(assumptions=[*limit, *fair])
        self.left -= self.solver.accum_stats()["conflicts"] - before
        return answer

    def _is_fairness_refused(self) -> bool:
        return set(self.solver.get_core() or ()) == {self.model.fair}

    def _starts(self) -> tuple[int, ...]:
        return self.model.read(self.solver.get_model() or ())


def find_starts(problem: Problem, placed: Sequence[int], *, effort: int) -> tuple[int, ...] | None:
    """Starts under which all the requests can be placed, if there are any and the effort suffices."""
    model = _Model(problem, placed, with_breaks=False)
    with Solver(name="glucose4", bootstrap_with=model.clauses) as solver:
        solver.conf_budget(effort)
        found = solver.solve_limited()
        return model.read(solver.get_model() or ()) if found else None


class _Model:
    """Clauses that hold for every schedule of the placed requests."""

    def __init__(
        self, problem: Problem, placed: Sequence[int], *, with_breaks: bool = True
    ) -> None:
        self.problem = problem
        self.placed = list(placed)
        self.pool = IDPool()
        self.clauses: list[list[int]] = []
        self.breaks: list[int] = []
        self.fair = self.pool.id("fair")
        self.begins = {
            (request, slot): self.pool.id(("begins", request, slot))
            for request in self.placed
            for slot in problem.starts[request]
        }
        self.of_party: list[list[int]] = [[] for _ in problem.parties]
        for request in self.placed:
            for party in problem.pairs[request]:
                self.of_party[party].append(request)
        self.taken: dict[tuple[int, int], int] = {}
        self._place_each_once()
        for party, requests in enumerate(self.of_party):
            if requests:
                self._seat(party, requests)
        self._share_tables()
        self._share_resources()
        self._keep_order()
        for party, requests in enumerate(self.of_party):
            self._limit(party, requests)
            if with_breaks:
                self._count_breaks(party, requests)

    def fairness(self, breaks: int) -> list[int]:
        """What to assume so that no two parties differ much, with so many breaks at most.

        Where there are more parties than breaks, or somebody has one meeting, somebody has no break.
        """
        held = [len(requests) for requests in self.of_party if requests]
        return [self.fair] if breaks < len(held) or 1 in held else []

    def read(self, model: Iterable[int]) -> tuple[int, ...]:
        """Where each request begins, by its place; ``NOWHERE`` for those that are not placed."""
        true = {literal for literal in model if literal > 0}
        starts = [NOWHERE] * len(self.problem.requests)
        for (request, slot), literal in self.begins.items():
            if literal in true:
                starts[request] = slot
        return tuple(starts)

    def _at_most(self, literals: list[int], number: int) -> None:
        if len(literals) <= number:
            return
        kind = EncType.totalizer
        if number == 1:
            kind = EncType.pairwise if len(literals) <= FEW else EncType.seqcounter
        encoded = CardEnc.atmost(literals, number, vpool=self.pool, encoding=kind)
        self.clauses.extend(encoded.clauses)

    def _exactly(self, literals: list[int], number: int) -> None:
        if len(literals) < number:
            self.clauses.append([])
            return
        kind = EncType.seqcounter if number == 1 else EncType.totalizer
        encoded = CardEnc.equals(literals, number, vpool=self.pool, encoding=kind)
        self.clauses.extend(encoded.clauses)

    def _running(self, request: int, slot: int) -> list[int]:
        """The literals under which a request takes a slot."""
        length = self.problem.requests[request].length
        return [
            self.begins[request, begin]
            for begin in range(max(0, slot - length + 1), slot + 1)
            if (request, begin) in self.begins
        ]

    def _place_each_once(self) -> None:
        for request in self.placed:
            self._exactly([self.begins[request, slot] for slot in self.problem.starts[request]], 1)

    def _seat(self, party: int, requests: list[int]) -> None:
        for slot in range(self.problem.slots):
            literals = [one for request in requests for one in self._running(request, slot)]
            if not literals:
                continue
            taken = self.taken[party, slot] = self.pool.id(("taken", party, slot))
            self._at_most(literals, self.problem.parties[party].at_once)
            self.clauses.append([-taken, *literals])
            self.clauses += [[-literal, taken] for literal in literals]
        number = sum(self.problem.requests[request].length for request in requests)
        if self.problem.parties[party].at_once == 1:
            mine = [self.taken[party, slot] for slot in self._slots_of(party)]
            self._exactly(mine, number)

    def _limit(self, party: int, requests: list[int]) -> None:
        limit = self.problem.parties[party].limit
        if limit is not None and len(requests) > limit:
            self.clauses.append([])

    def _slots_of(self, party: int) -> list[int]:
        return [slot for slot in range(self.problem.slots) if (party, slot) in self.taken]

    def _share_tables(self) -> None:
        tables = self.problem.tables
        for slot in range(self.problem.slots):
            running = [one for request in self.placed for one in self._running(request, slot)]
            self._at_most(running, tables)
            sitting = [literal for (_, when), literal in sorted(self.taken.items()) if when == slot]
            self._at_most(sitting, 2 * tables)

    def _share_resources(self) -> None:
        for need, number in self.problem.resources.items():
            takers = [
                request for request in self.placed if need in self.problem.requests[request].needs
            ]
            for slot in range(self.problem.slots):
                running = [one for request in takers for one in self._running(request, slot)]
                self._at_most(running, number)

    def _keep_order(self) -> None:
        number_of = self.problem.number_of
        for precedence in self.problem.precedences:
            first, then = number_of[precedence.before], number_of[precedence.after]
            if first not in self.placed or then not in self.placed:
                continue
            length = self.problem.requests[first].length
            for begin in self.problem.starts[first]:
                for other in self.problem.starts[then]:
                    if other < begin + length:
                        self.clauses.append([-self.begins[first, begin], -self.begins[then, other]])

    def _count_breaks(self, party: int, requests: list[int]) -> None:
        """A literal for each slot after which a break of the party ends."""
        slots = self.problem.slots
        if sum(self.problem.requests[request].length for request in requests) < 2:
            return
        begun = [self.pool.id(("begun", party, slot)) for slot in range(slots)]
        mine: list[int] = []
        for slot in range(slots):
            taken = self.taken.get((party, slot))
            sources = ([taken] if taken else []) + ([begun[slot - 1]] if slot else [])
            self.clauses.append([-begun[slot], *sources])
            self.clauses += [[-source, begun[slot]] for source in sources]
        for slot in range(slots - 1):
            taken, then = self.taken.get((party, slot)), self.taken.get((party, slot + 1))
            if then is None:
                continue
            pause = self.pool.id(("break", party, slot))
            self.clauses.append([-begun[slot], *([taken] if taken else []), -then, pause])
            self.clauses += [[-pause, then], [-pause, begun[slot]]]
            if taken:
                self.clauses.append([-pause, -taken])
            mine.append(pause)
        self.breaks += mine
        if len(mine) > FAIR:
            within = CardEnc.atmost(mine, FAIR, vpool=self.pool, encoding=EncType.totalizer)
            self.clauses += [[-self.fair, *clause] for clause in within.clauses]

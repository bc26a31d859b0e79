"""Demands that must hold, and the smallest set of those that cannot hold together.

A SAT solver finds how they hold, or soon proves that they do not. What it cannot prove is counting,
such as thirteen meetings of one party in twelve slots; there a linear programme answers at once.
"""

from collections.abc import Collection

import numpy as np
from pysat.card import CardEnc, EncType
from pysat.examples.hitman import Hitman
from pysat.formula import IDPool
from pysat.solvers import Solver
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from events.scheduling.board import NOWHERE
from events.scheduling.problem import Problem
from events.scheduling.schedule import Demand, DemandsClash

CONFLICTS = 30_000
"""What the solver may spend on all demands; then the linear programme decides."""

FEW_CONFLICTS = 500
"""What it may spend on some of them."""

ROUNDS = 60
"""So many candidates for a smallest set are tried; then one of which none can be left out will do."""

MANY = 100
"""Among more demands a set of which none can be left out will do, too."""


def require_possible(problem: Problem) -> list[int]:
    """Starts of all requests that must be placed, ``NOWHERE`` for the others.

    Raises ``DemandsClash`` where the demands cannot hold together.
    """
    demanded = [
        number
        for number, request in enumerate(problem.requests)
        if request.must or request.locked is not None
    ]
    if not demanded:
        return [NOWHERE] * len(problem.requests)
    model = _Demands(problem, demanded)
    with Solver(name="glucose4", bootstrap_with=model.hard) as solver:
        model.solver = solver
        everything = [literal for literal, _ in model.demands]
        if model.can_hold(everything, CONFLICTS):
            return model.starts()
        raise DemandsClash(model.smallest_clash(everything))


class _Demands:
    """Each demand has a literal that switches it on."""

    solver: Solver

    def __init__(self, problem: Problem, demanded: list[int]) -> None:
        self.problem = problem
        self.demanded = demanded
        self.pool = IDPool()
        self.hard: list[list[int]] = []
        self.demands: list[tuple[int, Demand]] = []
        self.counts: list[tuple[list[int], int, int | None]] = []
        """So many of the literals at most, where a demand is switched on or always."""
        self.placings: dict[int, list[int]] = {}
        """The starts of a request, by the literal that demands it."""
        self.true: set[int] = set()
        self.begins = {
            (request, slot): self.pool.id(("begins", request, slot))
            for request in demanded
            for slot in problem.starts[request]
        }
        self._demand_requests()
        self._share_persons()
        self._limit_parties()
        self._share_rooms()
        self._keep_order()

    def starts(self) -> list[int]:
        """Where the requests begin in the answer that was found last."""
        starts = [NOWHERE] * len(self.problem.requests)
        for (request, slot), literal in self.begins.items():
            if literal in self.true:
                starts[request] = slot
        return starts

    def can_hold(self, demands: Collection[int], conflicts: int = FEW_CONFLICTS) -> bool:
        """Whether some demands can hold together."""
        answer = self._ask(demands, conflicts)
        return self._count_out(demands) if answer is None else answer

    def _ask(self, demands: Collection[int], conflicts: int) -> bool | None:
        """What the solver says; None where it does not know."""
        self.solver.conf_budget(conflicts)
        answer: bool | None = self.solver.solve_limited(assumptions=sorted(demands))
        if answer:
            self.true = {literal for literal in self.solver.get_model() or () if literal > 0}
        return answer

    def _count_out(self, demands: Collection[int]) -> bool:
        """What the linear programme says, in whole numbers."""
        on = set(demands)
        mine = [one for demand in sorted(on & set(self.placings)) for one in self.placings[demand]]
        column = {literal: place for place, literal in enumerate(mine)}
        rows: list[int] = []
        columns: list[int] = []
        lower: list[float] = []
        upper: list[float] = []
        wanted = [(self.placings[one], 1.0, 1.0) for one in sorted(on & set(self.placings))]
        limited = [
            ([one for one in literals if one in column], 0.0, float(number))
            for literals, number, condition in self.counts
            if condition is None or condition in on
        ]
        for literals, least, most in [*wanted, *(row for row in limited if row[0])]:
            rows += [len(lower)] * len(literals)
            columns += [column[literal] for literal in literals]
            lower.append(least)
            upper.append(most)
        if not all(literals for literals, *_ in wanted):
            return False
        matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(lower), len(column)))
        answer = milp(
            np.zeros(len(column)),
            constraints=LinearConstraint(matrix, lb=lower, ub=upper),
            bounds=Bounds(0, 1),
            integrality=np.ones(len(column)),
        )
        if answer.x is None:
            return False
        self.true = {literal for literal, place in column.items() if answer.x[place] > 0.5}
        return True

    def smallest_clash(self, everything: list[int]) -> tuple[Demand, ...]:
        """Demands that cannot hold together, of which none can be left out; as few as can be found.

        A clash holds something of each group without which the others can hold: the smallest set
        with something of each group that is known so far either clashes, or leads to a new group.
        """
        few = self._necessary(self._of_one_party() or everything)
        with Hitman(solver="g4", htype="sorted") as groups:
            for _ in range(ROUNDS if len(everything) <= MANY else 0):
                candidate = groups.get() or []
                if len(candidate) >= len(few):
                    break
                if not self.can_hold(candidate):
                    few = candidate
                    break
                groups.hit(self._left_out(candidate, everything))
        chosen = set(few)
        return tuple(sorted(demand for literal, demand in self.demands if literal in chosen))

    def _of_one_party(self) -> list[int]:
        """The fewest demands of one party that clash by themselves, if there are such."""
        clashing = []
        for party, who in enumerate(self.problem.parties):
            keys = {
                self.problem.requests[request].key
                for request in self.demanded
                if party in self.problem.pairs[request]
            }
            theirs = [
                literal
                for literal, demand in self.demands
                if keys.issuperset(demand.keys) or demand.keys == (who.key,)
            ]
            if keys and not self._count_out(theirs):
                clashing.append(theirs)
        return min(clashing, key=len, default=[])

    def _necessary(self, demands: list[int]) -> list[int]:
        """Some of the demands that clash, none of which can be left out."""
        needed = list(demands)
        for demand in demands:
            if demand not in needed:
                continue
            rest = [one for one in needed if one != demand]
            answer = self._ask(rest, FEW_CONFLICTS)
            if answer is False:
                core = set(self.solver.get_core() or ())
                needed = [one for one in rest if one in core]
            elif answer is None and not self._count_out(rest):
                needed = rest
        return needed

    def _left_out(self, demands: list[int], everything: list[int]) -> list[int]:
        """What is left out when as many others as seems possible join demands that can hold."""
        held, left = list(demands), []
        for demand in everything:
            if demand in held:
                continue
            if self._ask([*held, demand], FEW_CONFLICTS):
                held.append(demand)
            else:
                left.append(demand)
        return left

    def _add(self, kind: str, keys: tuple[str, ...], words: str) -> int:
        literal: int = self.pool.id(("demand", kind, keys))
        self.demands.append((literal, Demand(kind, keys, words)))
        return literal

    def _at_most(self, literals: list[int], number: int, condition: int | None = None) -> None:
        if len(literals) <= number:
            return
        self.counts.append((literals, number, condition))
        if number == 0:
            clauses = [[-literal] for literal in literals]
        else:
            clauses = CardEnc.atmost(
                literals, number, vpool=self.pool, encoding=EncType.seqcounter
            ).clauses
        self.hard += clauses if condition is None else [[-condition, *one] for one in clauses]

    def _running(self, request: int, slot: int) -> list[int]:
        length = self.problem.requests[request].length
        return [
            self.begins[request, begin]
            for begin in range(max(0, slot - length + 1), slot + 1)
            if (request, begin) in self.begins
        ]

    def _demand_requests(self) -> None:
        for number in self.demanded:
            request = self.problem.requests[number]
            begins = [self.begins[number, slot] for slot in self.problem.starts[number]]
            when = "" if request.locked is None else f" in slot {request.locked + 1}"
            literal = self._add(
                "request", (request.key,), f"The meeting {request.key} must take place{when}."
            )
            self.hard.append([-literal, *begins])
            self.placings[literal] = begins
            self._at_most(begins, 1)

    def _share_persons(self) -> None:
        for party, who in enumerate(self.problem.parties):
            mine = [request for request in self.demanded if party in self.problem.pairs[request]]
            for slot in range(self.problem.slots):
                running = [one for request in mine for one in self._running(request, slot)]
                self._at_most(running, who.at_once)

    def _limit_parties(self) -> None:
        for party, who in enumerate(self.problem.parties):
            mine = [
                literal
                for (request, _), literal in self.begins.items()
                if party in self.problem.pairs[request]
            ]
            if who.limit is not None and len(mine) > who.limit:
                literal = self._add(
                    "limit", (who.key,), f"{who.key} has no more than {who.limit} meetings."
                )
                self._at_most(mine, who.limit, literal)

    def _share_rooms(self) -> None:
        for slot in range(self.problem.slots):
            running = [one for request in self.demanded for one in self._running(request, slot)]
            self._at_most(running, self.problem.tables)
            for need, number in self.problem.resources.items():
                takers = [
                    one
                    for request in self.demanded
                    if need in self.problem.requests[request].needs
                    for one in self._running(request, slot)
                ]
                self._at_most(takers, number)

    def _keep_order(self) -> None:
        for precedence in dict.fromkeys(self.problem.precedences):
            first = self.problem.number_of[precedence.before]
            then = self.problem.number_of[precedence.after]
            if first not in self.demanded or then not in self.demanded:
                continue
            literal = self._add(
                "precedence",
                (precedence.before, precedence.after),
                f"The meeting {precedence.before} ends before {precedence.after} begins.",
            )
            length = self.problem.requests[first].length
            for begin in self.problem.starts[first]:
                for other in self.problem.starts[then]:
                    if other < begin + length:
                        pair = [self.begins[first, begin], self.begins[then, other]]
                        self._at_most(pair, 1, literal)

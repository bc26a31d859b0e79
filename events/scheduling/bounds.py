"""What no schedule can do better: the most value, and the fewest breaks."""

from itertools import pairwise
from math import floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

from events.scheduling.problem import Problem

TOLERANCE = 1e-6

Floats = NDArray[np.float64]


def value_bound(problem: Problem) -> int:
    """The most value that any schedule can place, by linear programming.

    A relaxation: each party has so many slots of persons, all slots together so many tables, each
    resource so many uses. What it leaves out only lowers the true optimum.
    """
    if not problem.requests:
        return 0
    values, matrix, limits, most = _relaxation(problem)
    possible = [(0, number) for number in most]
    answer = linprog(-values, A_ub=matrix, b_ub=limits, bounds=possible, method="highs")
    return floor(-answer.fun + TOLERANCE)


def promising_set(problem: Problem) -> set[int]:
    """A set of requests worth about as much as the bound, that fits if time did not matter.

    Not all of it can be placed in general; it tells which requests of busy parties to prefer.
    """
    if not problem.requests:
        return set()
    values, matrix, limits, most = _relaxation(problem)
    answer = milp(
        -values,
        constraints=LinearConstraint(matrix, ub=limits),
        bounds=Bounds(0, most),
        integrality=np.ones(len(values)),
        # A limit of nodes and not of time: the same input gives the same set on every machine.
        options={"mip_rel_gap": 0.0005, "node_limit": 200},
    )
    if answer.x is None:
        return set()
    return {int(place) for place in np.flatnonzero(answer.x > 0.5)}


def _relaxation(problem: Problem) -> tuple[Floats, csr_matrix, list[float], Floats]:
    """Values, rows, their limits, and the most of each request, where slots do not matter."""
    requests, parties = problem.requests, problem.parties
    names = list(problem.resources)
    limits = [float(len(party.available) * party.at_once) for party in parties]
    limits += [float(problem.tables * problem.slots)]
    limits += [float(problem.resources[name] * problem.slots) for name in names]
    held = len(limits)
    limits += [
        float(len(party.available) * party.at_once if party.limit is None else party.limit)
        for party in parties
    ]
    rows: list[int] = []
    columns: list[int] = []
    numbers: list[int] = []
    for place, request in enumerate(requests):
        entries = [(party, request.length) for party in problem.pairs[place]]
        entries += [(len(parties), request.length)]
        entries += [
            (len(parties) + 1 + names.index(need), request.length) for need in sorted(request.needs)
        ]
        entries += [(held + party, 1) for party in problem.pairs[place]]
        for row, number in entries:
            rows.append(row)
            columns.append(place)
            numbers.append(number)
    matrix = csr_matrix((numbers, (rows, columns)), shape=(len(limits), len(requests)))
    most = np.array([1.0 if problem.starts[place] else 0.0 for place in range(len(requests))])
    return np.array([request.value for request in requests], float), matrix, limits, most


def breaks_of(slots: list[int]) -> int:
    """The groups of idle slots between the meetings of one party, from the slots that they take."""
    taken = sorted(set(slots))
    return sum(1 for one, next_one in pairwise(taken) if next_one > one + 1)


def fewest_breaks(available: frozenset[int], taken: int) -> int:
    """The fewest breaks of a party that takes so many of its available slots."""
    if taken <= 1:
        return 0
    left = taken
    for used, run in enumerate(sorted(_runs(available), reverse=True)):
        left -= run
        if left <= 0:
            return used
    return 0


def _runs(slots: frozenset[int]) -> list[int]:
    """The lengths of the stretches of slots that follow each other."""
    lengths: list[int] = []
    for slot in sorted(slots):
        if slot - 1 in slots:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths

"""Who meets whom in one slot: a matching of the greatest weight, with so many tables."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

ENOUGH = 1e6
"""More than any weight: what keeps so many seats empty as there are no tables for."""

Ints = NDArray[np.int_]
Floats = NDArray[np.float64]


def pair_up(pairs: Ints, weights: Floats, persons: Sequence[int], room: int) -> Ints:
    """The places in ``pairs`` of a set that is worth much: nobody beyond ``persons``, ``room`` at most.

    Where the parties fall into two sides the set is the best there is. Otherwise the best assignment
    in both directions is taken apart: its rings of odd length lose one meeting each.
    """
    if room < 1 or not len(pairs):
        return np.empty(0, int)
    sides = _two_sides(pairs)
    chosen = (
        _between(pairs, weights, persons, room, sides)
        if sides is not None
        else _among(pairs, weights, persons, room)
    )
    return np.array(_within(chosen, pairs, weights, persons, room), int)


def _two_sides(pairs: Ints) -> dict[int, int] | None:
    """A side for each party so that all pairs lie across; None where there are rings of odd length."""
    near: dict[int, list[int]] = {}
    for one, other in pairs.tolist():
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    side: dict[int, int] = {}
    for begin in sorted(near):
        if begin in side:
            continue
        side[begin] = 0
        queue = [begin]
        while queue:
            here = queue.pop()
            for there in near[here]:
                if there not in side:
                    side[there] = 1 - side[here]
                    queue.append(there)
                elif side[there] == side[here]:
                    return None
    return side


def _seats(parties: Sequence[int], persons: Sequence[int]) -> dict[int, list[int]]:
    """Numbers of rows, or columns, for the persons of each party."""
    seats: dict[int, list[int]] = {}
    number = 0
    for party in parties:
        seats[party] = list(range(number, number + max(persons[party], 0)))
        number += len(seats[party])
    return seats


def _between(
    pairs: Ints, weights: Floats, persons: Sequence[int], room: int, sides: dict[int, int]
) -> list[int]:
    left = _seats([party for party in sorted(sides) if sides[party] == 0], persons)
    right = _seats([party for party in sorted(sides) if sides[party] == 1], persons)
    rows, columns = (sum(map(len, seats.values())) for seats in (left, right))
    worth = np.zeros((rows, columns))
    which = np.full((rows, columns), -1)
    for place, (one, other) in enumerate(pairs.tolist()):
        a, b = (one, other) if sides[one] == 0 else (other, one)
        for row in left[a]:
            for column in right[b]:
                worth[row, column] = weights[place]
                which[row, column] = place
    if rows > room:
        worth = np.hstack([worth, np.full((rows, rows - room), ENOUGH)])
    taken_rows, taken_columns = linear_sum_assignment(worth, maximize=True)
    inside = taken_columns < columns
    found = which[taken_rows[inside], taken_columns[inside]]
    return sorted({int(place) for place in found if place >= 0})


def _among(pairs: Ints, weights: Floats, persons: Sequence[int], room: int) -> list[int]:
    seats = _seats(sorted({int(party) for party in pairs.flat}), persons)
    size = sum(map(len, seats.values()))
    worth = np.zeros((size, size))
    which = np.full((size, size), -1)
    for place, (one, other) in enumerate(pairs.tolist()):
        for row in seats[one]:
            for column in seats[other]:
                worth[row, column] = worth[column, row] = weights[place]
                which[row, column] = which[column, row] = place
    wide = worth
    if size > 2 * room:
        wide = np.hstack([worth, np.full((size, size - 2 * room), ENOUGH)])
    rows, columns = linear_sum_assignment(wide, maximize=True)
    next_of = np.full(size, -1)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if column < size and which[row, column] >= 0:
            next_of[row] = column
    return [place for chain in _chains(next_of) for place in _best_of(chain, worth, which)]


def _chains(next_of: Ints) -> list[tuple[list[int], bool]]:
    """The paths, and the rings (True), that an assignment falls into."""
    led_to = np.zeros(len(next_of), bool)
    led_to[next_of[next_of >= 0]] = True
    done = np.zeros(len(next_of), bool)
    chains = []
    for begin in [*np.flatnonzero(~led_to).tolist(), *range(len(next_of))]:
        if done[begin] or next_of[begin] < 0:
            continue
        chain, here = [begin], int(next_of[begin])
        done[begin] = True
        while here >= 0 and not done[here]:
            done[here] = True
            chain.append(here)
            here = int(next_of[here])
        chains.append((chain, here == begin))
    return chains


def _best_of(chain: tuple[list[int], bool], worth: Floats, which: Ints) -> tuple[int, ...]:
    """The pairs next to each other in a path or ring that are worth most together."""
    path, is_ring = chain
    if is_ring and len(path) > 2:
        ways = (_best_of_path(path, worth, which), _best_of_path(path[1:] + path[:1], worth, which))
        return max(ways, key=lambda way: way[0])[1]
    return _best_of_path(path, worth, which)[1]


def _best_of_path(path: list[int], worth: Floats, which: Ints) -> tuple[float, tuple[int, ...]]:
    before: tuple[float, tuple[int, ...]] = (0.0, ())
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for one, other in pairwise(path):
        taken = (before[0] + worth[one, other], (*before[1], int(which[one, other])))
        before, best = best, (taken if taken[0] > best[0] else best)
    return best


def _within(
    chosen: list[int], pairs: Ints, weights: Floats, persons: Sequence[int], room: int
) -> list[int]:
    """What of a choice keeps to persons and tables, the most valuable first."""
    left = list(persons)
    kept: list[int] = []
    for place in sorted(set(chosen), key=lambda place: (-weights[place], place)):
        one, other = pairs[place].tolist()
        if len(kept) < room and left[one] > 0 and left[other] > 0:
            left[one] -= 1
            left[other] -= 1
            kept.append(place)
    return kept

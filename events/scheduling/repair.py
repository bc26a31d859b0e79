"""A published schedule after something changed: as few agreed meetings move as possible."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from events.scheduling.board import NOWHERE, Board
from events.scheduling.compute import add_more, finish, least_breaks
from events.scheduling.demands import require_possible
from events.scheduling.problem import Problem
from events.scheduling.schedule import Place, Schedule

KEEPING = 1000.0
"""What an agreed meeting that is held is worth, beside one that is moved."""

DEMANDED = 1_000_000.0
"""What it is worth besides to hold a meeting that must take place."""


@dataclass(frozen=True)
class Repaired:
    """A repaired schedule and whom to tell, by the keys of their requests.

    ``moved``: at another time now. ``reseated``: at the same time, at another table. ``lost``: agreed,
    but cannot be held any more. ``added``: had no place before.
    """

    schedule: Schedule
    moved: tuple[str, ...]
    lost: tuple[str, ...]
    added: tuple[str, ...]
    reseated: tuple[str, ...] = ()


def repair_schedule(problem: Problem, published: Mapping[str, Place]) -> Repaired:
    """Repair a published schedule for what the problem is now; the same for the same input.

    ``problem`` says how things are now. Somebody drops out or comes late: the party is available in
    fewer slots. A table fails: there is one less of ``tables``, and its number is among
    ``closed_tables``. A new meeting has to fit in: a new request with ``must`` or ``locked``. A
    meeting is called off: its request is not there any more.

    Agreed meetings stay where they can; those that cannot are moved, first where that moves nobody
    else, then with as few others as need be. A locked meeting is never moved: where its slot is not
    possible any more, it is lost. As many agreed meetings as possible are held; between ways with as
    few moves the value decides. Requests without a place get one that moves nobody. Raises ``DemandsClash`` where a new
    meeting must take place and cannot.
    """
    agreed = [number for number, request in enumerate(problem.requests) if request.key in published]
    former = {number: published[problem.requests[number].key].slot for number in agreed}
    board = Board(problem)
    _keep(board, former, published)
    new = [
        number
        for number, request in enumerate(problem.requests)
        if number not in former and (request.must or request.locked is not None)
    ]
    _find_places(board, [*agreed, *new], former)
    if any(board.start[number] == NOWHERE for number in new):
        board.load(require_possible(problem))
        _keep(board, former, published)
    added = [number for number in (*new, *add_more(board)) if number not in former]
    kept_tables = {
        number: published[problem.requests[number].key].table
        for number in agreed
        if board.start[number] == former[number]
        and published[problem.requests[number].key].table in problem.table_numbers
    }
    schedule = finish(board, breaks_bound=least_breaks(board), kept_tables=kept_tables)
    gone = [key for key in published if key not in problem.number_of]
    held = {key: place for key, place in schedule.places.items() if key in published}
    return Repaired(
        schedule,
        moved=tuple(key for key, place in held.items() if place.slot != published[key].slot),
        lost=(*gone, *_keys(problem, [n for n in agreed if board.start[n] == NOWHERE])),
        added=_keys(problem, added),
        reseated=tuple(
            key
            for key, place in held.items()
            if place.slot == published[key].slot and place.table != published[key].table
        ),
    )


def _keys(problem: Problem, numbers: list[int]) -> tuple[str, ...]:
    return tuple(problem.requests[number].key for number in sorted(numbers))


def _keep(board: Board, former: Mapping[int, int], published: Mapping[str, Place]) -> None:
    """Place agreed meetings where they were, as far as that is possible, the most bound first."""
    requests = board.problem.requests

    def importance(number: int) -> tuple[bool, bool, bool, int, int]:
        request = requests[number]
        is_closed = published[request.key].table not in board.problem.table_numbers
        return request.locked is None, not request.must, is_closed, -request.value, number

    for number in sorted(former, key=importance):
        begin = former[number]
        is_waiting = board.start[number] == NOWHERE
        if is_waiting and begin in board.problem.starts[number] and board.fits(number, begin):
            board.put(number, begin)


def _find_places(board: Board, wanted: list[int], former: Mapping[int, int]) -> None:
    """Place those who have no place, without moving others where that can be."""
    before = list(board.start)
    homeless = [
        number for number in wanted if before[number] == NOWHERE and board.problem.starts[number]
    ]
    if not homeless:
        return
    for free in _circles(board, homeless, wanted):
        board.load(before)
        starts = _least_moves(board, free, former)
        for number in free:
            if board.start[number] != NOWHERE:
                board.take(number)
        for number in free:
            if starts[number] != NOWHERE:
                board.put(number, starts[number])
        if all(board.start[number] != NOWHERE for number in free):
            return


def _circles(board: Board, homeless: list[int], wanted: list[int]) -> Iterator[list[int]]:
    """Who may move: those without a place; then meetings of their parties, too; then all.

    Looks at the board before the last circle, and leaves it out where it could not save any more.
    """
    problem = board.problem
    yield homeless
    movable = [
        number
        for number in wanted
        if number not in homeless
        and board.problem.starts[number]
        and problem.requests[number].locked is None
    ]
    concerned = {party for number in homeless for party in problem.pairs[number]}
    near = [number for number in movable if concerned & set(problem.pairs[number])]
    if near and len(near) < len(movable):
        yield [*homeless, *near]
    lost = sum(1 for number in homeless + near if board.start[number] == NOWHERE)
    if movable and lost > _unavoidable(problem, wanted):
        yield [*homeless, *movable]


def _unavoidable(problem: Problem, wanted: list[int]) -> int:
    """How many meetings are lost whatever moves, because one party, or all tables, have no time."""
    possible = [number for number in wanted if problem.starts[number]]
    most = [
        sum(1 for number in possible if party in problem.pairs[number]) - problem.most_of(party)
        for party in sorted({party for number in possible for party in problem.pairs[number]})
    ]
    return max(0, len(possible) - problem.tables * problem.slots, *most)


def _least_moves(board: Board, free: list[int], former: Mapping[int, int]) -> dict[int, int]:
    """Where the free requests go so that the most are held, with the fewest moves."""
    problem = board.problem
    standing = Board(problem)
    for number, begin in enumerate(board.start):
        if begin != NOWHERE and number not in free:
            standing.put(number, begin)
    choices = [
        (number, begin)
        for number in free
        for begin in problem.starts[number]
        if standing.fits(number, begin)
    ]
    if not choices:
        return dict.fromkeys(free, NOWHERE)
    rows: dict[object, int] = {}
    limits: list[float] = []
    entries: list[tuple[int, int]] = []

    def enter(column: int, row: object, limit: int) -> None:
        if row not in rows:
            rows[row] = len(rows)
            limits.append(limit)
        entries.append((rows[row], column))

    for column, (number, begin) in enumerate(choices):
        enter(column, ("request", number), 1)
        for party in problem.pairs[number]:
            who = problem.parties[party]
            if who.limit is not None:
                enter(column, ("limit", party), who.limit - standing.held[party])
            for slot in standing.slots_of(number, begin):
                enter(column, (party, slot), who.at_once - standing.busy[party][slot])
        for slot in standing.slots_of(number, begin):
            enter(column, ("table", slot), problem.tables - standing.tables[slot])
            for need in problem.requests[number].needs:
                left = problem.resources[need] - standing.used[need][slot]
                enter(column, (need, slot), left)
    for one, other in _out_of_order(board, choices):
        enter(one, ("order", one, other), 1)
        enter(other, ("order", one, other), 1)
    matrix = csr_matrix(
        (np.ones(len(entries)), tuple(zip(*entries, strict=True))), shape=(len(rows), len(choices))
    )
    most = max(problem.requests[number].value for number in free)
    worth = [
        _worth(problem, number, most) - (begin != former.get(number)) for number, begin in choices
    ]
    answer = milp(
        -np.array(worth),
        constraints=LinearConstraint(matrix, ub=limits),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(choices)),
        options={"mip_rel_gap": 0, "node_limit": 5000},
    )
    starts = dict.fromkeys(free, NOWHERE)
    if answer.x is None:
        return {number: board.start[number] for number in free}
    for column in np.flatnonzero(answer.x > 0.5).tolist():
        number, begin = choices[column]
        starts[number] = begin
    return starts


def _worth(problem: Problem, number: int, most: int) -> float:
    """What it is worth to hold a meeting; a move less counts more than what its value adds."""
    request = problem.requests[number]
    is_demanded = request.must or request.locked is not None
    return KEEPING + 0.5 * request.value / most + DEMANDED * is_demanded


def _out_of_order(board: Board, choices: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of choices that a precedence forbids together."""
    columns: dict[int, list[int]] = {}
    for column, (number, _) in enumerate(choices):
        columns.setdefault(number, []).append(column)
    return [
        (one, other)
        for first, followers in board.after.items()
        for then in followers
        for one in columns.get(first, ())
        for other in columns.get(then, ())
        if choices[other][1] < choices[one][1] + board.problem.requests[first].length
    ]

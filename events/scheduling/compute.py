"""A schedule, from beginning to end: the most valuable meetings, then the fewest breaks."""

from collections.abc import Mapping
from dataclasses import dataclass

from events.scheduling.board import NOWHERE, Board
from events.scheduling.bounds import breaks_of, fewest_breaks, promising_set, value_bound
from events.scheduling.breaks import FAIR, find_fewest_breaks, find_starts
from events.scheduling.demands import require_possible
from events.scheduling.placing import place_all
from events.scheduling.problem import Problem
from events.scheduling.reasons import reasons_for
from events.scheduling.schedule import Place, Quality, Schedule
from events.scheduling.smoothing import Smoothing
from events.scheduling.tables import assign_tables

SMALL = 400
"""Meetings up to which the fewest breaks are proven by the solver."""


@dataclass(frozen=True)
class Effort:
    """How much work is spent; no clock, so that the same input gives the same schedule.

    ``sweeps`` counts how often all slots are paired up anew, ``exchanges`` the attempts for fewer
    breaks, ``conflicts`` what the solver may spend on one question for a small event.
    """

    sweeps: int = 20
    exchanges: int = 900_000
    conflicts: int = 900_000

    @classmethod
    def for_size(cls, requests: int) -> "Effort":
        """About 10 seconds of a processor for 3,000 requests and half a minute for 10,000.

        Up to ``SMALL`` requests the solver does most of the work: seconds where the day has room,
        a minute or two where it cannot prove its schedule the best.
        """
        if requests <= SMALL:
            return cls(exchanges=60_000)
        return cls() if requests <= 4000 else cls(sweeps=4, exchanges=1_000_000)


def compute_schedule(problem: Problem, *, seed: int = 0, effort: Effort | None = None) -> Schedule:
    """The schedule of a matchmaking event, with its quality and a reason for each unplaced request.

    Two goals in order: the most valuable set of meetings; with that set the fewest breaks, fairly
    shared. The same problem, seed and effort give the same schedule: ``seed`` is any whole number,
    without ``effort`` the size of the problem decides. Raises ``DemandsClash`` with a smallest set of
    demands that cannot hold together; data that contradict themselves are refused by ``Problem``.
    Takes seconds to minutes of one processor, so it is for the background.
    """
    effort = effort or Effort.for_size(len(problem.requests))
    fixed = require_possible(problem)
    board = place_all(problem, seed=seed, sweeps=effort.sweeps, fixed=fixed)
    if board.value() < value_bound(problem) and len(problem.requests) <= SMALL:
        fill(board, effort=effort)
    breaks_bound = smooth(board, seed=seed, effort=effort)
    if add_more(board):
        breaks_bound = smooth(board, seed=seed, effort=effort)
        if add_more(board):
            breaks_bound = least_breaks(board)
    return finish(board, breaks_bound=breaks_bound)


def fill(board: Board, *, effort: Effort) -> None:
    """Place the most promising set as a whole, where the solver finds how."""
    problem = board.problem
    wanted = sorted(promising_set(problem))
    demanded = {
        number
        for number, request in enumerate(problem.requests)
        if request.must or request.locked is not None
    }
    if not demanded <= set(wanted):
        return
    found = find_starts(problem, wanted, effort=effort.conflicts)
    if found is not None:
        before = list(board.start)
        value = board.value()
        board.load(found)
        if board.value() < value:
            board.load(before)


def add_more(board: Board) -> list[int]:
    """Place requests that have no place where there is room, the most valuable first."""
    requests = board.problem.requests
    waiting = [number for number, begin in enumerate(board.start) if begin == NOWHERE]
    added = []
    for number in sorted(waiting, key=lambda number: (-requests[number].value, number)):
        begin = board.first_fit(number)
        if begin != NOWHERE:
            board.put(number, begin)
            added.append(number)
    return added


def smooth(board: Board, *, seed: int, effort: Effort) -> int:
    """Rearrange the placed meetings for fewer breaks; gives the proven least number."""
    problem = board.problem
    placed = board.placed()
    lowest = least_breaks(board)
    locked = {request for request in placed if problem.requests[request].locked is not None}
    Smoothing(board, locked, seed).run(effort.exchanges, enough=lowest)
    breaks = breaks_of_parties(board)
    found, is_fair = sum(breaks), not breaks or max(breaks) - min(breaks) <= FAIR
    if len(placed) > SMALL or (found <= lowest and is_fair):
        return lowest
    exact = find_fewest_breaks(
        problem, placed, least=lowest, most=found, is_fair=is_fair, effort=effort.conflicts
    )
    if exact.starts is not None:
        board.load(exact.starts)
    return exact.bound


def least_breaks(board: Board) -> int:
    """The breaks that the placed meetings need in any schedule, each party taken for itself."""
    return sum(
        fewest_breaks(party.available, -(-sum(slots) // party.at_once))
        for party, slots in zip(board.problem.parties, board.busy, strict=True)
    )


def breaks_of_parties(board: Board) -> list[int]:
    """The breaks of each party that meets anybody."""
    return [
        breaks_of([slot for slot, number in enumerate(slots) if number])
        for slots, held in zip(board.busy, board.held, strict=True)
        if held
    ]


def finish(
    board: Board, *, breaks_bound: int, kept_tables: Mapping[int, int] | None = None
) -> Schedule:
    """The schedule on a board, with tables, reasons and quality."""
    problem = board.problem
    tables = assign_tables(board, kept_tables)
    places = {
        problem.requests[request].key: Place(board.start[request], tables[request])
        for request in board.placed()
    }
    breaks = breaks_of_parties(board)
    quality = Quality(
        value=board.value(),
        value_bound=value_bound(problem),
        breaks=sum(breaks),
        breaks_bound=breaks_bound,
        most_breaks=max(breaks, default=0),
        fewest_breaks=min(breaks, default=0),
    )
    return Schedule(places, reasons_for(board), quality)

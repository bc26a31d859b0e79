"""Why requests were not placed."""

from events.scheduling.board import NOWHERE, Board
from events.scheduling.schedule import Reason


def reasons_for(board: Board) -> dict[str, Reason]:
    """A reason for each request that is nowhere, by its key; the plainest that holds."""
    return {
        request.key: _reason(board, number)
        for number, request in enumerate(board.problem.requests)
        if board.start[number] == NOWHERE
    }


def _reason(board: Board, request: int) -> Reason:
    problem = board.problem
    starts = problem.starts[request]
    if not starts:
        return Reason.NO_COMMON_SLOT
    for party in problem.pairs[request]:
        limit = problem.parties[party].limit
        if limit is not None and board.held[party] >= limit:
            return Reason.LIMIT_REACHED
    both_free = [begin for begin in starts if board.has_persons(request, begin)]
    if not both_free:
        return Reason.LOWER_VALUE
    with_table = [begin for begin in both_free if not _tables_full(board, request, begin)]
    if not with_table:
        return Reason.TABLES_FULL
    with_room = [begin for begin in with_table if board.has_room(request, begin)]
    return Reason.WRONG_ORDER if with_room else Reason.RESOURCE_MISSING


def _tables_full(board: Board, request: int, begin: int) -> bool:
    return any(
        board.tables[slot] >= board.problem.tables for slot in board.slots_of(request, begin)
    )

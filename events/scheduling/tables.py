"""Which table each meeting is held at: who meets most stays seated where possible."""

from collections.abc import Mapping

from events.scheduling.board import Board


def assign_tables(board: Board, kept: Mapping[int, int] | None = None) -> dict[int, int]:
    """A table for each placed request, by its number; the same for the same board.

    ``kept`` holds requests that stay at their table. Where long meetings leave no other table for
    their whole time, those that were to stay change theirs, too.
    """
    kept = kept or {}
    return _seat(board, kept, {}) or _seat(board, {}, kept) or {}


def _seat(
    board: Board, kept: Mapping[int, int], wished: Mapping[int, int]
) -> dict[int, int] | None:
    """Seat all in the order of time; None where somebody finds no table because of those kept."""
    problem = board.problem
    placed = board.placed()
    tables = dict(kept)
    taken: list[set[int]] = [set() for _ in range(problem.slots)]
    for request, table in kept.items():
        for slot in board.slots_of(request, board.start[request]):
            taken[slot].add(table)
    last: dict[int, int] = {}
    """The table at which each party sat last."""

    def importance(request: int) -> tuple[int, int, int]:
        one, other = problem.pairs[request]
        return board.start[request], -max(board.held[one], board.held[other]), request

    for request in sorted(placed, key=importance):
        pair = sorted(problem.pairs[request], key=lambda party: (-board.held[party], party))
        if request not in tables:
            slots = board.slots_of(request, board.start[request])
            free = [
                table
                for table in problem.table_numbers
                if not any(table in taken[slot] for slot in slots)
            ]
            if not free:
                return None
            wanted = [wished.get(request), *(last.get(party) for party in pair)]
            tables[request] = next((table for table in wanted if table in free), None) or free[0]
            for slot in slots:
                taken[slot].add(tables[request])
        for party in pair:
            last[party] = tables[request]
    return tables

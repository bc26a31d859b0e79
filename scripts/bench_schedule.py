"""How good schedules are and how long they take: `make bench-schedule ARGS="--only real generated"`.

Real matchmaking days with their published optimum, and generated events with seeds beside what comes
first being served first. A checker that shares no code with the scheduler looks for broken rules.
Wall time depends on what else runs on the machine; CPU is what the computation took by itself.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any, NamedTuple

from environment import ROOT, VENV_PYTHON, ensure_environment

if TYPE_CHECKING:
    from events.scheduling.problem import Problem
    from events.scheduling.schedule import Quality

PUBLISHED = {
    "forum-13": 0,
    "forum-14": 2,
    "forumt-14": 5,
    "forumt-14crafc": 5,
    "tic-12": 0,
    "tic-13": 0,
    "tic-13crafc": 4,
    "tic-14crafa": 0,
    "ticf-13crafa": 0,
    "ticf-13crafb": 3,
}
PARTS = ("real", "generated", "large")


class Measured(NamedTuple):
    """How good a schedule is, how long it took, and how many rules it breaks."""

    placed: int
    quality: "Quality"
    wall: float
    cpu: float
    faults: int


def main() -> None:
    """Print a table for each part that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument("--seed", type=int, default=1, help="of the first generated event")
    arguments = parser.parse_args()
    if Path(sys.prefix).resolve() != VENV_PYTHON.parent.parent.resolve():
        ensure_environment("core")
        command = (str(VENV_PYTHON), __file__, *sys.argv[1:])
        raise SystemExit(subprocess.run(command, cwd=ROOT, check=False).returncode)
    sys.path.insert(0, str(ROOT))
    if "real" in arguments.only:
        measure_real()
    if "generated" in arguments.only:
        measure_generated("300 participants, 3,000 requests, 20 slots", arguments.seed, small())
    if "large" in arguments.only:
        measure_generated("1,000 participants, 10,000 requests, 20 slots", arguments.seed, large())


def measure(problem: "Problem") -> Measured:
    """Compute a schedule."""
    from events.scheduling.compute import compute_schedule
    from tests.events.scheduling.checker import broken_rules

    begin, worked = time.perf_counter(), time.process_time()
    schedule = compute_schedule(problem)
    wall, cpu = time.perf_counter() - begin, time.process_time() - worked
    faults = len(broken_rules(problem, schedule.places))
    return Measured(len(schedule.places), schedule.quality, wall, cpu, faults)


def measure_real() -> None:
    """The published instances: all meetings placed, the fewest breaks proven."""
    from tests.events.scheduling.instances import B2B, read_instance

    print("\nReal matchmaking days, all meetings demanded")
    print(
        f"  {'instance':<16}{'placed':>9}{'breaks':>8}{'proven':>8}{'published':>11}{'most':>6}"
        f"{'rules broken':>14}{'wall s':>9}{'CPU s':>8}"
    )
    for name, published in PUBLISHED.items():
        problem = read_instance(B2B / f"{name}.dzn")
        done = measure(problem)
        quality = done.quality
        placed = f"{done.placed}/{len(problem.requests)}"
        print(
            f"  {name:<16}{placed:>9}{quality.breaks:>8}{quality.breaks_bound:>8}{published:>11}"
            f"{quality.most_breaks:>6}{done.faults:>14}{done.wall:>9.1f}{done.cpu:>8.1f}",
            flush=True,
        )


def small() -> Iterator[tuple[str, dict[str, Any]]]:
    """Few and many tables, one pool and two sides, less and more availability."""
    for tables, two_sides, available in product((60, 150), (False, True), (0.7, 0.85, 1.0)):
        sides = "two sides" if two_sides else "one pool"
        yield (
            f"{tables} tables, {sides}, {available:.0%}",
            {"tables": tables, "two_sides": two_sides, "available": available},
        )


def large() -> Iterator[tuple[str, dict[str, Any]]]:
    """A large event with few and with many tables."""
    for tables in (200, 500):
        yield (
            f"{tables} tables, one pool, 85%",
            {"tables": tables, "parties": 1000, "requests": 10_000},
        )


def measure_generated(title: str, seed: int, events: Iterator[tuple[str, dict[str, Any]]]) -> None:
    """Generated events beside first come, first served."""
    from tests.events.scheduling.instances import make_event

    print(f"\n{title}; breaks as found, proven least, most of one participant")
    print(
        f"  {'event':<31}{'value':>7}{'bound':>7}{'ratio':>9}{'served':>9}{'breaks':>8}{'least':>7}"
        f"{'most':>6}{'served':>8}{'rules broken':>14}{'wall s':>8}{'CPU s':>7}"
    )
    ratios, served = [], []
    for number, (name, choices) in enumerate(events, start=seed):
        problem = make_event(number, **choices)
        done = measure(problem)
        quality = done.quality
        value, breaks = serve_in_turn(problem)
        ratios.append(quality.ratio)
        served.append(value / quality.value_bound)
        print(
            f"  {name:<31}{quality.value:>7}{quality.value_bound:>7}{ratios[-1]:>9.2%}"
            f"{served[-1]:>9.2%}{quality.breaks:>8}{quality.breaks_bound:>7}"
            f"{quality.most_breaks:>6}{breaks:>8}{done.faults:>14}{done.wall:>8.1f}{done.cpu:>7.1f}",
            flush=True,
        )
    print(
        f"  {'on average':<31}{'':>14}{mean(ratios):>9.2%}{mean(served):>9.2%}"
        f"   least {min(ratios):.2%}"
    )


def serve_in_turn(problem: "Problem") -> tuple[int, int]:
    """Value and breaks where each request gets the first slot that is free, in the order they came."""
    from events.scheduling.board import NOWHERE, Board
    from events.scheduling.compute import breaks_of_parties

    board = Board(problem)
    for request in range(len(problem.requests)):
        begin = board.first_fit(request)
        if begin != NOWHERE:
            board.put(request, begin)
    return board.value(), sum(breaks_of_parties(board))


if __name__ == "__main__":
    main()

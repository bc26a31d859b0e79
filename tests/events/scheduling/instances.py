"""Matchmaking events to schedule: the real instances, and generated ones with a seed."""

import random
import re
from pathlib import Path

from events.scheduling.problem import Party, Problem, Request

B2B = Path(__file__).parent / "b2b"
"""The published instances."""

MORNING, AFTERNOON, ANY = 1, 2, 3


def read_instance(path: Path) -> Problem:
    """An instance of the published benchmark; all its meetings must be placed."""
    text = path.read_text()

    def field(name: str, what: str) -> str:
        (found,) = re.findall(rf"\b{name}\s*=\s*{what}", text, re.DOTALL)
        return str(found)

    def number(name: str) -> int:
        return int(field(name, r"(\d+)"))

    slots, morning = number("nTotalSlots"), number("nMorningSlots")
    rows = field("requested", r"\[\|(.*?)\|?\]").split("|")
    wishes = [tuple(map(int, re.findall(r"\d+", row))) for row in rows if re.search(r"\d", row)]
    away = field("forbidden", r"\[(.*?)\]")
    forbidden = [set(map(int, re.findall(r"\d+", one))) for one in re.findall(r"\{([^}]*)\}", away)]
    sessions = {
        MORNING: frozenset(range(morning)),
        AFTERNOON: frozenset(range(morning, slots)),
        ANY: None,
    }
    return Problem(
        slots=slots,
        tables=number("nTables"),
        parties=tuple(
            Party(f"p{place}", frozenset(set(range(slots)) - {slot - 1 for slot in gone}))
            for place, gone in enumerate(forbidden, start=1)
        ),
        requests=tuple(
            Request(f"m{place}", f"p{a}", f"p{b}", slots=sessions[session], must=True)
            for place, (a, b, session) in enumerate(wishes)
        ),
    )


def make_event(
    seed: int,
    *,
    parties: int = 300,
    requests: int = 3000,
    slots: int = 20,
    tables: int = 150,
    two_sides: bool = False,
    available: float = 0.85,
    limit: int | None = None,
) -> Problem:
    """A generated event: some parties are wanted by many, some are away for hours, some wishes are mutual."""
    dice = random.Random(seed)
    wanted = [dice.paretovariate(2.0) for _ in range(parties)]
    everybody = list(range(parties))
    left = [party for party in everybody if not two_sides or party % 2 == 0]
    right = [party for party in everybody if not two_sides or party % 2 == 1]
    pairs: dict[tuple[int, int], int] = {}
    while len(pairs) < requests:
        a = dice.choices(left, [wanted[party] for party in left])[0]
        b = dice.choices(right, [wanted[party] for party in right])[0]
        if a == b or (min(a, b), max(a, b)) in pairs:
            continue
        value = dice.choice([1, 2, 3])
        if dice.random() < 0.3:
            value += dice.choice([1, 2, 3])
        pairs[min(a, b), max(a, b)] = value
    return Problem(
        slots=slots,
        tables=tables,
        parties=tuple(
            Party(f"p{party}", _times(dice, slots, available), limit=limit) for party in everybody
        ),
        requests=tuple(
            Request(f"m{place}", f"p{a}", f"p{b}", value)
            for place, ((a, b), value) in enumerate(pairs.items())
        ),
    )


def _times(dice: random.Random, slots: int, available: float) -> frozenset[int]:
    """The slots of a party, which is away in stretches; on average it has so much of the time."""
    share = dice.uniform(max(2 * available - 1, 0.4), 1) if available < 1 else 1
    times = set(range(slots))
    while len(times) > max(round(share * slots), 1):
        length = dice.choice([1, 1, 2, 3, 5])
        begin = dice.randrange(slots - length + 1)
        times -= set(range(begin, begin + length))
    return frozenset(times or {0})

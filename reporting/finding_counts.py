"""How many findings each partnership has, kept until its records change.

To find them means to run all checks; the start page of the office must not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from partnership.models import Partnership
from reporting.findings import open_numbers
from reporting.kept_values import keep, kept
from reporting.services import find_findings
from reporting.states import states_of

NAME = "open-findings"


@dataclass(frozen=True)
class KnownCount:
    """Open findings by severity as they were counted; current while no record has changed."""

    numbers: dict[str, int]
    counted_at: datetime
    is_current: bool

    @property
    def total(self) -> int:
        """All open findings."""
        return sum(self.numbers.values())


def known_counts(partnerships: Iterable[Partnership]) -> dict[int, KnownCount]:
    """What was last counted of partnerships, by primary key. One query, and one look at the cache."""
    numbers = [partnership.pk for partnership in partnerships]
    states = states_of(numbers)
    return {
        number: KnownCount(entry.value[0], entry.value[1], entry.state == states[number])
        for number, entry in zip(numbers, kept(NAME, numbers), strict=True)
        if entry is not None
    }


def keep_count(partnership: Partnership, numbers: dict[str, int], state: str) -> KnownCount:
    """Keep what was counted of the records in a state, and return it."""
    moment = timezone.now()
    told = {str(severity): number for severity, number in numbers.items()}
    keep(NAME, partnership.pk, state, (told, moment))
    return KnownCount(told, moment, is_current=True)


def count_findings(partnership: Partnership) -> KnownCount:
    """Run all checks over a partnership and keep how many findings are open."""
    state = state_of(partnership)  # what changes while the checks run makes the count stale
    return keep_count(partnership, open_numbers(find_findings(partnership)), state)


def state_of(partnership: Partnership) -> str:
    """The state that the partnership's records are in. One query."""
    return states_of([partnership.pk])[partnership.pk]


def count_stale_findings() -> int:
    """Count the findings of every partnership whose count is missing or stale; returns how many."""
    partnerships = list(Partnership.objects.all())
    counts = known_counts(partnerships)
    stale = [
        each for each in partnerships if each.pk not in counts or not counts[each.pk].is_current
    ]
    for partnership in stale:
        count_findings(partnership)
    return len(stale)

"""A schedule as it is computed, and how good it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a request was not placed, the plainest that holds."""

    NO_COMMON_SLOT = "no common free slot"
    LIMIT_REACHED = "limit reached"
    TABLES_FULL = "tables full at those times"
    RESOURCE_MISSING = "no interpreter or other resource free at those times"
    WRONG_ORDER = "no time before or after another meeting as demanded"
    LOWER_VALUE = "meetings of the same or more value take those times"


@dataclass(frozen=True)
class Place:
    """The slot in which a meeting begins, counted from 0, and the number of its table, from 1."""

    slot: int
    table: int


@dataclass(frozen=True)
class Quality:
    """How good a schedule is, against what is proven that no schedule can do better.

    Values are in the units of the requests. A break is a group of idle slots between two meetings of
    a party; before the first and after the last meeting there is none.
    """

    value: int
    """Of all placed requests together."""
    value_bound: int
    """No schedule can place more."""
    breaks: int
    """Of all parties together."""
    breaks_bound: int
    """No schedule of the same meetings has fewer, of those in which no two parties differ by more
    than two breaks, where there are such."""
    most_breaks: int
    """Of one party that meets anybody."""
    fewest_breaks: int
    """Of one party that meets anybody."""

    @property
    def ratio(self) -> float:
        """Value placed over the proven bound; 1 where nothing can be placed."""
        return self.value / self.value_bound if self.value_bound else 1.0

    @property
    def is_best_in_value(self) -> bool:
        """Whether no schedule can place more."""
        return self.value == self.value_bound

    @property
    def has_fewest_breaks(self) -> bool:
        """Whether it is proven that no schedule of the same meetings has fewer breaks."""
        return self.breaks == self.breaks_bound


@dataclass(frozen=True)
class Schedule:
    """Where each placed request takes place, and why the others do not, by their keys."""

    places: Mapping[str, Place]
    unplaced: Mapping[str, Reason]
    quality: Quality


class DemandsClash(Exception):
    """Not everything that is demanded can be placed; ``demands`` is a smallest set that clashes."""

    def __init__(self, demands: tuple["Demand", ...]) -> None:
        self.demands = demands
        super().__init__("; ".join(demand.words for demand in demands))


@dataclass(frozen=True, order=True)
class Demand:
    """Something that must hold: a request that must be placed, a limit, a precedence."""

    kind: str
    keys: tuple[str, ...]
    words: str

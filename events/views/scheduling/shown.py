"""How good a schedule is, in words."""

import math
from dataclasses import dataclass

from events.models import Schedule
from events.services.rules import count_of


@dataclass(frozen=True)
class Figures:
    """The figures of a computed schedule as a coordinator reads them."""

    schedule: Schedule

    @property
    def percent(self) -> str:
        """Value placed in % of what is proven possible, never rounded up; empty before it is computed."""
        ratio = self.schedule.ratio
        return "" if ratio is None else f"{math.floor(ratio * 1000 + 1e-9) / 10:.1f} %"

    @property
    def value(self) -> str:
        """What the percentage means."""
        bound = f"{self.schedule.value_bound or 0:,}"
        if self.schedule.value == self.schedule.value_bound:
            return f"The best there is: no schedule can be worth more than {bound}."
        placed = f"{self.schedule.value or 0:,}"
        return f"It is worth {placed}; no schedule can be worth more than {bound}."

    @property
    def breaks(self) -> str:
        """The breaks against what is proven."""
        breaks, bound = self.schedule.breaks or 0, self.schedule.breaks_bound or 0
        if breaks == 0:
            return "Nobody waits between two meetings."
        if breaks == bound:
            return "No schedule of the same meetings has fewer."
        return f"No schedule of the same meetings has fewer than {bound:,}."

    @property
    def share(self) -> str:
        """How the breaks are shared."""
        most, fewest = self.schedule.most_breaks or 0, self.schedule.fewest_breaks or 0
        if most == 0:
            return "Nobody has any."
        if most == fewest:
            return f"Each participant with meetings has {count_of(most)}."
        return (
            f"The participant with the most has {count_of(most)}, the one with the fewest {fewest}."
        )

    @property
    def error(self) -> list[str]:
        """Why it could not be computed: a sentence, and the demands that clash."""
        return [line.removeprefix("• ") for line in self.schedule.error.splitlines()]

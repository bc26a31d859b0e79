"""Spans of days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """All days from ``start`` to ``end``, both included; an open side is None."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other period lies in this one."""
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    @property
    def whole_months(self) -> int:
        """Whole months from start to end, the last day included; 0 where a side is open."""
        if self.start is None or self.end is None:
            return 0
        # After the last day of a month comes the first of the next one, whatever its length.
        is_last = self.end.day == monthrange(self.end.year, self.end.month)[1]
        years, months = self.end.year - self.start.year, self.end.month - self.start.month
        next_day = 1 if is_last else self.end.day + 1
        return years * 12 + months + is_last - (next_day < self.start.day)

    def __str__(self) -> str:
        if self.start and self.end:
            return f"{self.start:%-d %B %Y} – {self.end:%-d %B %Y}"
        if self.start:
            return f"from {self.start:%-d %B %Y}"
        return f"until {self.end:%-d %B %Y}" if self.end else "all time"

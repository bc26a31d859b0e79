"""Spans of days."""

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

    def __str__(self) -> str:
        if self.start and self.end:
            return f"{self.start:%-d %B %Y} – {self.end:%-d %B %Y}"
        if self.start:
            return f"from {self.start:%-d %B %Y}"
        return f"until {self.end:%-d %B %Y}" if self.end else "all time"

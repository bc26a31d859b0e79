"""Where each indicator stands: against its target and against the time that has passed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from common.periods import Period
from partnership.models import Indicator
from reporting.engine.cells import Cell
from reporting.engine.columns import Kind, format_value
from reporting.engine.registries import figures
from reporting.scope import Scope
from reporting.tables.indicators import reported_value


class Track(StrEnum):
    """In a word, how an indicator stands; the gravest first."""

    MISSED = "Missed"
    """Its day has passed and the target is not reached."""
    BEHIND = "Behind"
    """A smaller share of the target is reached than of the time has passed."""
    UNKNOWN = "Not measured"
    ON_TRACK = "On track"
    REACHED = "Reached"


@dataclass(frozen=True, slots=True)
class Kpi:
    """An indicator with its value; ``figure`` names the figure behind it, else it is measured.

    ``share`` is how much of the target is reached in per cent, ``elapsed`` how much of the time
    until its day has passed; a share that cannot be told is None.
    """

    pk: int
    name: str
    unit: str
    value: str
    target: str
    share: int | None
    elapsed: int
    due_on: date
    track: Track
    figure: str = ""

    @property
    def bar(self) -> int:
        """The share as far as a bar can show it."""
        return min(max(self.share or 0, 0), 100)


def elapsed(period: Period, today: date) -> int:
    """How much of a period has passed at the end of a day, in per cent."""
    if period.start is None or period.end is None:
        raise ValueError("How much of an open period has passed cannot be told.")
    days = (period.end - period.start).days + 1
    passed = (today - period.start).days + 1
    return min(max(passed * 100 // days, 0), 100)


def judge(value: Decimal | None, target: Decimal, due: Period, today: date) -> Track:
    """How a value stands against its target at the end of a day."""
    if value is None:
        return Track.UNKNOWN
    if value >= target:
        return Track.REACHED
    if due.end is not None and today > due.end:
        return Track.MISSED
    return Track.ON_TRACK if value * 100 >= target * elapsed(due, today) else Track.BEHIND


def list_kpis(scope: Scope) -> list[Kpi]:
    """The indicators in the partnership's order."""
    return [_kpi(indicator, scope) for indicator in scope.records.indicators]


def _kpi(indicator: Indicator, scope: Scope) -> Kpi:
    cell, _ = reported_value(indicator, scope)
    value = _number(cell)
    due_on = indicator.due_on or scope.partnership.end_on
    due = Period(min(scope.partnership.start_on, due_on), due_on)
    today = scope.records.today
    share = None
    if value is not None and indicator.target:
        share = int((value / indicator.target * 100).to_integral_value())  # as table H has it
    return Kpi(
        pk=indicator.pk,
        name=indicator.name,
        unit=indicator.unit,
        value="" if value is None else format_value(value, Kind.NUMBER, "0"),
        target=format_value(indicator.target, Kind.NUMBER, "0"),
        share=share,
        elapsed=elapsed(due, today),
        due_on=due_on,
        track=judge(value, indicator.target, due, today),
        figure=indicator.figure if indicator.figure in figures else "",
    )


def _number(cell: Cell) -> Decimal | None:
    return Decimal(cell.value) if isinstance(cell.value, int | Decimal) else None

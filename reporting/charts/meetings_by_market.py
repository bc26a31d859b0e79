"""Meetings held by market, as table A counts them."""

from collections.abc import Iterable, Sequence

from common.charts import Spec
from reporting.engine.cells import Cell, ChartData, Row
from reporting.engine.charts import Chart, count_cell
from reporting.engine.columns import Column, Kind, join_words
from reporting.engine.figures import ALL
from reporting.engine.pictures.bars import bar, draw_bars
from reporting.engine.prose import plural
from reporting.engine.registries import charts, register
from reporting.scope import Scope

KINDS = ("c2c_meetings", "b2b_meetings")


def _total(row: Row) -> int:
    return sum(row.cells[kind].number for kind in KINDS)


def _label(row: Row) -> str:
    return str(row.cells["market"].value)


@register(charts)
class MeetingsByMarket(Chart):
    """The market with the most meetings first; what belongs to all markets at once stands last."""

    key = "meetings_by_market"
    title = "Meetings by market"
    columns = (
        Column("market", "Market"),
        Column("c2c_meetings", "C2C meetings", Kind.COUNT),
        Column("b2b_meetings", "B2B meetings", Kind.COUNT),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """Each target market; all markets together only where a meeting counts there."""
        labels = dict(scope.market_labels("events"))
        rows = [self._row(code, label, scope) for code, label in labels.items()]
        rows.sort(key=_total, reverse=True)
        together = self._row(ALL, "All markets together", scope)
        return [*rows, together] if _total(together) else rows

    @staticmethod
    def _row(code: str, label: str, scope: Scope) -> Row:
        counts = {kind: count_cell(scope.figure(kind).row(code).number, scope) for kind in KINDS}
        return Row(code, {"market": Cell(label), **counts})

    def describe(self, rows: Sequence[Row]) -> str:
        """How many, where most, and where none."""
        c2c, b2b = (sum(row.cells[kind].number for row in rows) for kind in KINDS)
        held = [row for row in rows if _total(row)]
        if not held:
            return "No meetings are recorded or declared yet."
        every = c2c + b2b
        told = f"{every:,} {plural('meeting', every)}: {c2c:,} C2C and {b2b:,} B2B."
        most = max(_total(row) for row in held)
        first = [_label(row) for row in held if _total(row) == most]
        told += f" Most in {join_words(first)} ({most:,}{' each' if len(first) > 1 else ''})."
        none = [_label(row) for row in rows if not _total(row)]
        return f"{told} None in {join_words(none)}." if none else told

    def is_drawn(self, data: ChartData) -> bool:
        """Whether a meeting was held."""
        return any(map(_total, data.rows))

    def spec(self, data: ChartData, width: int) -> Spec:
        """A bar for each kind of meeting, on one scale."""
        bars = [bar(_label(row), [row.cells[kind] for kind in KINDS]) for row in data.rows]
        return draw_bars(bars, [column.label for column in data.columns[1:]], width)

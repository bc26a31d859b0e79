"""Charts as templates need them: title, words, picture and the same data as a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.engine.cells import ChartData
from reporting.engine.columns import Column, Kind, format_cell
from reporting.pictures import Pictures, ShownPicture


@dataclass(frozen=True, slots=True)
class ChartCell:
    """A cell or heading of a chart's table."""

    text: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart ready for a template.

    Without a ``picture`` the words stand in its place, and ``is_awaited`` tells that there will be
    one. On paper, ``is_printed``, the table is left out: the report has its own.
    """

    key: str
    title: str
    text: str
    head: tuple[ChartCell, ...]
    rows: tuple[tuple[ChartCell, ...], ...]
    picture: ShownPicture | None = None
    is_awaited: bool = False
    is_printed: bool = False


def _css(column: Column) -> str:
    if column.kind is Kind.DATE:
        return "day"
    return "num" if column.kind.is_numeric else ""


def show_charts(
    charts: Iterable[ChartData], pictures: Pictures, zero_mark: str
) -> dict[str, tuple[ShownChart, ...]]:
    """The charts by the key of what they follow."""
    placed: dict[str, tuple[ShownChart, ...]] = {}
    for chart in charts:
        shown = show_chart(chart, pictures, zero_mark)
        placed[chart.after] = (*placed.get(chart.after, ()), shown)
    return placed


def show_chart(chart: ChartData, pictures: Pictures, zero_mark: str) -> ShownChart:
    """One chart with its picture, if that is there."""
    return ShownChart(
        key=chart.key,
        title=chart.title,
        text=chart.text,
        head=tuple(ChartCell(c.label, _css(c)) for c in chart.columns),
        rows=tuple(
            tuple(
                ChartCell(
                    format_cell(row.cells[c.key], c, zero_mark).replace("\n", ", "),
                    _css(c),
                )
                for c in chart.columns
            )
            for row in chart.rows
        ),
        picture=pictures.found.get(chart.key),
        is_awaited=chart.key in pictures.awaited,
        is_printed=pictures.are_printed,
    )

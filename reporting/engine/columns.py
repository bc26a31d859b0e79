"""Typed columns and the one way each kind is written as text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporting.engine.cells import Cell, Value


class Kind(StrEnum):
    """What a column holds; writers align and format by it."""

    TEXT = "text"
    LONG_TEXT = "long text"
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    LIST = "list"
    CODES = "codes"

    @property
    def is_numeric(self) -> bool:
        """Whether values are aligned as numbers."""
        return self in (Kind.COUNT, Kind.NUMBER, Kind.PERCENT)


class Total(StrEnum):
    """How a column's total comes about."""

    NONE = "none"
    SUM = "sum"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``width`` is a share of the table's width in per cent; ``group`` is a heading over neighbouring
    columns; ``figure`` names the figure that fills the column.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    total: Total = Total.NONE
    note: str = ""
    width: int = 10
    group: str = ""
    figure: str = ""


def join_words(words: list[str] | tuple[str, ...]) -> str:
    """``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def format_day(day: date) -> str:
    """``8 November 2016``."""
    return f"{day.day} {day:%B %Y}"


def format_value(value: Value, kind: Kind, zero_mark: str) -> str:
    """A value as text: figures of nothing as the zero mark, lists line by line."""
    if isinstance(value, tuple):
        separator = "/" if kind is Kind.CODES else "\n"
        return separator.join(str(entry) for entry in value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, str):
        return value
    if kind is Kind.COUNT and value == 0:
        return zero_mark
    number = f"{value:,f}" if not isinstance(value, int) else f"{value:,}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} %" if kind is Kind.PERCENT else number


def format_cell(cell: Cell, column: Column, zero_mark: str) -> str:
    """A cell as text: what the data says to print, else its value by the column's kind."""
    return cell.printed or format_value(cell.value, column.kind, zero_mark)

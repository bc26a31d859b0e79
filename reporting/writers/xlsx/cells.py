"""Values of a spreadsheet's cells, each with the type and format that its column tells."""

from datetime import date
from decimal import Decimal
from typing import Any

from common.sheets import put_text
from reporting.engine.cells import Cell
from reporting.engine.columns import Column, Kind, format_cell, format_day

FIRST_DAY = date(1900, 3, 1)
"""Days before are other days in some spreadsheets."""
DAY_FORMAT = "d mmmm yyyy"


def put(target: Any, cell: Cell, column: Column, zero_mark: str) -> None:
    """Write a cell of a report: numbers as numbers and days as days, the rest as its text.

    What the data itself says to print is a text.
    """
    value = cell.value
    if cell.printed or isinstance(value, str | tuple):
        put_text(target, format_cell(cell, column, zero_mark))
    elif isinstance(value, date):
        if value < FIRST_DAY:
            put_text(target, format_day(value))
        else:
            target.value, target.number_format = value, DAY_FORMAT
    else:
        put_number(target, value, column.kind, zero_mark)


def put_number(target: Any, value: int | Decimal, kind: Kind, zero_mark: str) -> None:
    """Write a number; its format shows it as the other formats print it."""
    target.value = Decimal(value) / 100 if kind is Kind.PERCENT else value
    target.number_format = number_format(value, kind, zero_mark)


def number_format(value: int | Decimal, kind: Kind, zero_mark: str) -> str:
    """Thousands apart, as many decimals as there are, and the zero mark for a count of nothing."""
    exponent = value.normalize().as_tuple().exponent if isinstance(value, Decimal) else 0
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    shape = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    if kind is Kind.PERCENT:
        return f"{shape} %"
    if kind is Kind.COUNT and zero_mark != "0":
        mark = zero_mark.replace('"', "")
        return f'{shape};-{shape};"{mark}"'
    return shape


def is_number(cell: Cell) -> bool:
    """Whether it is written as a number."""
    return not cell.printed and isinstance(cell.value, int | Decimal)

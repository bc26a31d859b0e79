"""Sheets of an uploaded workbook as plain texts."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from events.exceptions import FileIsRefused

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_HEADER = 50
"""The last row in which titles are looked for."""


@dataclass(frozen=True)
class Line:
    """A row with its number, and its cells by column, from 1."""

    number: int
    cells: dict[int, str]


@dataclass(frozen=True)
class Sheet:
    """The titles of a sheet by column, and what stands below them."""

    name: str
    titles: dict[int, str]
    lines: list[Line]

    def column(self, title: str) -> int | None:
        """The first column of that title."""
        return next((number for number, text in self.titles.items() if text == title), None)


def sheet_names(path: str) -> list[str]:
    """The names of the sheets. Raises ``FileIsRefused`` for what cannot be read."""
    with closing(_open(path)) as book:
        return [sheet.title for sheet in book.worksheets]


def read_sheet(path: str, name: str, header: int) -> Sheet:
    """A sheet whose titles stand in row ``header``. Raises ``FileIsRefused``."""
    with closing(_open(path)) as book:
        found = [sheet for sheet in book.worksheets if sheet.title == name]
        if not found:
            raise FileIsRefused(f"The file has no sheet “{name}”.")
        titles: dict[int, str] = {}
        lines = []
        for line in _lines(found[0]):
            if line.number == header:
                titles = {number: text for number, text in line.cells.items() if text}
            elif line.number > header and any(line.cells.values()):
                lines.append(line)
        return Sheet(name, titles, lines)


def _open(path: str) -> Any:
    try:
        return load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever the broken part raises
        raise FileIsRefused(
            "This file cannot be read as a workbook. Open it in a spreadsheet program, save it again "
            "as XLSX, and choose that one."
        ) from error


def _lines(sheet: Any) -> Iterator[Line]:
    try:
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise FileIsRefused(
                    f"Sheet “{sheet.title}” has more than {MOST_ROWS:,} rows. Delete what is empty or "
                    "not of this event."
                )
            yield Line(number, {column: _text(value) for column, value in enumerate(row, start=1)})
    except FileIsRefused:
        raise
    except Exception as error:
        raise FileIsRefused(f"Sheet “{sheet.title}” cannot be read.") from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (date, time)):
        return value.isoformat() if isinstance(value, date) else value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def place(column: int, row: int) -> str:
    """A cell as spreadsheet programs name it."""
    return f"{get_column_letter(column)}{row}"

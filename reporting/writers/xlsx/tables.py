"""One sheet for each table."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from common.sheets import put_text
from reporting.engine.cells import Cell, Row, TableData
from reporting.engine.columns import Column, Kind, format_cell
from reporting.writers.xlsx.cells import is_number, put
from reporting.writers.xlsx.looks import (
    AROUND_TOTAL,
    BELOW,
    HEAD_FILL,
    HEAD_FONT,
    NOTE_FONT,
    TOTAL_FILL,
    TOTAL_FONT,
    WRAPPED,
    fit_height,
    set_page,
)

WIDTH = 165
"""Of a whole table, in signs."""
NARROWEST = 9


class TableSheet:
    """Writes a table: heading rows, then its rows, its total and its footnotes.

    ``formulas`` holds, after writing, each formula with the value that it has.
    """

    def __init__(self, sheet: Any, table: TableData, zero_mark: str) -> None:
        self.sheet = sheet
        self.table = table
        self.zero_mark = zero_mark
        self.has_groups = any(column.group for column in table.columns)
        self.head = 2 if self.has_groups else 1
        self.last = self.head + len(table.rows)
        self.looks = {column.key: _alignment(table, column) for column in table.columns}
        self.formulas: dict[str, str] = {}

    def write(self) -> None:
        self._write_head()
        for number, row in enumerate(self.table.rows, self.head + 1):
            self._write_row(number, row)
        if not self.table.rows:
            put_text(self.sheet.cell(self.head + 1, 1), self.table.empty_text)
        if self.table.rows and self.table.total:
            self._write_total(self.last + 1)
        self._write_notes()
        self._set_page()

    # Head --------------------------------------------------------------------

    def _write_head(self) -> None:
        for position, column in enumerate(self.table.columns, 1):
            for number in range(1, self.head + 1):
                cell = self.sheet.cell(number, position)
                cell.font, cell.fill = HEAD_FONT, HEAD_FILL
                cell.alignment = _alignment(self.table, column, "bottom")
            put_text(self.sheet.cell(self.head, position), column.label)
            letter = get_column_letter(position)
            self.sheet.column_dimensions[letter].width = _width(column)
        # The buttons of the filter cover the end of a heading.
        labels = ((column.label, _width(column) - 3) for column in self.table.columns)
        fit_height(self.sheet, self.head, labels)
        if self.has_groups:
            self._write_groups()
        if self.table.rows:
            end = get_column_letter(len(self.table.columns))
            self.sheet.auto_filter.ref = f"A{self.head}:{end}{self.last}"
        self.sheet.freeze_panes = self.sheet.cell(self.head + 1, 1)

    def _write_groups(self) -> None:
        first = 1
        for group, members in groupby(self.table.columns, key=lambda column: column.group):
            last = first + len(list(members)) - 1
            if group:
                put_text(self.sheet.cell(1, first), group)
                self.sheet.cell(1, first).alignment = Alignment(horizontal="center")
                self.sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=last)
            first = last + 1

    # Rows --------------------------------------------------------------------

    def _write_row(self, number: int, row: Row) -> None:
        for position, column in enumerate(self.table.columns, 1):
            target = self.sheet.cell(number, position)
            put(target, row.cells[column.key], column, self.zero_mark)
            target.alignment = self.looks[column.key]
            target.border = BELOW
        self._fit_row(number, row.cells)

    def _write_total(self, number: int) -> None:
        for position, column in enumerate(self.table.columns, 1):
            target = self.sheet.cell(number, position)
            if column.key in self.table.total:
                cell = self.table.total[column.key]
                put(target, cell, column, self.zero_mark)
                target.alignment = self.looks[column.key]
                if self._is_sum(column, cell):
                    self._put_sum(target, position, cell)
            elif position == 1:
                put_text(target, "Total")
            target.font, target.fill, target.border = TOTAL_FONT, TOTAL_FILL, AROUND_TOTAL
        self._fit_row(number, self.table.total)

    def _fit_row(self, number: int, cells: Mapping[str, Cell]) -> None:
        texts = (
            (format_cell(cells[column.key], column, self.zero_mark), _width(column))
            for column in self.table.columns
            if column.key in cells
        )
        fit_height(self.sheet, number, texts)

    def _is_sum(self, column: Column, total: Cell) -> bool:
        """Whether the rows alone make the total: where a record counts in several, they do not."""
        cells = [row.cells[column.key] for row in self.table.rows]
        if column.kind is Kind.PERCENT or not all(map(is_number, [total, *cells])):
            return False
        return bool(sum(cell.value for cell in cells) == total.value)  # type: ignore[misc]

    def _put_sum(self, target: Any, position: int, total: Cell) -> None:
        letter = get_column_letter(position)
        formula = f"SUM({letter}{self.head + 1}:{letter}{self.last})"
        target.value = f"={formula}"
        self.formulas[formula] = str(total.value)

    # Below -------------------------------------------------------------------

    def _write_notes(self) -> None:
        if not self.table.rows:
            return
        end = len(self.table.columns)
        for number, note in enumerate(self.table.footnotes, self.last + 3):
            target = self.sheet.cell(number, 1)
            put_text(target, note)
            target.font = NOTE_FONT
            target.alignment = WRAPPED
            self.sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=end)
            fit_height(self.sheet, number, [(note, WIDTH)], line=12)

    def _set_page(self) -> None:
        sheet = self.sheet
        set_page(sheet, landscape=True)
        sheet.print_title_rows = f"1:{self.head}"
        sheet.oddHeader.left.text = self.table.heading.replace("&", "&&")


def _width(column: Column) -> float:
    return max(column.width * WIDTH / 100, NARROWEST)


def _is_right(table: TableData, column: Column) -> bool:
    """Whether a column reads as numbers: codes that are printed with their words do not."""
    printed = [row.cells[column.key].printed for row in table.rows]
    in_words = printed and all(any(map(str.isalpha, text)) for text in printed)
    return column.kind.is_numeric and not in_words


def _alignment(table: TableData, column: Column, vertical: str = "top") -> Alignment:
    is_right = _is_right(table, column)
    return Alignment(
        horizontal="right" if is_right else "left",
        vertical=vertical,
        wrap_text=True,
        indent=int(is_right),
    )

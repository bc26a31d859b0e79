"""Tables as comma-separated values."""

import io
from typing import Any

from common.sheets import CSV, csv_writer
from reporting.engine.cells import Cell, ReportData, TableData
from reporting.engine.columns import Kind
from reporting.engine.encoding import plain
from reporting.engine.progress import Progress, silent
from reporting.engine.registries import register, writers
from reporting.engine.writers import Writer


@register(writers)
class CSVWriter(Writer):
    """All tables one below the other.

    A table begins with a line that holds its key alone, then the column keys, then its rows and, if
    it has one, the total under the word TOTAL; an empty line ends it. UTF-8 with a byte order mark,
    so that spreadsheets read accents; text that a spreadsheet would take for a formula is led by an
    apostrophe.
    """

    key = "csv"
    label = "CSV"
    purpose = "The tables, for a spreadsheet"
    position = 30
    has_annex = True
    is_quick = True
    content_type = CSV
    extension = "csv"

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """All tables of the report, and its annex, if it has one."""
        return self._encode([self._lines(table, headed=True) for table in data.printed_tables])

    def write_table(self, table: TableData) -> bytes:
        """One table alone, without the line of its key."""
        return self._encode([self._lines(table, headed=False)])

    @staticmethod
    def _encode(blocks: list[list[list[Any]]]) -> bytes:
        buffer = io.StringIO()
        writer = csv_writer(buffer)
        for number, block in enumerate(blocks):
            if number:
                writer.writerow([])
            writer.writerows(block)
        return buffer.getvalue().encode("utf-8-sig")

    @staticmethod
    def _lines(table: TableData, *, headed: bool) -> list[list[Any]]:
        lines: list[list[Any]] = [[table.key]] if headed else []
        lines.append([column.key for column in table.columns])
        for row in table.rows:
            lines.append([_text(row.cells[c.key], c.kind) for c in table.columns])
        if table.total:
            total = [
                _text(table.total[c.key], c.kind) if c.key in table.total else ""
                for c in table.columns
            ]
            total[0] = total[0] or "TOTAL"
            lines.append(total)
        return lines


def _text(cell: Cell, kind: Kind) -> Any:
    value = plain(cell.value)
    if kind is Kind.CODES:
        value = cell.printed or "/".join(map(str, value))
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return value

"""Files for spreadsheets; no text in them is ever taken for a formula.

The rule stands here alone: whatever writes CSV takes ``csv_writer``, whatever writes cells ``put_text`` or,
where it has its own way of keeping a text whole, ``is_like_formula``.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

LONGEST = 32_767
"""How many signs a cell of a spreadsheet holds."""
CUT = " … (cut: a cell of a spreadsheet holds no more)"

# The wide signs are those of East Asian keyboards. Some programs drop blanks and signs that nobody sees
# before they look; a tab or a line's end leads on to the next cell.
_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]")
# Where a spreadsheet takes semicolons for the separator, as in most of Europe, a cell ends within a text.
# A dash with a blank behind it begins an item of a list, unless what follows may call something.
_FORMULA_INSIDE = re.compile(
    r"([;\t\r\n][\s\u200b-\u200f\u2060-\u2069\ufeff]*)"
    r"(?=[=@＝＠]|[+\-＋－](?:[^\s]|[^\r\n]*(?:\||\w\()))"
)
_SIGNED_NUMBER = re.compile(r"[+-]\d[\d,]*(\.\d+)?")

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Spreadsheets read _x0041_ in a text as the letter A.
_CODES = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula."""
    return _FORMULA.match(text) is not None


def harmless(value: Any, *, with_signed_numbers: bool = False) -> Any:
    """What is written into CSV; an apostrophe leads what a spreadsheet may take for a formula.

    A telephone number is a text, too, and stays one. ``with_signed_numbers`` leaves numbers with a
    sign alone, where the portal itself has written them.
    """
    if not isinstance(value, str):
        return value
    if with_signed_numbers and _SIGNED_NUMBER.fullmatch(value):
        return value
    value = _FORMULA_INSIDE.sub(r"\1'", value)
    return f"'{value}" if is_like_formula(value) else value


class CSVRows:
    """Rows of CSV, each cell of which is harmless, its heading as well."""

    def __init__(self, target: Any, *, with_signed_numbers: bool) -> None:
        self._writer = csv.writer(target, lineterminator="\r\n")
        self._with_signed_numbers = with_signed_numbers

    def writerow(self, row: Iterable[Any]) -> Any:
        """Write a row; gives what the target's ``write`` gives."""
        return self._writer.writerow(
            [harmless(cell, with_signed_numbers=self._with_signed_numbers) for cell in row]
        )

    def writerows(self, rows: Iterable[Iterable[Any]]) -> None:
        """Write several."""
        for row in rows:
            self.writerow(row)


def csv_writer(target: Any, *, with_signed_numbers: bool = False) -> CSVRows:
    """Writes rows of CSV to whatever has a ``write``; see ``harmless``."""
    return CSVRows(target, with_signed_numbers=with_signed_numbers)


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a byte order mark; days as ISO 8601 has them."""
    buffer = io.StringIO()
    writer = csv_writer(buffer)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_day(value) for value in row])
    return buffer.getvalue().encode("utf-8-sig")


def write_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet; every text is kept as text."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title[:31]
    for number, row in enumerate([head, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put_text(cell: Any, text: str) -> None:
    """Write a text, which stays one whatever it looks like; what a cell cannot hold is cut, in words."""
    text = _CODES.sub("_x005F_", _CONTROLS.sub(" ", text).replace("\r\n", "\n"))
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = is_like_formula(text)


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value

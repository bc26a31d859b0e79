"""Reads a workbook: rows as they stand there, and what is wrong with the file as such."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.conf import settings
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from common.workbooks import MEND, FileIsNoWorkbook, check_workbook
from exchange.exceptions import NotAWorkbook
from exchange.faults import Fault, Place
from exchange.kinds.raw import Raw, decode, neat
from exchange.kinds.values import near
from exchange.readme import README
from exchange.sheet import Sheet
from exchange.sheets import BY_NAME, CONTRACT, SHEETS
from exchange.texts import LONG_TEXTS, LongTexts
from reporting.engine.progress import Progress, silent

ERRORS = {"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}


@dataclass(slots=True)
class Row:
    """A filled row: its number in the sheet, and its filled cells by header."""

    number: int
    cells: dict[str, Raw]


@dataclass
class Table:
    """A sheet as it stands in the workbook: where its columns are, and its rows."""

    sheet: type[Sheet]
    columns: dict[str, int] = field(default_factory=dict)
    """The number of each column by its header."""
    rows: list[Row] = field(default_factory=list)

    def place(self, row: int, header: str = "") -> Place:
        """A cell of the sheet."""
        return Place(self.sheet.name, row, self.columns.get(header, 0), header)


@dataclass
class Book:
    """A workbook that was read."""

    tables: dict[str, Table] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sheets that are not read, and the like."""

    @property
    def number_of_rows(self) -> int:
        """All filled rows."""
        return sum(len(table.rows) for table in self.tables.values())


def read_book(path: Path, progress: Progress = silent) -> Book:
    """Read a workbook. Faults of it are told in ``faults``; raises ``NotAWorkbook`` where it is none."""
    progress("Looking at the file", 0, 0)
    try:
        with path.open("rb") as file:
            check_workbook(file)
    except FileIsNoWorkbook as error:
        raise NotAWorkbook(str(error)) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that are of no matter here
            return _Reader(path, progress).read()
    except NotAWorkbook:
        raise
    except (
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        SyntaxError,
    ) as error:
        # What a damaged file makes the library stumble over differs from file to file.
        raise NotAWorkbook(
            f"The workbook is damaged or unusual and cannot be read. {MEND}"
        ) from error


class _Reader:
    def __init__(self, path: Path, progress: Progress) -> None:
        self.workbook: Any = load_workbook(path, read_only=True, data_only=False)
        self.progress = progress
        self.book = Book()
        self.cells = 0
        self.long_texts = LongTexts()

    def read(self) -> Book:
        try:
            found = self._sheets()
            for worksheet in self.workbook.worksheets:
                if worksheet.title == LONG_TEXTS:
                    self.long_texts.read(row for _, row in self._rows(worksheet))
            for number, (sheet, worksheet) in enumerate(found.items()):
                self.progress("Reading the workbook", number, len(found))
                self._read_sheet(sheet, worksheet)
            return self.book
        finally:
            self.workbook.close()

    def _sheets(self) -> dict[type[Sheet], Any]:
        """The sheets that are known, in whatever case they are written; tells of the others."""
        found: dict[type[Sheet], Any] = {}
        for worksheet in self.workbook.worksheets:
            if not isinstance(worksheet, ReadOnlyWorksheet):
                continue
            name = neat(worksheet.title).casefold().replace(" ", "_")
            sheet = BY_NAME.get(name)
            if sheet is None:
                self._tell_unknown(worksheet.title)
            elif sheet in found:
                self._fault(
                    Place(worksheet.title), f"There are two sheets {sheet.name}. Keep one of them."
                )
            else:
                found[sheet] = worksheet
        for sheet in CONTRACT:
            if sheet not in found:
                titles = [worksheet.title for worksheet in self.workbook.worksheets]
                hint = near(sheet.name, [title for title in titles if title not in BY_NAME])
                self._fault(
                    Place(sheet.name),
                    f"The sheet is missing.{hint} Add it with its headings, even without rows; the template has it.",
                )
        return {sheet: found[sheet] for sheet in SHEETS if sheet in found}

    def _tell_unknown(self, title: str) -> None:
        if title in (README, LONG_TEXTS):
            return
        hint = near(title, BY_NAME)
        if hint:
            self._fault(
                Place(title), f"There is no sheet of this name.{hint} Rename it, or take it out."
            )
        else:
            self.book.notes.append(f"Sheet “{title}” is none of the workbook’s and is not read.")

    def _fault(self, place: Place, message: str) -> None:
        self.book.faults.append(Fault(place, message))

    # One sheet ---------------------------------------------------------------

    def _read_sheet(self, sheet: type[Sheet], worksheet: Any) -> None:
        table = self.book.tables[sheet.name] = Table(sheet)
        rows = self._rows(worksheet)
        headers: dict[int, str] = {}
        for number, cells in rows:
            if not headers:
                if number > 1 or not any(not raw.is_empty for raw in cells.values()):
                    break
                headers = self._read_headers(table, cells)
                continue
            self._read_row(table, number, cells, headers)
        if not headers:
            self._fault(
                Place(sheet.name, 1), "The first row has no headings. Copy them from the template."
            )
        self._refuse_merged(sheet)

    def _read_headers(self, table: Table, cells: dict[int, Raw]) -> dict[int, str]:
        known = {column.header: column for column in table.sheet.columns if not column.is_hidden}
        headers: dict[int, str] = {}
        for number, raw in sorted(cells.items()):
            if raw.is_empty:
                continue
            title = str(raw.value)
            header = "_".join(neat(title).casefold().split())
            place = Place(table.sheet.name, 1, number, neat(title))
            if header not in known:
                self._fault(
                    place,
                    f"There is no column of this name.{near(header, known)} Correct the heading, or delete the column.",
                )
            elif header in table.columns:
                self._fault(place, f"There are two columns {header}. Keep one of them.")
            else:
                table.columns[header] = number
                headers[number] = header
        for column in table.sheet.columns[: table.sheet.contract or None]:
            if (
                column.header not in table.columns
                and not column.is_hidden
                and (table.sheet.contract or column.is_required)
            ):
                self._fault(
                    Place(table.sheet.name, 1, 0, column.header),
                    "The column is missing. Add it with this heading, even if its cells stay empty.",
                )
        return headers or {0: ""}

    def _read_row(
        self, table: Table, number: int, cells: dict[int, Raw], headers: dict[int, str]
    ) -> None:
        filled: dict[str, Raw] = {}
        is_faulty = False
        for column, raw in cells.items():
            header = headers.get(column)
            if header is None:
                if not raw.is_empty and not self._is_told(table, column):
                    self._fault(
                        Place(table.sheet.name, number, column),
                        "The column has no heading. Give it one of the template’s, or empty its cells.",
                    )
                continue
            if isinstance(raw, _Refused):
                self._fault(table.place(number, header), raw.message)
                is_faulty = True
            filled[header] = raw
        if is_faulty or any(not raw.is_empty for raw in filled.values()):
            table.rows.append(Row(number, filled))

    def _is_told(self, table: Table, column: int) -> bool:
        """Whether a column is already refused by its heading, or by another cell."""
        return any(
            fault.place.sheet == table.sheet.name and fault.place.column == column
            for fault in self.book.faults
        )

    def _refuse_merged(self, sheet: type[Sheet]) -> None:
        merged = getattr(self.parser, "merged_cells", None)
        for cells in list(getattr(merged, "mergeCell", None) or [])[:20]:
            self._fault(
                Place(sheet.name),
                f"The cells {cells.ref} are merged, so that nobody knows to which row their content belongs. Undo "
                "the merging and fill each row.",
            )

    # Cells -------------------------------------------------------------------

    def _rows(self, worksheet: Any) -> Iterator[tuple[int, dict[int, Raw]]]:
        """The cells that are there, row by row; what is not in the file is not made up."""
        book = self.workbook
        with worksheet._get_source() as source:
            self.parser = WorkSheetParser(
                source,
                worksheet._shared_strings,
                data_only=False,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, cells in self.parser.parse():
                self.cells += len(cells)
                if self.cells > settings.WORKBOOK_CELLS:
                    raise NotAWorkbook(
                        f"The workbook has more than {settings.WORKBOOK_CELLS:,} cells. Delete empty rows and "
                        "columns that are formatted, or import it in parts."
                    )
                yield (
                    number,
                    {
                        cell["column"]: self._raw(cell)
                        for cell in cells
                        if cell["value"] is not None
                    },
                )

    def _raw(self, cell: dict[str, Any]) -> Raw:
        value, kind = cell["value"], cell["data_type"]
        if kind == "f":
            return _Refused(
                value="formula",
                message="This is a formula. Copy the cell and paste it as a value, so that its result stands here.",
            )
        if kind == "e" or (isinstance(value, str) and value in ERRORS):
            return _Refused(
                value=str(value),
                message=f"The spreadsheet shows the error {value} here. Write the value that is meant.",
            )
        if isinstance(value, str):
            return Raw(self.long_texts.whole(decode(value)))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Raw(value, self._shape(cell["style_id"]))
        return Raw(value.replace(tzinfo=None) if isinstance(value, datetime) else value)

    def _shape(self, style: int) -> str:
        if not style:
            return ""
        number = self.workbook._cell_styles[style].numFmtId
        if number < 164:
            return str(BUILTIN_FORMATS.get(number, ""))
        return str(self.workbook._number_formats[number - 164])


@dataclass(frozen=True, slots=True)
class _Refused(Raw):
    """A cell that holds no value of its own."""

    message: str = ""

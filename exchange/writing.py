"""Writes workbooks: a whole partnership, or the empty template."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from common.archives import without_time
from common.sheets import is_like_formula
from exchange.columns import Column
from exchange.drafts import Draft
from exchange.kinds.raw import Written, encode
from exchange.loading import load_store
from exchange.looks import DAY_FORMAT, write_head
from exchange.readme import README, write_readme
from exchange.sheet import Sheet
from exchange.sheets import SHEETS
from exchange.store import Store
from exchange.texts import HEADERS, LONG_TEXTS, LongTexts
from partnership.models import Partnership
from reporting.engine.progress import Progress, silent

CHANGED_BY_SPREADSHEETS = ("#", "'")
"""Beginnings of error values, and of texts that spreadsheets keep without the first sign."""
FIRST_DAY = date(1900, 3, 1)
"""Days before are other days in some spreadsheets: they are written as texts."""
STEP = 500
PROPERTIES = "docProps/core.xml"
TIMES = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>")


def write_partnership(partnership: Partnership, progress: Progress = silent) -> bytes:
    """A partnership as a workbook. The same records make the same bytes."""
    progress("Collecting the records", 0, 0)
    store = load_store(partnership)
    return _Writer(store, partnership.acronym, progress).write()


def write_template() -> bytes:
    """The workbook without records."""
    return _Writer(Store(), "Template", silent).write()


class _Writer:
    def __init__(self, store: Store, title: str, progress: Progress) -> None:
        self.store, self.progress = store, progress
        self.book: Any = Workbook(write_only=True)
        self.book.properties.title = title
        self.book.properties.creator = "Partnership portal"
        self.long_texts = LongTexts()

    def write(self) -> bytes:
        for number, sheet in enumerate(SHEETS):
            self.progress("Writing the workbook", number, len(SHEETS))
            self._write_sheet(sheet)
        if self.long_texts.pieces:
            self._write_long_texts()
        write_readme(self.book.create_sheet(README))
        target = BytesIO()
        self.book.save(target)
        return without_time(target.getvalue(), _without_moment)

    def _write_sheet(self, sheet: type[Sheet]) -> None:
        columns = [column for column in sheet.columns if not column.is_hidden]
        worksheet = self.book.create_sheet(sheet.name)
        write_head(worksheet, sheet, columns)
        if self.store.partnership is None:
            return
        for entry in sheet.entries(self.store):
            worksheet.append([self._cell(worksheet, sheet, column, entry) for column in columns])

    def _cell(
        self, worksheet: Any, sheet: type[Sheet], column: Column, entry: Mapping[str, Draft]
    ) -> Any:
        draft = entry.get(sheet.part_of(column))
        if draft is None:
            return None
        value = column.take(draft, self.store)
        tell = getattr(column.kind, "tell", None)
        if value is None:
            return None
        return self._put(worksheet, tell(value, self.store) if tell else column.kind.write(value))

    def _put(self, worksheet: Any, value: Written) -> Any:
        """What is given to the sheet: a text stays one whatever it looks like."""
        if isinstance(value, date):
            if value < FIRST_DAY:
                return value.isoformat()
            cell = WriteOnlyCell(worksheet, value)
            cell.number_format = DAY_FORMAT
            return cell
        if value is None or isinstance(value, int | float | Decimal):
            return value
        text = encode(self.long_texts.mark(value))
        if not text:
            return None
        if not (is_like_formula(text) or text.startswith(CHANGED_BY_SPREADSHEETS)):
            return text
        cell = WriteOnlyCell(worksheet, text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell

    def _write_long_texts(self) -> None:
        worksheet = self.book.create_sheet(LONG_TEXTS)
        worksheet.append(HEADERS)
        for number, piece, text in self.long_texts.pieces:
            cell = WriteOnlyCell(worksheet, encode(text))
            cell.data_type = "s"
            worksheet.append([number, piece, cell])


def _without_moment(name: str, part: bytes) -> Iterator[bytes]:
    yield TIMES.sub(b"", part) if name == PROPERTIES else part


def default_name(partnership: Partnership) -> str:
    """What the workbook of a partnership is called."""
    return f"{partnership.slug}.xlsx"

"""A report as a spreadsheet."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from common.archives import without_time
from reporting.engine.cells import ReportData, TableData
from reporting.engine.progress import Progress, silent
from reporting.engine.registries import register, writers
from reporting.engine.writers import Writer
from reporting.writers.xlsx.tables import TableSheet
from reporting.writers.xlsx.texts import write_findings, write_report

FIRST, LAST = "Report", "Findings"
LONGEST_NAME = 31
PROPERTIES = "docProps/core.xml"
TIMES = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>")


@register(writers)
class XLSXWriter(Writer):
    """A sheet for each table, numbers and days as such, totals as formulas.

    The first sheet tells what is reported, with the narrative; the last holds the findings.
    """

    key = "xlsx"
    label = "Excel"
    purpose = "The tables, to calculate with"
    position = 25
    has_annex = True
    is_quick = True
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    extension = "xlsx"

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """The report with its findings and its annex, if it has one."""
        book = Workbook()
        _set_properties(book, data)
        # The annex of findings takes the place of their sheet.
        has_findings = any(table.key == "findings" for table in data.annex)
        names = sheet_names(data.printed_tables, () if has_findings else (LAST,))
        first = book.active
        first.title = FIRST
        headings = {
            table.heading: name for table, name in zip(data.printed_tables, names, strict=True)
        }
        write_report(first, data, headings)
        sheets = []
        for table, name in zip(data.printed_tables, names, strict=True):
            sheet = TableSheet(book.create_sheet(name), table, data.masthead.zero_mark)
            sheet.write()
            sheets.append(sheet)
        if not has_findings:
            write_findings(book.create_sheet(LAST), data.findings)
        target = BytesIO()
        book.save(target)
        formulas = {sheet.sheet.path.lstrip("/"): sheet.formulas for sheet in sheets}
        return without_time(
            target.getvalue(), lambda name, part: _finish(name, part, formulas.get(name, {}))
        )

    def write_table(self, table: TableData, zero_mark: str) -> bytes:
        """One table alone, as the only sheet."""
        book = Workbook()
        book.properties.title = table.heading
        [name] = sheet_names([table])
        book.active.title = name
        sheet = TableSheet(book.active, table, zero_mark)
        sheet.write()
        target = BytesIO()
        book.save(target)
        path = sheet.sheet.path.lstrip("/")
        return without_time(
            target.getvalue(),
            lambda part_name, part: _finish(
                part_name, part, sheet.formulas if part_name == path else {}
            ),
        )


def sheet_names(tables: Iterable[TableData], others: Iterable[str] = ()) -> list[str]:
    """``A events``: letter and key, as long as a name may be, each one its own."""
    taken = {FIRST.casefold(), "history", *(name.casefold() for name in others)}
    names = []
    for table in tables:
        words = f"{table.letter} {table.key.replace('_', ' ')}".strip()
        plain = re.sub(r"[\[\]:*?/\\']", " ", words)[:LONGEST_NAME].strip()
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: LONGEST_NAME - len(str(number)) - 1]} {number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _set_properties(book: Any, data: ReportData) -> None:
    masthead = data.masthead
    book.properties.title = f"{masthead.acronym} – {data.title}"
    book.properties.creator = masthead.acronym
    book.properties.subject = masthead.name
    book.properties.language = masthead.language


def _finish(name: str, part: bytes, formulas: dict[str, str]) -> Iterable[bytes]:
    """Take out the moment of writing, and put in what the formulas come to.

    Spreadsheets count formulas themselves, but what only looks into a file shows the value in it.
    """
    if name == PROPERTIES:
        part = TIMES.sub(b"", part)
    for formula, value in formulas.items():
        pattern = rb"(<f>%s</f>)<v ?(?:/>|></v>)" % re.escape(formula.encode())
        part = re.sub(pattern, rb"\g<1><v>%s</v>" % value.encode(), part)
    yield part

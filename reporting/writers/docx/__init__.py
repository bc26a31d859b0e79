"""A report as a Word document."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from docx import Document

from common.archives import without_time
from partnership.choices import Emblem
from reporting.engine.cells import ReportData, TableData
from reporting.engine.progress import Progress, silent
from reporting.engine.registries import register, writers
from reporting.engine.writers import Writer
from reporting.presentation import present, present_rows
from reporting.writers.docx.front import write_front
from reporting.writers.docx.pages import (
    LANDSCAPE,
    PORTRAIT,
    Page,
    begin_landscape,
    clear,
    set_page,
    write_foot,
    write_head,
)
from reporting.writers.docx.properties import set_properties
from reporting.writers.docx.prose import section_xml
from reporting.writers.docx.styles import set_styles
from reporting.writers.docx.tables import table_xml
from reporting.writers.docx.xml import append, bookmark, field, paragraph, run

AT_TOP = '<w:spacing w:before="0" w:after="120"/>'
NOT_WRITTEN = "This section has not been written yet."
PLACE = re.compile(rb"<\?table (\d+)\?>")
"""Where a table stands in the text; it is put there when the document is packed."""


@register(writers)
class DOCXWriter(Writer):
    """A document to work on: Word's own headings, contents, lists, captions and tables."""

    key = "docx"
    label = "Word"
    purpose = "To edit"
    position = 15
    has_annex = True
    is_quick = True
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    extension = "docx"

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """The report with its annex, if it has one, as in the PDF."""
        return _Report(data).write()


class _Report:
    def __init__(self, data: ReportData) -> None:
        self.data = data
        self.tables = present(data, with_evidence=False, most=0).tables
        self.has_emblem = data.masthead.emblem == Emblem.EUROPEAN_UNION
        self.document: Any = Document()
        self.headings = 0

    def write(self) -> bytes:
        document = self.document
        set_styles(document, self.data.masthead.language)
        set_properties(document, self.data)
        portrait = document.sections[0]
        set_page(portrait, PORTRAIT)
        portrait.different_first_page_header_footer = True
        headings = [section.title for section in self.data.sections]
        headings += [table.heading for table in self.tables]
        entries = [(_anchor(number), heading) for number, heading in enumerate(headings, 1)]
        write_front(document, self.data, entries, has_emblem=self.has_emblem)
        self._write_margins(portrait, PORTRAIT, has_first=True)
        self._write_text()
        if self.tables:
            self._write_margins(begin_landscape(document), LANDSCAPE, has_first=False)
            self._write_tables()
        target = BytesIO()
        document.save(target)
        return without_time(target.getvalue(), self._finish)

    def _write_margins(self, section: Any, page: Page, *, has_first: bool) -> None:
        """Head and foot of every page; the first page, which tells all that, has no head."""
        masthead = self.data.masthead
        write_head(section.header, masthead, self.data.title, page)
        write_foot(section.footer, masthead, page, has_emblem=self.has_emblem)
        if has_first:
            clear(section.first_page_header)
            append(section.first_page_header._element, paragraph(""))
            write_foot(section.first_page_footer, masthead, page, has_emblem=self.has_emblem)

    def _write_text(self) -> None:
        for position, section in enumerate(self.data.sections):
            begin = "" if position else f"<w:pageBreakBefore/>{AT_TOP}"
            heading = paragraph(self._headed(run(section.title)), "Heading1", begin)
            text = section_xml(self.document, section)
            self._append(heading + (text or paragraph(run(NOT_WRITTEN), "EmptyText")))

    def _write_tables(self) -> None:
        for position, (table, shown) in enumerate(
            zip(self.data.printed_tables, self.tables, strict=True)
        ):
            at_top = "" if position else AT_TOP
            caption = paragraph(self._headed(_caption(table, position)), "Caption", at_top)
            content = (
                f"<?table {position}?>"
                if table.rows
                else paragraph(run(shown.empty_text), "EmptyText")
            )
            self._append(caption + content)

    def _finish(self, name: str, part: bytes) -> Iterable[bytes]:
        """Put the tables in their places: the library would hold every cell of them as objects."""
        if name != self.document.part.partname.lstrip("/"):
            return [part]
        text, *others = PLACE.split(part)
        return self._with_tables(text, others)

    def _with_tables(self, text: bytes, others: list[bytes]) -> Iterator[bytes]:
        yield text
        for position, following in zip(map(int, others[::2]), others[1::2], strict=True):
            table, shown = self.data.printed_tables[position], self.tables[position]
            rows = present_rows(self.data, table)
            for piece in table_xml(shown, rows, len(table.rows), LANDSCAPE.text_width):
                yield piece.encode()
            yield following

    def _headed(self, content: str) -> str:
        """A heading that the contents lead to."""
        self.headings += 1
        return bookmark(_anchor(self.headings), self.headings, content)

    def _append(self, xml: str) -> None:
        append(self.document.element.body, xml)


def _anchor(number: int) -> str:
    """The bookmark of a heading, as Word calls those it makes itself."""
    return f"_Toc{number:09}"


def _caption(table: TableData, position: int) -> str:
    """The letter is counted by Word as long as that gives the letter that the table has."""
    if table.letter != chr(ord("A") + position):
        return run(table.heading)
    letter = field("SEQ Table \\* ALPHABETIC", table.letter)
    return run(f"{table.series} ") + letter + run(f". {table.title}")

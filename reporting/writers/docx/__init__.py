"""A report as a Word document."""

from io import BytesIO
from typing import Any

from docx import Document

from common.archives import without_time
from partnership.choices import Emblem
from reporting.engine.cells import ReportData, TableData
from reporting.engine.progress import Progress, silent
from reporting.engine.registries import register, writers
from reporting.engine.writers import Writer
from reporting.presentation import present
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
        self.tables = present(data, with_evidence=False).tables
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
        return without_time(target.getvalue())

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
                table_xml(shown, LANDSCAPE.text_width)
                if shown.rows
                else paragraph(run(shown.empty_text), "EmptyText")
            )
            self._append(caption + content)

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

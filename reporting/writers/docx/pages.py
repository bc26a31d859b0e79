"""The pages of a Word document: portrait for text, landscape for tables, with head and foot."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from common.emblem import DESCRIPTION, emblem_png
from reporting.engine.cells import Masthead
from reporting.writers.docx.xml import append, field, paragraph, run, tab

TWIPS_PER_MM = 56.7


@dataclass(frozen=True, slots=True)
class Page:
    """A page in millimetres."""

    width: int
    height: int
    side: int
    top: int
    bottom: int

    @property
    def text_width(self) -> int:
        """What is left between the margins, in twentieths of a point."""
        return round((self.width - 2 * self.side) * TWIPS_PER_MM)


PORTRAIT = Page(width=210, height=297, side=25, top=26, bottom=30)
LANDSCAPE = Page(width=297, height=210, side=16, top=22, bottom=26)


def set_page(section: Any, page: Page) -> None:
    """Give a section its size and margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if page is LANDSCAPE else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.left_margin = section.right_margin = Mm(page.side)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance, section.footer_distance = Mm(12), Mm(9)


def begin_landscape(document: Any) -> Any:
    """End the portrait pages and return the section that follows."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    # The break would stand in a paragraph of its own, which might open an empty page.
    (holder,) = document.element.body.xpath("./w:p[w:pPr/w:sectPr]")
    before = holder.getprevious()
    if before is not None and before.tag == holder.tag:
        before.get_or_add_pPr().append(holder.pPr.sectPr)
        holder.getparent().remove(holder)
    set_page(section, LANDSCAPE)
    return section


def write_head(header: Any, masthead: Masthead, title: str, page: Page) -> None:
    """Who is reporting, and what."""
    clear(header)
    name = f"{masthead.acronym} – {masthead.phase}" if masthead.phase else masthead.acronym
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'
    bold = '<w:b/><w:bCs/><w:color w:val="082C66"/>'
    append(header._element, paragraph(run(name, bold) + tab() + run(title), "Header", stop))


def write_foot(footer: Any, masthead: Masthead, page: Page, *, has_emblem: bool) -> None:
    """The emblem with the co-funding statement and the disclaimer, and the number of the page."""
    clear(footer)
    number = run("Page ") + field("PAGE", "1") + run(" / ") + field("NUMPAGES", "1")
    strong = '<w:b/><w:bCs/><w:color w:val="1C2733"/>'
    words = run(f"{masthead.cofunding_statement}\n", strong) + run(masthead.disclaimer)
    widths = [1100 if has_emblem else 0, 0, 1400]
    widths[1] = page.text_width - sum(widths)
    cells = [
        paragraph("", "Footer"),
        paragraph(words, "Footer"),
        paragraph(number, "Footer", '<w:jc w:val="right"/>'),
    ]
    append(footer._element, layout(cells, widths, line="C9D3DC") + paragraph("", "Footer"))
    if has_emblem:
        put_emblem(footer.tables[0], Mm(10))


def layout(cells: list[str], widths: list[int], *, line: str = "", align: str = "top") -> str:
    """Paragraphs side by side; one without width is left out."""
    border = f'<w:top w:val="single" w:sz="4" w:space="0" w:color="{line}"/>' if line else ""
    shown = [(cell, width) for cell, width in zip(cells, widths, strict=True) if width]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _, width in shown)
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{align}"/></w:tcPr>'
        f"{cell}</w:tc>"
        for cell, width in shown
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{113 if line else 0}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
    )


def put_emblem(table: Any, height: int) -> None:
    """Place the emblem in the first cell of a layout, with its description."""
    holder = table.cell(0, 0).paragraphs[0].add_run()
    picture = holder.add_picture(BytesIO(emblem_png()), height=height)
    picture._inline.docPr.set("descr", DESCRIPTION)
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")


def clear(part: Any) -> None:
    """Take everything out of a header or footer, which from now on is the section's own."""
    part.is_linked_to_previous = False
    for element in list(part._element):
        part._element.remove(element)

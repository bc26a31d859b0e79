"""The first page of a Word document: what it is, whose, and its contents."""

from typing import Any

from docx.shared import Mm

from reporting.engine.cells import Masthead, ReportData
from reporting.writers.docx.pages import PORTRAIT, layout, put_emblem
from reporting.writers.docx.xml import append, link_to, paragraph, run, tab

CONTENTS = 'TOC \\o "1-1" \\h \\z \\u'
"""Headings of the first level, as links, with whatever else has an outline level: captions."""


def write_front(
    document: Any, data: ReportData, entries: list[tuple[str, str]], *, has_emblem: bool
) -> None:
    """The title, the facts and the contents; ``entries`` are bookmarks with their headings."""
    masthead = data.masthead
    body = document.element.body
    statement = paragraph(run(masthead.cofunding_statement), "Co-funding")
    width = 1650 if has_emblem else 0
    both = [paragraph("", "Co-funding"), statement]
    append(body, layout(both, [width, PORTRAIT.text_width - width], align="center"))
    if has_emblem:
        put_emblem(document.tables[0], Mm(16))
    gap = '<w:spacing w:before="900" w:after="0"/>'
    append(
        body,
        paragraph("", "Normal", '<w:spacing w:after="500"/>')
        + paragraph(run(data.title), "Subtitle")
        + paragraph(run(masthead.acronym), "Title")
        + paragraph(run(masthead.name), "Subtitle")
        + _facts(masthead)
        + (_contents(entries, gap) if entries else ""),
    )


def _facts(masthead: Masthead) -> str:
    facts = [
        ("Partners", "\n".join(masthead.partners) or "No partners are entered yet."),
        ("Phase", masthead.phase),
        ("Period", masthead.period),
        ("Grant agreement", f"No. {masthead.grant_number}" if masthead.grant_number else ""),
        ("Funding agency", masthead.agency),
    ]
    grey = '<w:color w:val="4D5B67"/>'
    return "".join(
        paragraph(run(label, grey) + tab() + run(text), "Facts") for label, text in facts if text
    )


def _contents(entries: list[tuple[str, str]], gap: str) -> str:
    """A field that Word fills with page numbers when it is updated.

    No page is known before Word has laid it out, and a field that updates itself makes Word ask a
    question about “other files” whenever somebody opens the document. So the entries stand there as
    links, and “Update table” adds the numbers.
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {CONTENTS} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    links = [link_to(name, run(heading)) for name, heading in entries]
    links[0] = begin + links[0]
    links[-1] += end
    lines = paragraph(run("Contents"), "TOCHeading", gap)
    lines += "".join(paragraph(link, "TOC1") for link in links)
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    )

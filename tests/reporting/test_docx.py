"""Reports as Word documents: styles, contents, lists, tables and pages."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from partnership.choices import Emblem
from tests.reporting import formats
from tests.reporting.tricky import COLUMNS, MASTHEAD, TRICKY, write


@pytest.fixture(scope="module")
def document():
    return Document(io.BytesIO(write(TRICKY, "docx")))


def styled(document, style):
    return [formats.words(p._p) for p in document.paragraphs if p.style.name == style]


def headings(document):
    return styled(document, "Heading 1") + styled(document, "Caption")


def test_headings_have_the_styles_of_word(document):
    assert styled(document, "Title") == ["ALPHA & <b>"]
    assert styled(document, "Heading 1") == ["Introduction & more", "Summary"]
    assert styled(document, "Caption") == ["Table A. Tricky & <b>bold</b>", "Table C. Nothing"]
    assert styled(document, "Empty Text") == [
        "This section has not been written yet.",
        "Nothing is recorded.",
    ]


def test_captions_are_counted_by_word_where_that_gives_the_same_letter(document):
    (field,) = document.element.body.xpath("//w:fldSimple/@w:instr")
    assert field.split() == ["SEQ", "Table", "\\*", "ALPHABETIC"]


def test_the_contents_are_a_field_that_lists_and_links_every_heading(document):
    contents = document.element.body.xpath("./w:sdt/w:sdtContent//w:hyperlink")
    assert [formats.words(link) for link in contents] == headings(document)
    marks = document.element.body.xpath(".//w:bookmarkStart/@w:name")
    assert [link.anchor for link in contents] == marks
    (field,) = document.element.body.xpath("./w:sdt//w:instrText")
    assert field.text == ' TOC \\o "1-1" \\h \\z \\u '
    assert document.element.body.xpath("//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]


def test_nothing_makes_word_ask_a_question_when_it_opens_the_file(document):
    assert not document.settings.element.xpath("./w:updateFields")
    assert not document.element.body.xpath("//w:fldChar[@w:dirty]")


def test_the_narrative_has_its_lists_emphasis_and_quotations(document):
    (first,) = [p for p in document.paragraphs if p.text.startswith("Bold")]
    assert first.text == "Bold and slanted, *8* events & <b>none</b> of 3*4."
    assert [run.text for run in first.runs if run.bold] == ["Bold"]
    assert [run.text for run in first.runs if run.italic] == ["slanted"]
    assert styled(document, "List Bullet") == ["first", "second", "deeper"]
    assert styled(document, "List Number") == ["three", "four", "one"]
    assert styled(document, "Quote") == ["A quotation", "Someone"]


def test_each_numbered_list_counts_from_its_own_start(document):
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    lists = [p._p.pPr.numPr.numId.val for p in numbered]
    assert lists[0] == lists[1] != lists[2]
    numbering = document.part.numbering_part.element
    starts = numbering.xpath(".//w:startOverride/@w:val")
    assert starts == ["3", "1"]


def test_both_heading_rows_repeat_and_no_row_breaks(document):
    (table,) = [table for table in document.tables if table.style.name == "Report Table"]
    assert len(table._tbl.xpath("./w:tr[w:trPr/w:tblHeader]")) == 2
    assert len(table._tbl.xpath("./w:tr[w:trPr/w:cantSplit]")) == len(table.rows)
    assert table.rows[0].cells[4].text == table.rows[0].cells[5].text == "Figures"
    assert table.rows[0].cells[0].text == table.rows[1].cells[0].text == "Name & “sign” <b>"


def test_columns_are_as_wide_as_declared(document):
    (table,) = [table for table in document.tables if table.style.name == "Report Table"]
    widths = [column.width for column in table.columns]
    assert [round(width / sum(widths) * 100) for width in widths] == [c.width for c in COLUMNS]


def test_numbers_stand_to_the_right_and_the_total_is_bold(document):
    (table,) = [table for table in document.tables if table.style.name == "Report Table"]
    styles = [cell.paragraphs[0].style.name for cell in table.rows[2].cells]
    assert [name == "Table Number" for name in styles] == [
        column.key in ("number", "several", "share", "amount") for column in COLUMNS
    ]
    assert all(r.bold for cell in table.rows[-1].cells for r in cell.paragraphs[0].runs)


def test_text_stands_upright_and_tables_across(document):
    upright, across = document.sections
    assert upright.page_width < upright.page_height
    assert across.page_width > across.page_height
    for section in document.sections:
        assert section.header.paragraphs[0].text == "ALPHA & <b> – Phase 2\tKey Achievements"
        foot = section.footer._element
        assert formats.words(foot).startswith("Co-funded by the European Union\nThe authors")
        assert [name.strip() for name in foot.xpath(".//w:fldSimple/@w:instr")] == [
            "PAGE",
            "NUMPAGES",
        ]
        assert foot.xpath(".//wp:docPr/@descr") == ["Emblem of the European Union"]
    assert not formats.words(upright.first_page_header._element)


def test_a_partnership_without_the_emblem_shows_none():
    content = write(replace(TRICKY, masthead=replace(MASTHEAD, emblem=Emblem.NONE)), "docx")
    assert not [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "media" in name]


def test_the_document_tells_its_language_title_and_author(document):
    (language,) = document.styles.element.xpath("./w:docDefaults//w:lang")
    assert language.values()[0] == "de-DE"
    assert document.core_properties.author == "ALPHA & <b>"
    assert document.core_properties.language == "de-DE"

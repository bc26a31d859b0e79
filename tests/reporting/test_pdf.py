"""A report as a PDF: what stands on which page, and what stays together."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from partnership.choices import Emblem
from reporting.engine.cells import Cell, Masthead, ReportData, Row, SectionData, TableData
from reporting.engine.columns import Column, Kind, Total
from reporting.writers.pdf import PDFWriter
from reporting.writers.pdf.layout import Layout
from tests import pdf

COFUNDING = "Co-funded by the COSME programme of the European Union"
DISCLAIMER = "The authors alone answer for this publication."
MASTHEAD = Masthead(
    partnership="laser-go",
    acronym="LASER-GO",
    name="European Strategic Cluster Partnership",
    phase="Phase 2",
    language="en",
    zero_mark="-",
    partners=("LITEK (LT)", "OpticsValley (FR)"),
    agency="EASME",
    grant_number="688904",
    period="1 January 2016 – 30 June 2017",
    cofunding_statement=COFUNDING,
    disclaimer=DISCLAIMER,
    emblem=Emblem.EUROPEAN_UNION,
    website="",
    as_of="",
)
COLUMNS = (
    Column("company", "EU SME", width=20),
    Column("number", "No.", Kind.COUNT, Total.SUM, width=10),
    Column("partner", "Name", width=20, group="Partner organisation"),
    Column("country", "Country", width=20, group="Partner organisation"),
    Column("steps", "Main steps", Kind.LONG_TEXT, width=30),
)
FILLER = "The partners agreed on the next steps and on who takes them."


def report(*parts, masthead=MASTHEAD):
    return ReportData("key-achievements", "Key Achievements", "public", masthead, parts)


def section(key, title, text=FILLER):
    return SectionData(key, title, text, text, ())


def row(number, table="T", steps=FILLER):
    """A row that begins and ends with words of its own."""
    return Row(
        str(number),
        {
            "company": Cell(f"First{table}{number} GmbH"),
            "number": Cell(1),
            "partner": Cell("Partner Institute"),
            "country": Cell("Japan"),
            "steps": Cell(f"{steps} Last{table}{number}"),
        },
    )


def table(letter, rows, *, title="", total=True, footnotes=()):
    return TableData(
        key=f"table_{letter.lower()}",
        letter=letter,
        title=title or f"Cases {letter}",
        columns=COLUMNS,
        rows=tuple(rows),
        total={"number": Cell(len(rows))} if total and rows else {},
        footnotes=tuple(footnotes),
        empty_text=f"Nothing is recorded in {letter}.",
    )


def write(*parts, **options):
    return PDFWriter().write(report(*parts, **options))


def page_of(pages, words):
    """The number of the one page that has these words."""
    (found,) = [number for number, text in enumerate(pages, 1) if words in text]
    return found


@pytest.fixture(scope="module")
def long_report():
    """Two sections, a table of 60 rows over several pages, an empty one and a short one."""
    return write(
        section("introduction", "Introduction"),
        section("summary", "Summary of key achievements"),
        table("A", [row(n, "A", FILLER * (1 + n % 4)) for n in range(60)]),
        table("B", []),
        table("C", [row(n, "C") for n in range(3)], footnotes=["A note on the cases."]),
    )


@pytest.fixture(scope="module")
def pages(long_report):
    return pdf.texts(long_report)


@pytest.fixture(scope="module")
def tree(long_report):
    return pdf.tags(pdf.read(long_report))


# The document -------------------------------------------------------------------


def test_the_first_page_tells_what_this_is(pages):
    first = pages[0]
    assert first.count(COFUNDING) == 2
    for words in ("Key Achievements", "LASER-GO", "LITEK (LT)", "Phase 2", "688904", "Contents"):
        assert words in first


def test_contents_name_the_right_pages(pages):
    for title in (
        "Introduction",
        "Summary of key achievements",
        "Table A. Cases A",
        "Table B. Cases B",
        "Table C. Cases C",
    ):
        told = int(re.search(rf"{re.escape(title)} ?(\d+)", pages[0])[1])
        assert title in pages[told - 1]
        assert all(title not in text.split("·")[-1] for text in pages[1 : told - 1])


def test_every_page_has_its_foot(pages):
    for number, text in enumerate(pages, 1):
        assert COFUNDING in text
        assert DISCLAIMER in text
        assert f"Page {number} / {len(pages)}" in text


def test_every_page_but_the_first_has_its_head(pages):
    assert "LASER-GO – Phase 2" not in pages[0]
    assert all("LASER-GO – Phase 2" in text for text in pages[1:])


def test_without_a_phase_the_head_is_the_acronym_alone():
    parts = (section("introduction", "Introduction"),)
    first, second = pdf.texts(write(*parts, masthead=replace(MASTHEAD, phase="")))
    assert "Phase" not in first
    assert "LASER-GO Key Achievements · Introduction" in second


def test_a_page_that_goes_on_with_a_table_names_it(pages):
    going_on = pages[page_of(pages, "FirstA30 ") - 1]
    assert "Key Achievements · Table A. Cases A" in going_on


def test_text_stands_upright_and_tables_lie(long_report, pages):
    boxes = [page.mediabox for page in pdf.read(long_report).pages]
    upright = [box.height > box.width for box in boxes]
    first_table = page_of(pages, "FirstA0 ")
    assert upright == [number < first_table for number in range(1, len(pages) + 1)]


def test_bookmarks_are_the_titles_in_order(long_report):
    assert pdf.bookmarks(pdf.read(long_report)) == [
        "Introduction",
        "Summary of key achievements",
        "Table A. Cases A",
        "Table B. Cases B",
        "Table C. Cases C",
    ]


def test_the_file_has_title_and_language(long_report):
    reader = pdf.read(long_report)
    assert reader.metadata.title == "LASER-GO – Key Achievements"
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_emblem_and_co_funding_are_told_once(tree):
    (emblem,) = tree.all("/Figure")
    assert emblem.description == "Emblem of the European Union"
    assert tree.text.count(COFUNDING) == 1


def test_another_emblem_than_the_unions_is_not_replaced_by_it():
    content = write(section("introduction", "Introduction"), masthead=replace(MASTHEAD, emblem=""))
    assert not pdf.tags(pdf.read(content)).all("/Figure")


def test_the_same_report_gives_the_same_bytes():
    parts = (section("introduction", "Introduction"), table("A", [row(1)]))
    assert write(*parts) == write(*parts)


# Tables -------------------------------------------------------------------------


def test_each_page_of_a_long_table_has_the_header_rows(pages):
    with_rows = [text for text in pages if re.search(r"First[AC]\d", text)]
    assert len(with_rows) > 4
    for text in with_rows:
        assert "Partner organisation" in text
        assert re.search(r"EU SME No\.", text)
        assert re.search(r"Name Country", text)
        assert text.index("Partner organisation") < re.search(r"First[AC]\d", text).start()


def test_no_row_is_cut(pages):
    for name in [f"A{n}" for n in range(60)] + [f"C{n}" for n in range(3)]:
        assert page_of(pages, f"First{name} ") == page_of(pages, f"Last{name} ")


def test_tables_are_tagged_with_their_headers(tree):
    tables = tree.all("/Table")
    names = {head.name: head.text for part in tables for head in part.all("/TH")}
    for part in tables:
        heads = [head.text for head in part.all("/TH") if head.scope == "/Column"]
        assert heads == ["EU SME", "No.", "Partner organisation", "Main steps", "Name", "Country"]
    (cell,) = [
        cell
        for part in tables
        for line in part.all("/TR")
        if line.text.startswith("FirstA7 ")
        for cell in line.all("/TD")
        if cell.text == "Japan"
    ]
    assert [names[header] for header in cell.headers] == [
        "FirstA7 GmbH",
        "Partner organisation",
        "Country",
    ]


@pytest.fixture(scope="module")
def many_tables():
    """Tables of all lengths one after the other, so that their ends fall everywhere on a page."""
    letters = "ABCDEFGHIJKLMNOP"
    return pdf.texts(
        write(
            section("introduction", "Introduction"),
            *(
                table(letter, [row(n, letter, FILLER * (1 + n % 3)) for n in range(1 + place % 5)])
                for place, letter in enumerate(letters)
            ),
        )
    )


def test_no_heading_stands_alone_at_the_end_of_a_page(many_tables):
    body = [text.split("LASER-GO – Phase 2")[0] for text in many_tables]
    for letter in "ABCDEFGHIJKLMNOP":
        first = body[page_of(many_tables, f"First{letter}0 ") - 1]
        assert re.search(rf"Cases {letter} .*First{letter}0 ", first)


def test_no_total_stands_alone_on_a_page(many_tables):
    for text in many_tables:
        assert text.count("Total") == len(re.findall(r"Last[A-P]\d+ Total", text)), (
            "a total without the row above it"
        )


def test_empty_tables_share_a_page():
    content = write(section("introduction", "Introduction"), *(table(t, []) for t in "ABCDEFGH"))
    first, _, third = pdf.texts(content)
    assert all(f"Nothing is recorded in {letter}." in third for letter in "ABCDEFGH")
    assert "Table H. Cases H 3" in first


@pytest.mark.parametrize("rows", range(16, 20))
def test_an_empty_table_at_the_end_has_no_page_of_its_own(rows):
    content = write(table("A", [row(n, "A", "Met.") for n in range(rows)]), table("B", []))
    assert re.search(r"LastA\d+ Total .*Nothing is recorded in B", pdf.texts(content)[-1])


def test_a_row_longer_than_a_page_loses_nothing():
    words = [f"word{n}" for n in range(1200)]
    content = write(table("A", [row(0, "A"), row(1, "A", " ".join(words)), row(2, "A")]))
    told = " ".join(pdf.texts(content))
    assert [word for word in words if f"{word} " not in told] == []


def test_lists_that_were_typed_in_a_cell_are_set_as_lists():
    typed = "Support:\n- Desk research\n- Interviews\nEnd"
    content = write(table("A", [row(0, "A", typed)]))
    assert "Support: – Desk research – Interviews End" in pdf.texts(content)[-1]


def test_codes_printed_with_words_are_set_as_text():
    columns = (
        Column("kind", "Type", Kind.COUNT, width=50),
        Column("n", "No.", Kind.COUNT, width=50),
    )
    rows = (Row("1", {"kind": Cell(1, printed="1) Project"), "n": Cell(3)}),)
    data = report(TableData("t", "A", "Cases", columns, rows, {}, (), ""))
    html = Layout(data, "report").html()
    assert re.search(r'<th scope="col">\s*Type', html)
    assert re.search(r'<th scope="col" class="num">\s*No\.', html)


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext is missing: apt-get install poppler-utils"
)
def test_long_words_stay_in_their_cells(tmp_path):
    content = write(table("A", [row(0, "A", "Donaudampfschifffahrt" * 12)]))
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    told = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    last_page = told.split("<page ")[-1]
    width = float(re.search(r'width="([\d.]+)"', last_page)[1])
    margin = 16 / 25.4 * 72
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', last_page)]
    assert max(ends) <= width - margin + 0.5

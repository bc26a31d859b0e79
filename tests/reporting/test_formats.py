"""The same report in every format: each is read back and compared with the JSON, cell by cell."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from reporting.services import assemble_report
from tests import pdf
from tests.reporting import formats
from tests.reporting.tricky import TABLE, TRICKY, row, write

# The database is made only for tests that say they need it.
pytestmark = pytest.mark.django_db

OFFICE_FILES = ("docx", "xlsx")


@pytest.fixture(params=["tricky", "bioxclusters-plus", "laser-go"])
def data(request):
    """A hand-made report full of traps, and both source reports."""
    if request.param == "tricky":
        return TRICKY
    return assemble_report(request.getfixturevalue("source_reports")[request.param])


def compare(data, grids, show):
    tables = formats.contract(write(data, "json"))
    assert len(grids) == len(tables)
    for table, grid in zip(tables, grids, strict=True):
        rows, total = formats.expected(table, show, data.masthead.zero_mark)
        assert grid.rows == rows
        assert grid.total == total
        if rows:
            assert grid.notes == table["footnotes"]
    return tables


def test_html_holds_every_cell_of_the_json(data):
    compare(data, formats.read_html(write(data, "html")), formats.printed)


def test_a_word_document_holds_every_cell_of_the_json(data):
    grids = formats.read_docx(write(data, "docx"))
    tables = compare(data, grids, formats.printed)
    for table, grid in zip(tables, grids, strict=True):
        if grid.rows:
            # A note has its number behind the label.
            heads = [re.sub(r"(?<=\w)\d$|(?<=\.)\d$", "", head) for head in grid.head]
            assert heads == [column["label"] for column in table["columns"]]


def test_a_spreadsheet_holds_every_cell_of_the_json_as_what_it_is(data):
    grids = formats.read_xlsx(write(data, "xlsx"))
    tables = compare(data, grids, formats.typed)
    for table, grid in zip(tables, grids, strict=True):
        assert grid.head == [column["label"] for column in table["columns"]]


def test_comma_separated_values_hold_every_cell_of_the_json(data):
    tables = formats.contract(write(data, "json"))
    for table, grid in zip(tables, formats.read_csv(write(data, "csv")), strict=True):
        rows, _ = formats.expected(table, formats.raw)
        assert (grid.key, grid.rows) == (table["key"], rows)


def test_a_pdf_holds_every_cell_of_the_json(data):
    """Lines break anywhere in a narrow column, so that white space does not count."""
    text = "".join("".join(pdf.texts(write(data, "pdf"))).split())
    for table in formats.contract(write(data, "json")):
        rows, total = formats.expected(table, formats.printed, data.masthead.zero_mark)
        cells = {"".join(cell.split()) for line in [*rows, total] for cell in line}
        assert {cell for cell in cells if cell not in text} == set()


@pytest.mark.parametrize("key", OFFICE_FILES)
def test_equal_data_makes_equal_bytes_at_any_time(key, time_machine):
    time_machine.move_to("2020-01-01")
    first = write(TRICKY, key)
    time_machine.move_to("2024-02-29 12:00")
    assert write(TRICKY, key) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert "created" not in properties
    assert "modified" not in properties
    assert "ALPHA &amp; &lt;b&gt; – Key Achievements" in properties


@pytest.mark.parametrize("key", OFFICE_FILES)
def test_signs_that_such_a_file_cannot_hold_become_blanks(key):
    data = replace(TRICKY, parts=(replace(TABLE, rows=(row("a", name="a\x0bb\x00\ud800c"),)),))
    read = {"docx": formats.read_docx, "xlsx": formats.read_xlsx}[key]
    assert read(write(data, key))[0].rows[0][0] == "a b c"

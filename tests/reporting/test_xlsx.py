"""Reports as spreadsheets: what is a number, what a formula, and what only looks like one."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.reporting.tricky import FORMULAS, TABLE, TRICKY, row, write


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(write(TRICKY, "xlsx")))


def test_each_table_has_a_sheet_between_the_report_and_the_findings(book):
    assert book.sheetnames == ["Report", "A tricky", "C nothing", "Findings"]
    assert [cell.value for cell in book["Findings"][2]] == [
        "warning",
        "=2 stated, 3 reported.",
        "Page 2",
        2,
        3,
        "claim-differs",
    ]
    assert book["C nothing"]["A2"].value == "Nothing is recorded."


def test_text_that_looks_like_a_formula_stays_text(book):
    formulas = [cell for sheet in book for line in sheet for cell in line if cell.data_type == "f"]
    assert [cell.value for cell in formulas] == ["=SUM(B3:B13)"]
    held = [cell for line in book["A tricky"] for cell in line if cell.value in FORMULAS]
    assert len(held) == 2 * len(FORMULAS)
    for cell in held:
        assert cell.data_type == "s"
        assert cell.quotePrefix is (cell.value != "#N/A")
    assert book["Findings"]["B2"].data_type == "s"


def test_a_total_is_a_formula_only_where_the_rows_alone_make_it(book):
    sheet = book["A tricky"]
    assert sheet["C14"].value == 7
    shown = load_workbook(io.BytesIO(write(TRICKY, "xlsx")), data_only=True)["A tricky"]
    assert shown["B14"].value == TABLE.total["number"].value


def test_a_figure_of_nothing_stays_a_number_and_is_shown_as_the_zero_mark(book):
    cell = book["A tricky"]["B3"]
    assert (cell.value, cell.number_format) == (0, '#,##0;-#,##0;"-"')


def test_the_heading_stays_in_sight_and_filters_the_rows_alone(book):
    sheet = book["A tricky"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:J13"
    assert "E1:F1" in map(str, sheet.merged_cells.ranges)
    assert sheet["E1"].value == "Figures"
    assert sheet.column_dimensions["J"].width > sheet.column_dimensions["A"].width


def test_the_first_sheet_tells_the_narrative_with_its_figures(book):
    texts = [line[1].value for line in book["Report"].iter_rows()]
    start = texts.index("Introduction & more")
    assert texts[start + 1 : start + 11] == [
        "Bold and slanted, *8* events & <b>none</b> of 3*4.",
        "• first",
        "• second",
        "• deeper",
        "3. three",
        "4. four",
        "Between.",
        "1. one",
        "A quotation",
        "Someone",
    ]
    assert texts[-1] == "This section has not been written yet."


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    long = replace(TRICKY, parts=(replace(TABLE, rows=(row("long", text="x" * 40_000),)),))
    cell = load_workbook(io.BytesIO(write(long, "xlsx")))["A tricky"]["J3"]
    assert len(cell.value) == 32_767
    assert cell.value.endswith("(cut: a cell of a spreadsheet holds no more)")

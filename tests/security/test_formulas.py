"""Formulas that people type, in whatever the portal writes for spreadsheets, and on their way back."""

import ast
import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from common.sheets import csv_writer, harmless, is_like_formula, write_csv, write_xlsx
from exchange.book import read_book
from exchange.writing import write_partnership
from tests.factories import CompanyFactory, OrganisationFactory, PartnershipFactory

FORMULAS = (
    '=HYPERLINK("http://127.0.0.1/?"&A1,"Open")',
    "=1+1",
    "+1",
    "-1",
    "+32 2 555 12 34",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
)
INSIDE = {
    "a;=1+1": "a;'=1+1",
    "a;\t=1+1": "a;\t'=1+1",
    "a\n@SUM(1)": "a\n'@SUM(1)",
    "a\n-2+3": "a\n'-2+3",
    'a\n- HYPERLINK("http://x")': 'a\n\'- HYPERLINK("http://x")',
    "a\n- cmd|' /C calc'!A0": "a\n'- cmd|' /C calc'!A0",
}
"""What becomes a cell of its own where semicolons separate cells, and how it is written."""
PLAIN = ("a", "", "a=b", "3-4", "Steps:\n- one\n- two (of three)", "a; b", "'quoted'", "é", "日本")

# Packages whose tools for writing may be used, each with the modules that do, and why there.
CSV_WRITERS = {"common/sheets.py"}
BOOK_WRITERS = {
    "common/sheets.py",
    "reporting/writers/xlsx/__init__.py",
    "exchange/writing.py",
}
CELL_WRITERS = {
    "common/sheets.py": "the rule itself",
    "reporting/writers/xlsx/cells.py": "numbers and days",
    "reporting/writers/xlsx/texts.py": "numbers of findings",
    "reporting/writers/xlsx/tables.py": "sums, which the portal writes",
}
"""Modules that give a cell its value."""


APPS = (
    *("common", "partnership", "gateways", "smes", "events", "reporting", "website", "exchange"),
    "config",
)
OTHER_TOOLS = ("xlsxwriter", "xlwt", "pandas", "pyexcel", "odf", "tablib")
RELEVANT = re.compile(rf"csv|openpyxl|put_text|{'|'.join(OTHER_TOOLS)}")


def sources():
    """Modules that may write for spreadsheets, read; the others do not even have the word."""
    for app in APPS:
        for path in sorted(Path(settings.BASE_DIR, app).glob("**/*.py")):
            source = path.read_text(encoding="utf-8")
            if RELEVANT.search(source):
                yield path.relative_to(settings.BASE_DIR).as_posix(), ast.parse(source)


SOURCES = list(sources())


def calls(tree):
    """The names that a module calls, as it writes them."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_one_module_writes_csv():
    assert {name for name, tree in SOURCES if "csv" in set(imported(tree))} == CSV_WRITERS
    # Whoever sends CSV that it has put together by hand would have to name its type.
    naming = {
        name
        for name, tree in SOURCES
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        if isinstance(node.value, str) and node.value.startswith("text/csv")
    }
    assert naming == CSV_WRITERS


def test_workbooks_are_made_where_texts_stay_texts():
    makers = {
        name
        for name, tree in SOURCES
        if {"Workbook", "openpyxl.Workbook", "xlsxwriter.Workbook"} & calls(tree)
    }
    assert makers == BOOK_WRITERS
    assert not {
        (name, module)
        for name, tree in SOURCES
        for module in imported(tree)
        if module and module.split(".")[0] in OTHER_TOOLS
    }


def test_values_of_cells_are_given_where_the_rule_is_known():
    given = {
        name
        for name, tree in SOURCES
        if any(module and module.startswith("openpyxl") for module in imported(tree))
        or name.startswith("reporting/writers/xlsx")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        for part in (target.elts if isinstance(target, ast.Tuple) else [target])
        if isinstance(part, ast.Attribute) and part.attr == "value"
    }
    assert given == set(CELL_WRITERS)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text_in_csv_and_in_workbooks_in_head_and_rows(formula):
    assert is_like_formula(formula)
    content = write_csv([formula], [[formula], ["a"]]).decode("utf-8-sig")
    (head,), (cell,), _ = csv.reader(io.StringIO(content, newline=""))
    assert head == cell
    assert cell[0] == "'"
    assert cell.replace("'", "") == formula.replace("'", "")
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx("A", [formula], [[formula]]))).active
    assert {sheet[place].data_type for place in ("A1", "A2")} == {"s"}
    assert sheet["A2"].quotePrefix


@pytest.mark.parametrize(("typed", "written"), INSIDE.items(), ids=lambda text: text[:12])
def test_a_text_holds_no_formula_where_cells_end_at_semicolons(typed, written):
    assert harmless(typed) == written


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_are_written_as_they_are(text):
    assert harmless(text) == text


def test_numbers_are_numbers_and_signed_ones_of_the_portal_stay():
    buffer = io.StringIO()
    csv_writer(buffer).writerow([-1, 1.5, None, True])
    assert buffer.getvalue() == "-1,1.5,,True\r\n"
    for number in ("+1", "-1,234", "+0.5"):
        assert harmless(number, with_signed_numbers=True) == number
        assert harmless(number) == f"'{number}"
    assert harmless("-1+1", with_signed_numbers=True) == "'-1+1"
    assert harmless("-1|x", with_signed_numbers=True) == "'-1|x"


@pytest.mark.django_db
def test_formulas_come_back_from_a_workbook_as_they_were_typed(tmp_path):
    partnership = PartnershipFactory()
    typed = [text for text in FORMULAS if text == text.strip() and "\ufeff" not in text]
    for text in typed:
        OrganisationFactory(partnership=partnership, name=text)
    company = CompanyFactory(partnership=partnership)
    path = tmp_path / "whole.xlsx"
    path.write_bytes(write_partnership(partnership))
    book = openpyxl.load_workbook(path)
    types = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert "f" not in types
    read = read_book(path)
    assert read.faults == []
    names = {
        raw.value if hasattr(raw, "value") else raw
        for row in read.tables["organisations"].rows
        for raw in row.cells.values()
    }
    assert set(typed) <= names
    assert company.name in {
        raw.value if hasattr(raw, "value") else raw
        for row in read.tables["companies"].rows
        for raw in row.cells.values()
    }

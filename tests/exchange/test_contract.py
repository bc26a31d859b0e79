"""The sheets and columns that others rely on."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from openpyxl import load_workbook

from common.measures import measures
from exchange.documentation import as_markdown
from exchange.sheets import CONTRACT as DECLARED
from exchange.sheets import IN_ORDER_OF_NEED, SHEETS
from tests.exchange.workbooks import CONTRACT


def headers(worksheet):
    return [cell.value for cell in worksheet[1]]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    call_command("workbook_template", path, verbosity=0)
    return load_workbook(path)


def test_the_template_has_the_sheets_of_the_contract_in_their_order_first(template):
    assert template.sheetnames[: len(CONTRACT)] == list(CONTRACT)


@pytest.mark.parametrize("name", list(CONTRACT))
def test_a_sheet_has_the_columns_of_the_contract_in_their_order_first(template, name):
    wanted = CONTRACT[name].split(", ")
    assert headers(template[name])[: len(wanted)] == wanted


def test_as_many_columns_are_declared_to_be_the_contract():
    assert {sheet.name: sheet.contract for sheet in DECLARED} == {
        name: len(columns.split(", ")) for name, columns in CONTRACT.items()
    }


def test_the_sheet_that_explains_the_others_is_the_last_one(template):
    assert template.sheetnames[-1] == "Read me"


def test_headings_stay_in_sight_and_tell_what_belongs_there(template):
    for worksheet in template.worksheets[:-1]:
        assert worksheet.freeze_panes == "B2"
        assert all(cell.comment and cell.font.bold for cell in worksheet[1])


def test_cells_offer_the_words_that_may_stand_there(template):
    lists = {
        str(rule.sqref).partition("2:")[0]: rule.formula1
        for rule in template["meetings"].data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists["B"] == '"C2C,B2B"'
    states = "requested,accepted,declined,withdrawn,forbidden,scheduled,cancelled,held,no-show"
    assert lists["E"] == f'"{states}"'
    assert lists["A"] == "events!$A$2:$A$20001"


def test_no_list_to_choose_from_is_longer_than_spreadsheets_allow(template):
    rules = [
        rule for sheet in template.worksheets for rule in sheet.data_validations.dataValidation
    ]
    assert rules
    assert all(len(rule.formula1 or "") <= 255 for rule in rules)
    assert all(len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32 for rule in rules)


def test_every_sheet_is_read_once():
    assert sorted(sheet.name for sheet in IN_ORDER_OF_NEED) == sorted(
        sheet.name for sheet in SHEETS
    )


def test_the_documentation_is_current():
    written = Path(settings.BASE_DIR, "docs", "workbook.md").read_text()
    assert written == as_markdown(), "Run manage.py document_workbook docs/workbook.md."


def test_the_measures_of_the_tables_are_those_that_cells_know():
    assert {"c2c_events", "b2b_meetings", "eu_clusters", "third_country_smes"} <= set(
        measures.names()
    )

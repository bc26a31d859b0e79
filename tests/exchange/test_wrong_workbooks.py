"""Wrong workbooks each get a clear answer, and change nothing."""

import datetime
import io
import struct
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from exchange.exceptions import NotAWorkbook, WorkbookIsFaulty
from partnership.models import Partnership
from tests.exchange.workbooks import bring_in, edited, faults_of, small, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return tmp_path / "small.xlsx"


@pytest.fixture
def faults(path):
    """What must be mended where one sheet's row differs from the small workbook."""

    def tell(sheet, row=0, **cells):
        sheets = small()
        sheets[sheet][row].update(cells)
        return faults_of(write(path, sheets))

    return tell


def refusal(path):
    with pytest.raises(NotAWorkbook) as refused:
        faults_of(path)
    assert not Partnership.objects.exists()
    return str(refused.value)


def test_the_small_workbook_has_no_fault(path):
    assert faults_of(write(path, small())) == []


# Sheets and columns --------------------------------------------------------------------------


def test_a_missing_sheet(path):
    write(path, small())
    edited(path, path, lambda book: book.remove(book["claims"]))
    assert faults_of(path) == [
        "Sheet “claims”: The sheet is missing. Add it with its headings, even without rows; the template has it."
    ]


def test_a_sheet_of_a_wrong_name_is_missing_and_its_name_is_told(path):
    write(path, small())

    def rename(book):
        book["meetings"].title = "meeting"

    edited(path, path, rename)
    assert faults_of(path) == [
        "Sheet “meeting”: There is no sheet of this name. Did you mean “meetings”? Rename it, or take it out.",
        "Sheet “meetings”: The sheet is missing. Did you mean “meeting”? Add it with its headings, even without "
        "rows; the template has it.",
    ]


def test_an_extra_column(path):
    sheets = small()
    sheets["events"][0]["wheather"] = "fine"
    assert faults_of(write(path, sheets)) == [
        "Sheet “events”, row 1, column I (wheather): There is no column of this name. Correct the heading, or "
        "delete the column."
    ]


def test_a_column_without_a_heading(path):
    write(path, small())

    def scribble(book):
        book["events"]["J3"] = "who?"

    edited(path, path, scribble)
    assert faults_of(path) == [
        "Sheet “events”, row 3, column J (): The column has no heading. Give it one of the template’s, or empty its "
        "cells."
    ]


def test_a_missing_column(path):
    write(path, small())
    edited(path, path, lambda book: book["markets"].delete_cols(4))
    assert faults_of(path) == [
        "Sheet “markets”, row 1, column “order”: The column is missing. Add it with this heading, even if its "
        "cells stay empty."
    ]


def test_headings_in_capitals_and_with_blanks_are_understood(path):
    write(path, small())

    def shout(book):
        for cell in book["sme_cases"][1]:
            cell.value = f" {cell.value.upper().replace('_', ' ')} "

    edited(path, path, shout)
    assert faults_of(path) == []


def test_a_second_partnership(path):
    sheets = small()
    sheets["partnership"].append({**sheets["partnership"][0], "slug": "other"})
    assert faults_of(write(path, sheets)) == [
        "Sheet “partnership”, row 3: A workbook holds one partnership. Delete this row, or move it to a workbook "
        "of its own."
    ]


def test_an_empty_template_lacks_its_partnership(path):
    assert faults_of(write(path, {})) == [
        "Sheet “partnership”: The sheet has no row. Enter the partnership."
    ]


# Cells ---------------------------------------------------------------------------------------


def test_a_text_in_a_number(faults):
    assert faults("declared", value="many") == [
        "Sheet “declared”, row 2, column D (value): “many” is no number. Write it in digits, without words and "
        "units."
    ]


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("1,200", "“1,200” is a text. Write the number without separators: 1200."),
        ("1.200,50", "“1.200,50” is no number. Write it in digits, without words and units."),
        ("12,5", "“12,5” is a text. Write 12.5, as a number."),
        (True, "TRUE or FALSE is no number. Write the number in digits."),
    ],
)
def test_numbers_that_are_none(faults, typed, mend):
    assert faults("indicators", target=typed) == [
        f"Sheet “indicators”, row 2, column D (target): {mend}"
    ]


def test_a_fraction_of_a_meeting(faults):
    assert faults("declared", value=2.5) == [
        "Sheet “declared”, row 2, column D (value): 2.5 is no whole number. Write a number without a fraction."
    ]


def test_a_number_stored_as_text_is_a_number(path):
    sheets = small()
    sheets["declared"][0]["value"] = " 24 "
    sheets["cluster_cases"][0]["type"] = "2"
    assert faults_of(write(path, sheets)) == []


def test_an_unknown_country(faults):
    assert faults("organisations", row=0, country="Narnia") == [
        "Sheet “organisations”, row 2, column B (country): “Narnia” is no country that is known. Write its ISO "
        "3166 code of two letters, for example FR."
    ]


@pytest.mark.parametrize(("typed", "code"), [("France", "FR"), ("UK", "GB"), ("EL", "GR")])
def test_a_country_by_another_name_is_told_its_code(faults, typed, code):
    assert faults("companies", country=typed)[0] == (
        f"Sheet “companies”, row 2, column B (country): “{typed}” is no ISO code. Write {code}."
    )


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        (
            "12.06.2018",
            "“12.06.2018” is a text, and not everybody reads it alike. Write 2018-06-12.",
        ),
        (
            "06/12/2018",
            "“06/12/2018” is a text, and not everybody reads it alike. Write 2018-12-06 or 2018-06-12.",
        ),
        (
            "12/31/2018",
            "“12/31/2018” is a text, and not everybody reads it alike. Write 2018-12-31.",
        ),
        (
            "12 June 2018",
            "“12 June 2018” is a text, and not everybody reads it alike. Write 2018-06-12.",
        ),
        ("2018-02-30", "There is no day “2018-02-30”. Look at the month and the day."),
        ("soon", "“soon” is no day. Write year, month and day, for example 2017-06-30."),
        (43263, "43263 is no day. Format the cell as a date, or write it as 2017-06-30."),
        (
            datetime.datetime(2018, 6, 12, 9, 30),  # noqa: DTZ001
            "This has a time of day, 09:30. Write the day alone: 2018-06-12.",
        ),
    ],
)
def test_days_that_are_none(faults, typed, mend):
    assert faults("agreements", signed_on=typed) == [
        f"Sheet “agreements”, row 2, column E (signed_on): {mend}"
    ]


@pytest.mark.parametrize("typed", [datetime.date(2018, 6, 13), "2018-06-13", " 2018-6-13 "])
def test_days_that_are_understood(faults, typed):
    assert faults("agreements", signed_on=typed) == []


def test_a_formula(faults):
    assert faults("partnership", name="=1+1") == [
        "Sheet “partnership”, row 2, column B (name): This is a formula. Copy the cell and paste it as a value, so "
        "that its result stands here."
    ]


def test_an_error_of_the_spreadsheet(faults):
    assert faults("claims", value="#REF!") == [
        "Sheet “claims”, row 2, column C (value): The spreadsheet shows the error #REF! here. Write the value that "
        "is meant."
    ]


def test_a_day_in_a_text(faults):
    assert faults("claims", place=datetime.date(2018, 1, 2)) == [
        "Sheet “claims”, row 2, column E (place): The spreadsheet has made a day or a time of this (2018-01-02). "
        "Format the cell as text and type it again."
    ]


@pytest.mark.parametrize(
    ("sheet", "cell", "place", "mend"),
    [
        (
            "claims",
            "E2",
            "column E (place)",
            "The spreadsheet has made a percentage of this (0.5). Format the cell as text and type it again.",
        ),
        (
            "indicators",
            "D2",
            "column D (target)",
            "This is formatted as a percentage: 50 % is kept as 0.5. Format the cell as a number and write 50.",
        ),
    ],
)
def test_a_percentage(path, sheet, cell, place, mend):
    write(path, small())

    def format_it(book):
        book[sheet][cell] = 0.5
        book[sheet][cell].number_format = "0%"

    edited(path, path, format_it)
    assert faults_of(path) == [f"Sheet “{sheet}”, row 2, {place}: {mend}"]


def test_a_word_that_is_not_known(faults):
    assert faults("participations", state="attendet") == [
        "Sheet “participations”, row 2, column C (state): “attendet” is not known here. Did you mean “attended”? "
        "Choose one of: invited, registered, waiting list, confirmed, attended, no-show, "
        "cancelled."
    ]


def test_neither_yes_nor_no(faults):
    assert faults("companies", confidential="perhaps") == [
        "Sheet “companies”, row 2, column E (confidential): “perhaps” is neither yes nor no. Write one of the two "
        "words."
    ]


def test_a_figure_that_there_is_not(faults):
    (fault,) = faults("claims", measure="b2b_meeting")
    assert fault.startswith(
        "Sheet “claims”, row 2, column A (measure): “b2b_meeting” is no figure. Did you mean “b2b_meetings”"
    )


def test_an_empty_cell_that_must_be_filled(faults):
    assert faults("markets", label=None) == [
        "Sheet “markets”, row 2, column B (label): The cell is empty. Enter as reports print it, for example USA."
    ]


# Rows ----------------------------------------------------------------------------------------


def test_a_reference_to_nothing(faults):
    assert faults("participations", organisation="Photonic Valley") == [
        "Sheet “participations”, row 2, column B (organisation): There is no “Photonic Valley” in sheet "
        "organisations. Did you mean “Photonics Valley”? Add a row there, or correct this cell."
    ]


def test_a_case_of_an_organisation_that_is_no_company(faults):
    assert faults("sme_cases", company="Kyoto Park") == [
        "Sheet “sme_cases”, row 2, column B (company): “Kyoto Park” stands in organisations, but not in "
        "companies. Add a row for it there."
    ]


def test_a_duplicate_key(path):
    sheets = small()
    sheets["events"].append({**sheets["events"][0], "name": "Another"})
    assert faults_of(write(path, sheets)) == [
        "Sheet “events”, row 5, column A (ref): Row 2 is about the same event (ref). Keep one of the two rows."
    ]


def test_the_same_name_in_other_letters_is_a_duplicate_too(path):
    sheets = small()
    sheets["organisations"].append({**sheets["organisations"][0], "name": "PHOTONICS VALLEY"})
    assert faults_of(write(path, sheets)) == [
        "Sheet “organisations”, row 4, column A (name): Row 2 is about the same organisation (name, country). Keep "
        "one of the two rows."
    ]


def test_a_name_that_two_have_needs_its_country(path):
    sheets = small()
    sheets["organisations"].append({**sheets["organisations"][0], "country": "JP"})
    faults = faults_of(write(path, sheets))
    assert faults[0] == (
        "Sheet “participations”, row 2, column B (organisation): Several are called “Photonics Valley”. Write "
        "“Photonics Valley (US)” or “Photonics Valley (JP)”."
    )
    for sheet, header in (
        ("participations", "organisation"),
        ("meetings", "party_b"),
        ("agreements", "organisation"),
        ("sme_cases", "partner"),
    ):
        sheets[sheet][0][header] = "Photonics Valley (US)"
    sheets["cluster_cases"][0]["partners"] = "Photonics Valley (JP); Photonics Valley (US)"
    assert faults_of(write(path, sheets)) == []


@pytest.mark.parametrize(
    ("sheet", "cells", "told"),
    [
        (
            "partnership",
            {"end": "2017-01-01"},
            "column H (end): The end lies before the start. Enter a later end or an earlier start.",
        ),
        (
            "events",
            {"end": "2018-06-11"},
            "column E (end): The end lies before the start. Enter a later end or an earlier start.",
        ),
        (
            "meetings",
            {"party_b": "Lightworks"},
            "column D (party_b): A meeting needs two different organisations.",
        ),
        (
            "markets",
            {"code": "FR"},
            "column A (code): The code of United States of America is US; use it here.",
        ),
        (
            "organisations",
            {"website": "no address"},
            "column G (website): Enter a valid URL.",
        ),
        (
            "declared",
            {"value": -1},
            "column D (value): A figure cannot be below zero. Enter 0 or more.",
        ),
        (
            "declared",
            {"event": None},
            "column B (market): Choose the market or the event that the figure belongs to.",
        ),
        (
            "agreements",
            {"valid_until": "2018-01-01"},
            "column F (valid_until): The agreement ends before it was signed. Enter a later day.",
        ),
        (
            "sme_cases",
            {"number": 0},
            "column D (number): A case stands for at least one result.",
        ),
    ],
)
def test_the_rules_of_the_records_answer_at_the_cell(faults, sheet, cells, told):
    assert f"Sheet “{sheet}”, row 2, {told}" in faults(sheet, **cells)


def test_two_coordinators(path):
    sheets = small()
    sheets["clusters"][1]["role"] = "coordinator"
    assert faults_of(write(path, sheets)) == [
        "Sheet “clusters”, row 3, column E (role): The partnership already has a coordinator. Make this cluster a "
        "partner."
    ]


def test_two_markets_of_one_country(path):
    sheets = small()
    sheets["markets"].append({"code": "USX", "label": "Other", "country": "US", "order": 3})
    assert faults_of(write(path, sheets)) == [
        "Sheet “markets”, row 4, column C (country): The partnership already has a market for this country."
    ]


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_workbook(path):
    sheets = small()
    sheets["meetings"][0]["kind"] = "BB"
    sheets["clusters"][0]["country"] = "XX"
    sheets["clusters"][1]["joined"] = "1.1.2018"
    with pytest.raises(WorkbookIsFaulty) as refused:
        bring_in(write(path, sheets))
    places = [fault.split(":")[0] for fault in faults_of(path)]
    assert places[:2] == [
        "Sheet “clusters”, row 2, column C (country)",
        "Sheet “clusters”, row 3, column F (joined)",
    ]
    assert places[-1] == "Sheet “meetings”, row 2, column B (kind)" or len(places) > 3
    assert "Nothing was imported" in str(refused.value)
    assert not Partnership.objects.exists()


def test_merged_cells(path):
    write(path, small())
    edited(path, path, lambda book: book["events"].merge_cells("C2:C3"))
    assert (
        "Sheet “events”: The cells C2:C3 are merged, so that nobody knows to which row their content belongs. Undo "
        "the merging and fill each row."
    ) in faults_of(path)


def test_a_thousand_empty_rows_at_the_end_are_of_no_matter(path):
    write(path, small())

    def format_rows(book):
        for row in range(100, 1100):
            book["events"].cell(row, 1).number_format = "@"
            book["events"].cell(row, 2, "  ")

    edited(path, path, format_rows)
    assert faults_of(path) == []


def test_blanks_around_texts_are_of_no_matter(path):
    sheets = small()
    sheets["participations"][0]["organisation"] = "\u00a0Photonics Valley  "
    sheets["meetings"][0]["state"] = " Held "
    assert faults_of(write(path, sheets)) == []


# Files ---------------------------------------------------------------------------------------


def test_a_renamed_xls(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert refusal(path) == (
        "This is a workbook of the old type .xls, whatever its name says. Open it in your spreadsheet program and "
        "save it as a workbook of the type .xlsx."
    )


def test_an_encrypted_workbook(path):
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    path.write_bytes(head + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    assert refusal(path) == (
        "The workbook is protected with a password. Save it without one, and choose it again."
    )


def test_a_csv_of_that_name(path):
    path.write_text("name;country\nALPHA;FR\n")
    assert refusal(path).startswith("This is a text file, such as CSV, whatever its name says.")


def test_a_web_page_of_that_name(path):
    path.write_text("<html><table></table></html>")
    assert refusal(path).startswith("This is a web page or XML, whatever its name says.")


def test_an_empty_file(path):
    path.write_bytes(b"")
    assert refusal(path) == "The file is empty. Choose the workbook once more."


def test_another_archive(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refusal(path).startswith("This is an archive or another document, no workbook.")


def test_half_a_workbook(path):
    write(path, small())
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path).startswith("The file is damaged and cannot be read to its end.")


def test_a_file_that_is_too_large(path, settings):
    settings.WORKBOOK_BYTES = 2 * 1024 * 1024
    path.write_bytes(b"PK" + bytes(settings.WORKBOOK_BYTES))
    assert refusal(path).startswith("The file is larger than 2 MB.")


def bomb(path, size, claimed=None):
    """A workbook of which a part becomes very large; ``claimed`` is what its headers say of it."""
    write(path, small())
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/large.bin", "w") as part,
    ):
        for _ in range(size // (1 << 20)):
            part.write(bytes(1 << 20))
    if claimed is not None:
        content = bytearray(path.read_bytes())
        true = struct.pack("<L", size)
        for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            place = content.rfind(mark)
            assert content[place + offset : place + offset + 4] == true
            content[place + offset : place + offset + 4] = struct.pack("<L", claimed)
        path.write_bytes(content)
    return path


def test_a_bomb_of_200_megabytes(path):
    bomb(path, 200 << 20)
    assert path.stat().st_size < 1 << 20
    assert refusal(path) == (
        "Far more comes out of this file than a workbook holds, so it is not opened. Copy the filled rows into a new "
        "template."
    )


def test_a_bomb_that_claims_to_be_small(path):
    assert refusal(bomb(path, 200 << 20, claimed=1000)).startswith("The file is damaged")


def test_more_parts_that_are_not_small_enough_together(path, settings):
    settings.WORKBOOK_CONTENT_BYTES = 5 << 20
    assert refusal(bomb(path, 6 << 20)).startswith("Far more comes out of this file")


def test_definitions_in_its_xml(path):
    write(path, small())
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/workbook.xml":
                bomb_text = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>'
                part = bomb_text + part.replace(b"<?xml version='1.0' encoding='UTF-8'?>", b"")
            target.writestr(name, part)
    assert refusal(path).startswith("The file contains definitions that no workbook needs.")


def test_more_cells_than_a_workbook_may_have(path, settings):
    settings.WORKBOOK_CELLS = 50
    assert refusal(write(path, small())).startswith("The workbook has more than 50 cells.")


def test_a_cell_far_away_costs_nothing(path):
    write(path, small())

    def scribble(book):
        book["events"]["XFD1048576"] = "here"

    edited(path, path, scribble)
    assert faults_of(path) == [
        "Sheet “events”, row 1048576, column XFD (): The column has no heading. Give it one of the template’s, or "
        "empty its cells."
    ]


def test_a_workbook_of_pictures_alone(path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append([WriteOnlyCell(sheet, "nothing")])
    book.save(path)
    faults = faults_of(path)
    assert len(faults) == 14
    assert faults[0].startswith("Sheet “partnership”: The sheet is missing.")

"""The sheet that explains the others; imports do not read it."""

from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from exchange.sheets import SHEETS

README = "Read me"

TITLE = Font(name="Calibri", size=18, bold=True, color="082C66")
HEADING = Font(name="Calibri", size=13, bold=True, color="082C66")
BOLD = Font(name="Calibri", bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
PALE = PatternFill("solid", fgColor="EEF2F7")

STEPS = (
    "Fill the sheets from left to right: partnership, clusters, markets and organisations first, because the "
    "others refer to them.",
    "Dark headings must be filled. Blue ones may stay empty. Pale ones are for those who need them: whole "
    "columns of these may be deleted, and so may the sheets with pale tabs.",
    "Point at a heading to read what belongs there; choose from the list where a cell offers one.",
    "Several entries in one cell are separated by a semicolon and a blank: US; JP. A semicolon within an entry "
    "has a backslash before it.",
    "Days are written as 2017-06-30, countries as two letters (FR), truth as yes or no.",
    "Other sheets refer to a cluster or an organisation by its name. Where two have the same, write the "
    "country behind it: Hospital Centre (BE).",
    "Leave headings and names of sheets as they are. Do not merge cells; paste values, not formulas.",
    "Save the workbook as .xlsx and bring it in: the portal shows first what it would do, and tells of every "
    "mistake with its row and column. Until you confirm, nothing is changed.",
    "Into a partnership that is there already, rows are found again by their name, reference or code. A row "
    "that is not in the workbook is left as it is; nothing is deleted.",
    "Documents of agreements, people and their rights, submitted versions and the history stay in the portal.",
)

EXAMPLES = (
    (
        "partnership",
        "LASER-GO | Laser alliance going global | laser-go | COSME | 2016-01-01 | 2017-12-31 | - | en",
    ),
    (
        "clusters",
        "ALPHA | Cluster Alpha | FR | Nouvelle-Aquitaine | coordinator | 2016-01-01 | https://alpha.example",
    ),
    ("markets", "US | USA | US | 1"),
    ("organisations", "Photonics Valley | US | cluster | third_intermediary | | photonics; optics"),
    ("companies", "Lightworks | FR | ALPHA | Laser cutting | no"),
    (
        "events",
        "E-01 | Mission to Boston | fact-finding mission | 2017-06-12 | 2017-06-16 | Boston, USA | US | ALPHA",
    ),
    ("participations", "E-01 | Photonics Valley | attended"),
    ("meetings", "E-01 | B2B | Lightworks | Photonics Valley | held"),
    (
        "sme_cases",
        "SC-01 | Lightworks | US | 1 | 1 | Joint tests of a laser head | 1; 3 | | | Photonics Valley | cluster",
    ),
    ("declared", "b2b_meetings | US | | 24 | Final report, page 12"),
)


def write_readme(worksheet: Any) -> None:
    """How to fill the workbook, an example row of some sheets, and every column."""
    worksheet.sheet_properties.tabColor = "F2B705"
    for letter, width in zip("ABCD", (22, 26, 70, 60), strict=True):
        worksheet.column_dimensions[letter].width = width
    append = worksheet.append
    append([_cell(worksheet, "How to fill this workbook", TITLE)])
    append([_cell(worksheet, "This sheet is not read when the workbook comes in.")])
    append([])
    for number, step in enumerate(STEPS, 1):
        append([_cell(worksheet, str(number), BOLD), _cell(worksheet, step)])
    append([])
    append([_cell(worksheet, "Examples", HEADING)])
    append(
        [
            _cell(
                worksheet,
                "The cells of a row, one after the other; a stroke stands between two cells.",
            )
        ]
    )
    for name, example in EXAMPLES:
        append([_cell(worksheet, name, BOLD), _cell(worksheet, example)])
    append([])
    append([_cell(worksheet, "Sheets and columns", HEADING)])
    append(
        [
            _cell(worksheet, text, BOLD, PALE)
            for text in ("sheet", "column", "what belongs there", "form")
        ]
    )
    for sheet in SHEETS:
        append(
            [
                _cell(worksheet, sheet.name, BOLD),
                _cell(worksheet, ""),
                _cell(worksheet, sheet.about, BOLD),
            ]
        )
        for column in sheet.columns:
            if not column.is_hidden:
                must = " Must be filled." if column.is_required else ""
                cells = ("", column.header, f"{column.note}{must}", column.kind.form)
                append([_cell(worksheet, text, wraps=True) for text in cells])


def _cell(
    worksheet: Any, text: str, font: Any = None, fill: Any = None, *, wraps: bool = False
) -> Any:
    cell = WriteOnlyCell(worksheet, text)
    cell.data_type = "s"
    if font:
        cell.font = font
    if fill:
        cell.fill = fill
    if wraps:
        cell.alignment = WRAPPED
    return cell

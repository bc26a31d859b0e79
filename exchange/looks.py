"""How sheets look, and how they help whoever fills them."""

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from exchange.columns import Column
from exchange.kinds.references import Markets, Measure, Reference, References
from exchange.sheet import Sheet

NAVY, BLUE, PALE, LINE, GREY = "082C66", "2F6FB2", "EEF2F7", "C9D3DC", "4D5B67"
NAME = "Calibri"
HEAD_FONT = Font(name=NAME, bold=True, color="FFFFFF")
FURTHER_FONT = Font(name=NAME, bold=True, color=NAVY)
REQUIRED_FILL = PatternFill("solid", fgColor=NAVY)
CONTRACT_FILL = PatternFill("solid", fgColor=BLUE)
FURTHER_FILL = PatternFill("solid", fgColor=PALE)
HEAD_BORDER = Border(bottom=Side("medium", color=NAVY), right=Side("thin", color=LINE))
HEAD_ALIGNMENT = Alignment(vertical="center")
DAY_FORMAT = "yyyy-mm-dd"
TAB_REQUIRED, TAB_FURTHER = NAVY, "9FB2C8"
LAST_ROW = 20_001
"""Lists to choose from reach so far."""
LONGEST_LIST, LONGEST_TITLE, LONGEST_PROMPT = 250, 32, 250


def write_head(worksheet: Any, sheet: type[Sheet], columns: Sequence[Column]) -> None:
    """Widths, the frozen heading row with its notes, and the lists to choose from."""
    worksheet.sheet_properties.tabColor = TAB_REQUIRED if sheet.contract else TAB_FURTHER
    worksheet.freeze_panes = "B2"
    for place, column in enumerate(columns, 1):
        width = max(column.kind.width, len(column.header) + 4)
        worksheet.column_dimensions[get_column_letter(place)].width = width
        worksheet.data_validations.append(_validation(column, place))
    worksheet.row_dimensions[1].height = 24
    worksheet.append(
        [_heading(worksheet, sheet, column, place) for place, column in enumerate(columns)]
    )


def _heading(worksheet: Any, sheet: type[Sheet], column: Column, place: int) -> Any:
    cell = WriteOnlyCell(worksheet, column.header)
    is_contract = place < sheet.contract
    cell.font = HEAD_FONT if column.is_required or is_contract else FURTHER_FONT
    cell.fill = (
        REQUIRED_FILL if column.is_required else CONTRACT_FILL if is_contract else FURTHER_FILL
    )
    cell.border, cell.alignment = HEAD_BORDER, HEAD_ALIGNMENT
    cell.comment = Comment(help_for(column), "Portal", width=320, height=110)
    return cell


def help_for(column: Column) -> str:
    """What a column asks for, in a few lines."""
    lines = [column.note, f"Form: {column.kind.form}."]
    if column.is_required:
        lines.append("Must be filled.")
    return "\n".join(line for line in lines if line)


def _validation(column: Column, place: int) -> DataValidation:
    """A list where there are few words, and the help beside the cell that is being filled."""
    formula = _list(column)
    rule = DataValidation(
        type="list" if formula else None,
        formula1=formula,
        allow_blank=True,
        showErrorMessage=bool(formula and column.kind.allowed),
        errorStyle="warning",
        errorTitle="Not known",
        error=f"Choose one of the list: {', '.join(column.kind.allowed)}"[:LONGEST_PROMPT],
        showInputMessage=True,
        promptTitle=column.header[:LONGEST_TITLE],
        prompt=help_for(column)[:LONGEST_PROMPT],
    )
    letter = get_column_letter(place)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    return rule


def _list(column: Column) -> str | None:
    kind = column.kind
    words = ",".join(kind.allowed)
    if kind.allowed and len(words) <= LONGEST_LIST:
        return f'"{words}"'
    is_single = isinstance(kind, Reference) and not isinstance(kind, References | Markets | Measure)
    if is_single and kind.sheet != "reports":  # type: ignore[attr-defined]
        return f"{kind.sheet}!$A$2:$A${LAST_ROW}"  # type: ignore[attr-defined]
    return None

"""Fonts, fills and the size of rows and pages, the same on every sheet."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

NAVY, BLUE_GREY, GREY, LINE = "082C66", "EEF2F7", "4D5B67", "C9D3DC"
NAME = "Calibri"
HEAD_FONT = Font(name=NAME, bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor=NAVY)
TOTAL_FONT = LABEL_FONT = Font(name=NAME, bold=True)
TOTAL_FILL = PatternFill("solid", fgColor=BLUE_GREY)
NOTE_FONT = Font(name=NAME, size=9, color=GREY)
TITLE_FONT = Font(name=NAME, size=18, bold=True, color=NAVY)
HEADING_FONT = Font(name=NAME, size=13, bold=True, color=NAVY)
LINK_FONT = Font(name=NAME, color="0563C1", underline="single")
BELOW = Border(bottom=Side("thin", color=LINE))
AROUND_TOTAL = Border(top=Side("medium", color=NAVY), bottom=Side("medium", color=NAVY))
WRAPPED = Alignment(wrap_text=True, vertical="top")
LINE_HEIGHT = 15.0
HIGHEST = 409.0
"""Points; spreadsheets allow no higher row."""


def fit_height(
    sheet: Any, number: int, texts: Iterable[tuple[str, float]], line: float = 0
) -> None:
    """Make a row as high as its texts need, each given with the width of its column in signs.

    Some spreadsheets fit heights when they open a file and some do not; none does for merged cells.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    height = min(lines * (line or LINE_HEIGHT) + 1, HIGHEST)
    sheet.row_dimensions[number].height = height


def _lines(text: str, width: float) -> int:
    # Widths are told in digits, which are wider than most letters.
    room = max(width * 1.05 - 1, 1)
    return sum(max(ceil(len(line) / room), 1) for line in text.split("\n"))


def set_page(sheet: Any, *, landscape: bool) -> None:
    """A4, as wide as the page, with page numbers."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "Page &P / &N"

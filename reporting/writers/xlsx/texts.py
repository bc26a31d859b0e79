"""The sheets around the tables: what is reported, and what does not fit."""

from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl.styles import Alignment, Font

from common.sheets import put_text
from reporting.engine.blocks import Block, blocks
from reporting.engine.cells import Finding, ReportData
from reporting.writers.xlsx.looks import (
    HEAD_FILL,
    HEAD_FONT,
    HEADING_FONT,
    LABEL_FONT,
    LINK_FONT,
    TITLE_FONT,
    WRAPPED,
    fit_height,
    set_page,
)

WIDTH = 110
NOT_WRITTEN = "This section has not been written yet."
NO_FINDINGS = "Nothing was found that does not fit."
FINDINGS = {"Severity": 12, "Finding": 80, "Where": 40, "Claimed": 12, "Reported": 12, "Code": 24}


def write_report(sheet: Any, data: ReportData, sheets: Mapping[str, str]) -> None:
    """The facts, the way to each table, and the narrative; ``sheets`` are names by heading."""
    masthead = data.masthead
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = WIDTH
    _line(sheet, "", masthead.acronym, TITLE_FONT)
    _line(sheet, "", data.title, HEADING_FONT)
    facts = [
        ("Partnership", masthead.name),
        ("Partners", "\n".join(masthead.partners) or "No partners are entered yet."),
        ("Phase", masthead.phase),
        ("Period", masthead.period),
        ("Grant agreement", f"No. {masthead.grant_number}" if masthead.grant_number else ""),
        ("Funding agency", masthead.agency),
        ("Co-funding", masthead.cofunding_statement),
        ("Disclaimer", masthead.disclaimer),
    ]
    for label, text in facts:
        if text:
            _line(sheet, label, text)
    for position, (heading, name) in enumerate(sheets.items()):
        target = _line(sheet, "" if position else "Tables", heading)
        target.hyperlink = f"#'{name}'!A1"
        target.font = LINK_FONT
    for section in data.sections:
        _line(sheet, "", "")
        _line(sheet, "", section.title, HEADING_FONT)
        for block in blocks(section):
            _write_block(sheet, block)
        if not section.source.strip():
            _line(sheet, "", NOT_WRITTEN)
    set_page(sheet, landscape=False)


def _line(sheet: Any, label: str, text: str, font: Font | None = None) -> Any:
    number = sheet.max_row + 1 if sheet.cell(1, 2).value else 1
    name, target = sheet.cell(number, 1), sheet.cell(number, 2)
    put_text(name, label)
    put_text(target, text)
    name.font, name.alignment, target.alignment = LABEL_FONT, WRAPPED, WRAPPED
    if font:
        target.font = font
    fit_height(sheet, number, [(text, WIDTH)], line=font.size * 1.4 if font else 0)
    return target


def _write_block(sheet: Any, block: Block) -> None:
    sign = f"{block.marker}." if block.is_numbered else block.marker
    target = _line(sheet, "", f"{sign} {block.text}".strip())
    indent = 2 * int(block.is_quote) + max(block.level - 1, 0)
    target.alignment = Alignment("left", "top", wrap_text=True, indent=indent)


def write_findings(sheet: Any, findings: Iterable[Finding]) -> None:
    """One finding a row, the gravest first."""
    for position, (label, width) in enumerate(FINDINGS.items(), 1):
        head = sheet.cell(1, position)
        put_text(head, label)
        head.font, head.fill, head.alignment = HEAD_FONT, HEAD_FILL, WRAPPED
        sheet.column_dimensions[head.column_letter].width = width
    number = 1
    for number, finding in enumerate(findings, 2):
        _write_finding(sheet, number, finding)
    if number == 1:
        put_text(sheet.cell(2, 1), NO_FINDINGS)
    else:
        sheet.auto_filter.ref = f"A1:F{number}"
    sheet.freeze_panes = "A2"
    set_page(sheet, landscape=True)
    sheet.print_title_rows = "1:1"


def _write_finding(sheet: Any, number: int, finding: Finding) -> None:
    texts = {1: finding.severity, 2: finding.message, 3: finding.where, 6: finding.code}
    for position, text in texts.items():
        put_text(sheet.cell(number, position), text)
        sheet.cell(number, position).alignment = WRAPPED
    for position, value in ((4, finding.claimed), (5, finding.reported)):
        target = sheet.cell(number, position)
        target.value, target.number_format = value, "#,##0"
        target.alignment = Alignment(vertical="top")
    sized = [(texts[position], width) for position, width in ((2, 80), (3, 40), (6, 24))]
    fit_height(sheet, number, sized)

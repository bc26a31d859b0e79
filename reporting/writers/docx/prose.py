"""Narrative text of a Word document: paragraphs, lists, emphasis and quotations."""

from typing import Any

from reporting.engine.blocks import Block, Piece, blocks
from reporting.engine.cells import SectionData
from reporting.writers.docx.styles import BULLETS, add_numbered_list
from reporting.writers.docx.xml import paragraph, run

DEEPEST = 8
"""Lists go nine levels deep in Word."""


def section_xml(document: Any, section: SectionData) -> str:
    """The paragraphs of a section; the lists it counts are entered in the document."""
    lists: dict[int, int] = {}
    return "".join(_paragraph(document, block, lists) for block in blocks(section))


def _paragraph(document: Any, block: Block, lists: dict[int, int]) -> str:
    style, properties = _style(document, block, lists)
    return paragraph("".join(map(_run, block.pieces)), style, properties)


def _style(document: Any, block: Block, lists: dict[int, int]) -> tuple[str, str]:
    depth = min(block.level - 1, DEEPEST)
    if block.marker:
        numbering = _numbering(document, block, depth, lists)
        style = "ListNumber" if block.is_numbered else "ListBullet"
        entry = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbering}"/></w:numPr>'
        return "Quote" if block.is_quote else style, entry
    if block.level:
        return "ListContinue", f'<w:ind w:left="{340 * block.level}"/>'
    return "Quote" if block.is_quote else "Normal", ""


def _numbering(document: Any, block: Block, depth: int, lists: dict[int, int]) -> int:
    if not block.is_numbered:
        return BULLETS
    if block.list_number not in lists:
        start = int(block.marker)
        lists[block.list_number] = add_numbered_list(document, depth, start)
    return lists[block.list_number]


def _run(piece: Piece) -> str:
    look = ("<w:b/><w:bCs/>" if piece.bold else "") + ("<w:i/><w:iCs/>" if piece.italic else "")
    return run(piece.text, look)

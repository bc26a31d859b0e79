"""Tables of a Word document."""

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

from reporting.presentation import HeaderCell, ShownCell, ShownTable
from reporting.writers.docx.xml import attribute, paragraph, run

HEAD_FILL, TOTAL_FILL = "082C66", "EEF2F7"
SMALL = 15
"""A table of so few rows, each of a line or two, stays on one page."""
KEEP_NEXT = "<w:keepNext/>"
SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'


def table_xml(
    table: ShownTable, rows: Iterable[tuple[ShownCell, ...]], count: int, width: int
) -> Iterator[str]:
    """The table as wide as the page, in twentieths of a point, and its footnotes, in pieces.

    There are ``count`` rows; a long table keeps none of them.
    """
    widths = _widths(table, width)
    short = list(rows) if count <= SMALL else []
    keep_all = bool(short) and not _has_prose(short)
    yield _begin(table, widths)
    for position, cells in enumerate(short or rows):
        # Neither the first row nor a total stands alone on a page, nor do footnotes.
        has_more = position < count - 1 or bool(table.total or table.footnotes)
        keep = has_more and (keep_all or position in (0, count - 1))
        yield _row(cells, widths, keep=keep)
    if table.total:
        yield _row(table.total, widths, keep=bool(table.footnotes), is_total=True)
    yield f"</w:tbl>{_footnotes(table.footnotes)}"


def _begin(table: ShownTable, widths: list[int]) -> str:
    properties = (
        '<w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0{"4" if not table.total else "0"}60" w:firstRow="1" w:firstColumn="1"'
        f' w:lastRow="{int(bool(table.total))}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(table.heading)}/>"
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    head = "".join(_head(table, widths))
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}"


def _widths(table: ShownTable, width: int) -> list[int]:
    """The columns' shares of the width, which they fill to the last point."""
    edges = [0, *(round(width * share / sum(table.widths)) for share in accumulate(table.widths))]
    return [right - left for left, right in pairwise(edges)]


def _has_prose(rows: list[tuple[ShownCell, ...]]) -> bool:
    return any(cell.css == "prose" for cells in rows for cell in cells)


def _footnotes(notes: tuple[str, ...]) -> str:
    shown = [
        paragraph(run(str(number), SUPERSCRIPT) + run(f" {note}"), "TableNote")
        for number, note in enumerate(notes, 1)
    ]
    # Word wants a paragraph below every table.
    return "".join(shown) or paragraph("", "TableNote")


# Rows ---------------------------------------------------------------------------


def _tr(cells: list[str], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _td(
    content: str, width: int, *, span: int = 1, merge: str = "", fill: str = "", end: str = ""
) -> str:
    properties = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + (f'<w:vAlign w:val="{end}"/>' if end else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _head(table: ShownTable, widths: list[int]) -> list[str]:
    """One heading row, or two where columns are grouped: a heading over both is merged."""
    first: list[str] = []
    second: list[str] = []
    below = iter(table.head[1] if len(table.head) > 1 else ())
    column = 0
    for heading in table.head[0]:
        own = widths[column : column + heading.colspan]
        column += heading.colspan
        if len(table.head) > 1 and heading.rowspan > 1:
            first.append(_heading(heading, own, merge="restart"))
            second.append(_heading(HeaderCell("", ""), own, merge="continue"))
        else:
            first.append(_heading(heading, own))
            if len(table.head) > 1:
                second += [_heading(next(below), [each]) for each in own]
    return [_tr(cells, is_head=True) for cells in (first, second) if cells]


def _heading(heading: HeaderCell, widths: list[int], merge: str = "") -> str:
    style = "TableHeadNumber" if heading.css == "num" else "TableHead"
    note = run(str(heading.note), SUPERSCRIPT) if heading.note else ""
    content = paragraph(run(heading.label) + note, style)
    return _td(content, sum(widths), span=len(widths), merge=merge, fill=HEAD_FILL, end="bottom")


def _row(
    cells: tuple[ShownCell, ...], widths: list[int], *, keep: bool, is_total: bool = False
) -> str:
    fill = TOTAL_FILL if is_total else ""
    return _tr(
        [
            _td(_text(cell, keep=keep, bold=is_total or position == 0), widths[position], fill=fill)
            for position, cell in enumerate(cells)
        ]
    )


def _text(cell: ShownCell, *, keep: bool, bold: bool) -> str:
    look = "<w:b/><w:bCs/>" if bold else ""
    properties = KEEP_NEXT if keep else ""
    if len(cell.lines) < 2:
        style = "TableNumber" if cell.css == "num" else "TableText"
        return paragraph(run(cell.text.strip(), look), style, properties)
    return "".join(
        paragraph(
            run(line.text, look),
            "TableEntry" if line.is_entry or cell.css == "list" else "TableText",
            properties,
        )
        for line in cell.lines
    )

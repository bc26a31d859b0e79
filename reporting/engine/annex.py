"""The annexes of a report: the records behind each of its figures, and what was decided of findings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reporting.engine.cells import Cell, Evidence, Finding, ReportData, Row, TableData
from reporting.engine.columns import Column, Kind, format_cell, format_value
from reporting.engine.findings import Severity
from reporting.engine.registries import figures

ANNEX = "Annex"
EVIDENCE_COLUMNS = (
    Column("figure", "Figure", Kind.LONG_TEXT, width=18),
    Column("kind", "Kind of record", width=9),
    Column("record", "Record", Kind.LONG_TEXT, width=26),
    Column("date", "Date", Kind.DATE, width=10),
    Column("parties", "Parties", Kind.LIST, width=17),
    Column("source", "Source", width=15),
    Column("count", "Counts", Kind.COUNT, width=5),
)
FINDING_COLUMNS = (
    Column("severity", "Severity", width=8),
    Column("finding", "Finding", Kind.LONG_TEXT, width=28),
    Column("where", "Where", width=13),
    Column("claimed", "Stated", Kind.COUNT, width=6),
    Column("reported", "Reported", Kind.COUNT, width=7),
    Column("decision", "Decision", width=8),
    Column("reason", "Reason", Kind.LONG_TEXT, width=15),
    Column("on", "Accepted on", Kind.DATE, width=8),
    Column("by", "Accepted by", width=7),
)
NOTHING_COUNTS = "No record counts here"
TOTAL_NOTE = "The records of a total are those of its rows."


def evidence_annex(data: ReportData) -> tuple[TableData, ...]:
    """A table of records for each table with figures, in their order, and one for figures in texts.

    It is made of what the report shows, so it names nobody whom the report does not name.
    """
    zero_mark = data.masthead.zero_mark
    found = [_of_table(table, zero_mark) for table in data.tables]
    found.append(_of_texts(data, zero_mark))
    annexes = [table for table in found if table.rows]
    return tuple(replace(table, letter=f"E{n}") for n, table in enumerate(annexes, 1))


def findings_annex(findings: Iterable[Finding]) -> TableData:
    """Every finding, open or accepted: with the reason, the day and the person."""
    return TableData(
        key="findings",
        letter="",
        title="Findings and decisions",
        columns=FINDING_COLUMNS,
        rows=tuple(_finding_row(n, finding) for n, finding in enumerate(findings, 1)),
        total={},
        footnotes=(),
        empty_text="Nothing was found that does not fit.",
    )


# Evidence ----------------------------------------------------------------------------------


def _evidence_table(key: str, title: str, rows: Iterable[Row], *, has_total: bool) -> TableData:
    return TableData(
        key=f"evidence_{key}",
        letter="",
        title=title,
        columns=EVIDENCE_COLUMNS,
        rows=tuple(rows),
        total={},
        footnotes=(TOTAL_NOTE,) if has_total else (),
        empty_text=NOTHING_COUNTS,
        series=ANNEX,
    )


def _of_table(table: TableData, zero_mark: str) -> TableData:
    rows = [line for row in table.rows for line in _of_row(table, row.key, row.cells, zero_mark)]
    told = _told(table)
    untold = {
        key: cell
        for key, cell in table.total.items()
        if cell.is_figure and not told.get(key, set()) >= _records(cell)
    }
    rows += _of_row(table, "total", untold, zero_mark)
    has_total = any(
        cell.is_figure and key not in untold for key, cell in table.total.items() if rows
    )
    name = f"table {table.letter}" if table.letter else "the table"
    title = f"Evidence for {name}: {table.title}"
    return _evidence_table(table.key, title, rows, has_total=has_total)


def _told(table: TableData) -> dict[str, set[tuple[str, int]]]:
    """The records of each column's rows."""
    told: dict[str, set[tuple[str, int]]] = {}
    for row in table.rows:
        for key, cell in row.cells.items():
            told.setdefault(key, set()).update(_records(cell))
    return told


def _records(cell: Cell) -> set[tuple[str, int]]:
    return {(item.model, item.pk) for item in cell.evidence}


def _of_row(
    table: TableData, row_key: str, cells: Mapping[str, Cell], zero_mark: str
) -> Iterator[Row]:
    first = table.columns[0]
    named = format_cell(cells[first.key], first, zero_mark) if first.key in cells else "Total"
    for column in table.columns:
        cell = cells.get(column.key)
        if cell is not None and cell.is_figure:
            value = format_cell(cell, column, zero_mark)
            figure = _figure_text(f"{named} – {column.label}", value, cell)
            yield from _lines(f"{row_key}-{column.key}", figure, cell)


def _of_texts(data: ReportData, zero_mark: str) -> TableData:
    cells = {
        reference.name: reference.cell
        for section in data.sections
        for reference in section.references
    }
    rows = [
        line
        for name, cell in cells.items()
        for line in _lines(
            name,
            _figure_text(
                figures[name].label, format_value(cell.value, Kind.COUNT, zero_mark), cell
            ),
            cell,
        )
    ]
    return _evidence_table("texts", "Evidence for figures in the texts", rows, has_total=False)


def _figure_text(name: str, value: str, cell: Cell) -> str:
    if cell.declared is None:
        return f"{name}: {value}"
    return f"{name}: {value}\n(recorded {cell.recorded or 0:,}, declared {cell.declared:,})"


def _lines(key: str, figure: str, cell: Cell) -> Iterator[Row]:
    if not cell.evidence:
        cells = {column.key: Cell("") for column in EVIDENCE_COLUMNS}
        cells |= {"figure": Cell(figure), "record": Cell(NOTHING_COUNTS), "count": Cell(0)}
        yield Row(key, cells)
    for number, item in enumerate(cell.evidence, 1):
        yield Row(f"{key}-{number}", _evidence_cells(figure, item))


def _evidence_cells(figure: str, item: Evidence) -> dict[str, Cell]:
    return {
        "figure": Cell(figure),
        "kind": Cell(item.kind),
        "record": Cell("\n".join(filter(None, [item.label, item.note]))),
        "date": Cell(item.on),
        "parties": Cell(item.parties),
        "source": Cell(item.source),
        "count": Cell(item.count),
    }


# Findings ----------------------------------------------------------------------------------


def _finding_row(number: int, finding: Finding) -> Row:
    accepted = finding.accepted
    return Row(
        str(number),
        {
            "severity": Cell(Severity(finding.severity).capitalize()),
            "finding": Cell(finding.message),
            "where": Cell(finding.where),
            "claimed": _count(finding.claimed),
            "reported": _count(finding.reported),
            "decision": Cell("Accepted" if accepted else "Open"),
            "reason": Cell(accepted.reason if accepted else ""),
            "on": Cell(accepted.on if accepted else ""),
            "by": Cell(accepted.by if accepted else ""),
        },
    )


def _count(value: int | None) -> Cell:
    return Cell("") if value is None else Cell(value)

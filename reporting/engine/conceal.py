"""Applies an edition's disclosure to every text of a report, so that no table can forget it."""

from dataclasses import replace

from reporting.engine.cells import (
    Cell,
    ChartData,
    Evidence,
    Finding,
    Reference,
    ReportData,
    Row,
    SectionData,
    TableData,
    Value,
)
from reporting.engine.disclosure import Disclosure


def conceal(data: ReportData, disclosure: Disclosure) -> ReportData:
    """The same report with every hidden name replaced, wherever it stands."""
    if disclosure.is_empty:
        return data
    return _Concealer(disclosure).report(data)


def conceal_chart(chart: ChartData, disclosure: Disclosure) -> ChartData:
    """The same for a chart that stands alone."""
    return chart if disclosure.is_empty else _Concealer(disclosure).chart(chart)


def conceal_table(table: TableData, disclosure: Disclosure) -> TableData:
    """The same for a table that stands alone."""
    return table if disclosure.is_empty else _Concealer(disclosure).table(table)


class _Concealer:
    def __init__(self, disclosure: Disclosure) -> None:
        self.mask = disclosure.mask

    def report(self, data: ReportData) -> ReportData:
        parts = tuple(
            self._section(part) if isinstance(part, SectionData) else self.table(part)
            for part in data.parts
        )
        return replace(
            data,
            parts=parts,
            findings=tuple(map(self._finding, data.findings)),
            charts=tuple(map(self.chart, data.charts)),
        )

    def _section(self, section: SectionData) -> SectionData:
        return replace(
            section,
            text=self.mask(section.text),
            source=self.mask(section.source),
            references=tuple(map(self._reference, section.references)),
        )

    def _reference(self, reference: Reference) -> Reference:
        return replace(
            reference, printed=self.mask(reference.printed), cell=self._cell(reference.cell)
        )

    def table(self, table: TableData) -> TableData:
        own_notes = {column.note for column in table.columns}
        return replace(
            table,
            rows=self._rows(table.rows),
            total={key: self._cell(cell) for key, cell in table.total.items()},
            # A column's own note holds no names, and the column finds it by its words.
            footnotes=tuple(
                note if note in own_notes else self.mask(note) for note in table.footnotes
            ),
        )

    def _rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            Row(row.key, {key: self._cell(cell) for key, cell in row.cells.items()}) for row in rows
        )

    def chart(self, chart: ChartData) -> ChartData:
        return replace(chart, text=self.mask(chart.text), rows=self._rows(chart.rows))

    def _cell(self, cell: Cell) -> Cell:
        value, printed = self._value(cell.value), self.mask(cell.printed)
        if not cell.evidence and value == cell.value and printed == cell.printed:
            return cell
        return replace(
            cell, value=value, printed=printed, evidence=tuple(map(self._evidence, cell.evidence))
        )

    def _value(self, value: Value) -> Value:
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, tuple):
            return tuple(self.mask(entry) if isinstance(entry, str) else entry for entry in value)  # type: ignore[return-value]
        return value

    def _evidence(self, evidence: Evidence) -> Evidence:
        return replace(
            evidence,
            label=self.mask(evidence.label),
            note=self.mask(evidence.note),
            on=self.mask(evidence.on) if isinstance(evidence.on, str) else evidence.on,
            parties=tuple(map(self.mask, evidence.parties)),
            source=self.mask(evidence.source),
        )

    def _finding(self, finding: Finding) -> Finding:
        accepted = finding.accepted
        return replace(
            finding,
            message=self.mask(finding.message),
            where=self.mask(finding.where),
            accepted=accepted and replace(accepted, reason=self.mask(accepted.reason)),
        )

"""A comparison in numbers, and in one line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from reporting.comparison.changes import CellChange, Change, Comparison, RowChange


@dataclass(frozen=True, slots=True)
class Summary:
    """How much changed. Figures are numbers in rows and totals; entries are other cells."""

    figures: int = 0
    figures_with_other_records: int = 0
    entries: int = 0
    rows_came: int = 0
    rows_went: int = 0
    records_came: int = 0
    records_went: int = 0
    records_changed: int = 0
    records_moved: int = 0
    sentences_changed: int = 0
    sentences_came: int = 0
    sentences_went: int = 0
    findings_came: int = 0
    findings_went: int = 0
    findings_changed: int = 0
    tables_came: int = 0
    tables_went: int = 0
    facts: int = 0

    @property
    def line(self) -> str:
        """For example “12 figures changed, 3 records came, 1 went; 4 sentences changed”."""
        groups = (
            self._figures(),
            _told("row", came=self.rows_came, went=self.rows_went),
            self._records(),
            _told(
                "sentence",
                changed=self.sentences_changed,
                came=self.sentences_came,
                went=self.sentences_went,
            ),
            _told(
                "finding",
                came=self.findings_came,
                went=self.findings_went,
                changed=self.findings_changed,
            ),
            _told("table", came=self.tables_came, went=self.tables_went),
            _told(
                "fact of the head, headings or notes",
                "facts of the head, headings or notes",
                changed=self.facts,
            ),
        )
        return "; ".join(filter(None, groups)) or "Nothing changed"

    def _figures(self) -> str:
        parts = [
            _told("figure", changed=self.figures),
            _told("entry", "entries", changed=self.entries),
        ]
        if self.figures_with_other_records:
            number = self.figures_with_other_records
            keeps = "figure keeps its value" if number == 1 else "figures keep their values"
            parts.append(f"{number:,} {keeps} with other records")
        return ", ".join(filter(None, parts))

    def _records(self) -> str:
        return _told(
            "record",
            came=self.records_came,
            went=self.records_went,
            changed=self.records_changed,
            moved=self.records_moved,
        )


def _told(noun: str, plural: str = "", **numbers: int) -> str:
    """“3 records came, 1 went”: the noun stands with the first number alone."""
    parts: list[str] = []
    for verb, number in numbers.items():
        if number:
            word = noun if number == 1 else plural or f"{noun}s"
            parts.append(f"{number:,} {verb}" if parts else f"{number:,} {word} {verb}")
    return ", ".join(parts)


def summarise(comparison: Comparison) -> Summary:
    """Count what changed."""
    cells = list(_changed_cells(comparison))
    figures = [cell for cell in cells if cell.is_figure]
    rows = [row for table in comparison.tables for row in table.rows]
    sentences = [s for section in comparison.sections for s in section.sentences]
    return Summary(
        figures=sum(not cell.is_same_text for cell in figures),
        figures_with_other_records=sum(cell.is_same_text for cell in figures),
        entries=len(cells) - len(figures),
        rows_came=_count(rows, Change.CAME),
        rows_went=_count(rows, Change.WENT),
        records_came=comparison.records.get("came", 0),
        records_went=comparison.records.get("went", 0),
        records_changed=comparison.records.get("changed", 0),
        records_moved=comparison.records.get("moved", 0),
        sentences_changed=_count(sentences, Change.CHANGED),
        sentences_came=_count(sentences, Change.CAME),
        sentences_went=_count(sentences, Change.WENT),
        findings_came=_count(comparison.findings, Change.CAME),
        findings_went=_count(comparison.findings, Change.WENT),
        findings_changed=_count(comparison.findings, Change.CHANGED),
        tables_came=_count(comparison.tables, Change.CAME),
        tables_went=_count(comparison.tables, Change.WENT),
        facts=len(comparison.facts) + sum(len(table.facts) for table in comparison.tables),
    )


def as_numbers(summary: Summary) -> dict[str, int]:
    """The numbers by name."""
    return {field.name: getattr(summary, field.name) for field in fields(summary)}


def _changed_cells(comparison: Comparison) -> Iterator[CellChange]:
    for table in comparison.tables:
        rows: Iterable[RowChange] = filter(None, [*table.rows, table.total])
        for row in rows:
            if row.change is Change.CHANGED:
                yield from row.cells


def _count(changes: Iterable[object], wanted: Change) -> int:
    return sum(getattr(change, "change", None) is wanted for change in changes)

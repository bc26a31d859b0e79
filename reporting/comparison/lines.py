"""A comparison as a list of changes, one a line, and as JSON."""

import io
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, fields
from typing import Any

from common.sheets import csv_writer
from reporting.comparison.changes import CellChange, Change, Comparison, RowChange, TableChange
from reporting.comparison.summary import as_numbers, summarise


@dataclass(frozen=True, slots=True)
class Line:
    """One change: where it is, what it is about, and how it read before and after."""

    part: str
    place: str
    row: str = ""
    column: str = ""
    change: str = Change.CHANGED.value
    before: str = ""
    after: str = ""
    difference: str = ""
    record: str = ""


def lines(comparison: Comparison) -> Iterator[Line]:
    """Every change, in the order of the report."""
    for fact in comparison.facts:
        yield Line("head", fact.label, before=fact.before, after=fact.after)
    for section in comparison.sections:
        for sentence in section.sentences:
            if sentence.change is not Change.SAME:
                yield Line(
                    "text",
                    section.title,
                    change=sentence.change.value,
                    before=sentence.before,
                    after=sentence.after,
                )
    for table in comparison.tables:
        yield from _of_table(table)
    for finding in comparison.findings:
        before = "" if finding.change is Change.CAME else finding.message
        after = "" if finding.change is Change.WENT else finding.message
        yield Line(
            "finding", finding.where, change=finding.change.value, before=before, after=after
        )


def _of_table(table: TableChange) -> Iterator[Line]:
    if table.change in (Change.CAME, Change.WENT):
        yield Line("table", table.title, change=table.change.value)
    for fact in table.facts:
        yield Line("table", table.title, column=fact.label, before=fact.before, after=fact.after)
    for row in (*table.changed_rows, *filter(None, [table.total])):
        yield from _of_row(table, row)


def _of_row(table: TableChange, row: RowChange) -> Iterator[Line]:
    for cell in row.cells:
        if cell.is_same_text and not cell.facts and not cell.records:
            continue
        if not cell.is_same_text or cell.facts:
            yield Line(
                "cell",
                table.title,
                row.title,
                cell.label,
                row.change.value,
                cell.before,
                cell.after,
                signed(cell.difference),
                "; ".join(f"{fact.label}: {fact.before} → {fact.after}" for fact in cell.facts),
            )
        yield from _of_records(table, row, cell)


def _of_records(table: TableChange, row: RowChange, cell: CellChange) -> Iterator[Line]:
    for record in cell.records:
        told = [(fact.before, fact.after) for fact in record.differences]
        before, after = ("; ".join(side) for side in zip(*told, strict=True)) if told else ("", "")
        number = "" if record.pk is None else f" {record.pk}"
        name = f"{record.kind}{number}: {record.label}"
        yield Line(
            "record",
            table.title,
            row.title,
            cell.label,
            record.change.value,
            before,
            after,
            "",
            name,
        )


def signed(difference: float | int | None) -> str:
    """A difference with its sign; nothing where there is none."""
    return f"{difference:+,}" if difference else ""


def as_csv(comparison: Comparison) -> bytes:
    """Every change as CSV, UTF-8 with a byte order mark."""
    buffer = io.StringIO()
    writer = csv_writer(buffer, with_signed_numbers=True)
    writer.writerow([field.name for field in fields(Line)])
    writer.writerows(astuple(line) for line in lines(comparison))
    return buffer.getvalue().encode("utf-8-sig")


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values; what did not change is left out."""
    summary = summarise(comparison)
    return {
        "summary": {"line": summary.line, **as_numbers(summary)},
        "changes": [asdict(line) for line in lines(comparison)],
    }

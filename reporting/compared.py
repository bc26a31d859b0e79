"""A comparison as a page shows it: limited, with words marked and records linked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reporting.comparison.changes import (
    CellChange,
    Change,
    Comparison,
    FactChange,
    FindingChange,
    RecordChange,
    RowChange,
    SectionChange,
    SentenceChange,
    TableChange,
)
from reporting.comparison.lines import signed
from reporting.comparison.summary import Summary, summarise
from reporting.comparison.words import Piece, mark_words
from reporting.engine.cells import Evidence
from reporting.engine.markup import plain_text
from reporting.kinds import MODELS

ROWS_AT_MOST = 50
"""Rows of one table on the page; the file of all changes holds the others."""
RECORDS_AT_MOST = 20

FACTS = {
    "title": "Title",
    "cofunding_statement": "Co-funding statement",
    "zero_mark": "Mark of a figure of nothing",
    "grant_number": "Grant agreement",
    "agency": "Funding agency",
    "note": "Note below the table",
    "column": "Column",
}
BADGES = {Change.CAME: "New", Change.WENT: "Gone", Change.CHANGED: "Changed", Change.SAME: ""}

Address = Callable[[Evidence], str]


@dataclass(frozen=True)
class ShownFact:
    """A fact with its words marked."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ShownSentence:
    """A sentence with its words marked; or, without a badge, so many unchanged ones."""

    badge: str
    pieces: list[Piece]
    unchanged: int = 0


@dataclass(frozen=True)
class ShownSection:
    """A narrative section."""

    title: str
    badge: str
    sentences: list[ShownSentence]


@dataclass(frozen=True)
class ShownRecord:
    """A record behind a figure; ``url`` is empty for whoever may not go there."""

    badge: str
    kind: str
    label: str
    note: str
    count: int
    url: str
    facts: list[ShownFact]


@dataclass(frozen=True)
class ShownCell:
    """A cell: its words marked before and after, or a number with its difference."""

    label: str
    is_figure: bool
    before: list[Piece]
    after: list[Piece]
    difference: str
    facts: list[ShownFact]
    records: list[ShownRecord]
    further_records: int


@dataclass(frozen=True)
class ShownRow:
    """A row; ``is_changed`` tells that its cells are those that changed, otherwise they are all."""

    title: str
    badge: str
    is_changed: bool
    cells: list[ShownCell]


@dataclass(frozen=True)
class ShownTable:
    """A table with at most so many rows, and how many more there are."""

    key: str
    title: str
    badge: str
    facts: list[ShownFact]
    rows: list[ShownRow]
    further_rows: int


@dataclass(frozen=True)
class ShownFinding:
    """A finding that came, went or was accepted meanwhile."""

    badge: str
    severity: str
    message: str
    where: str
    facts: list[ShownFact]


@dataclass(frozen=True)
class ShownComparison:
    """Everything that the page shows; ``is_empty`` where nothing differs."""

    summary: Summary
    is_empty: bool
    facts: list[ShownFact]
    sections: list[ShownSection]
    tables: list[ShownTable]
    findings: list[ShownFinding]


def show_comparison(
    comparison: Comparison, address: Address, *, everything: bool
) -> ShownComparison:
    """The comparison for a template; unchanged parts only where ``everything`` is asked for."""
    sections = [s for s in comparison.sections if everything or s.change is not Change.SAME]
    tables = [t for t in comparison.tables if everything or t.change is not Change.SAME]
    return ShownComparison(
        summary=summarise(comparison),
        is_empty=comparison.is_empty,
        facts=_facts(comparison.facts),
        sections=[_section(section, everything=everything) for section in sections],
        tables=[_table(table, address) for table in tables],
        findings=[_finding(finding) for finding in comparison.findings],
    )


def _facts(facts: Sequence[FactChange]) -> list[ShownFact]:
    return [
        ShownFact(
            FACTS.get(fact.label, fact.label.replace("_", " ").capitalize()),
            mark_words(fact.before, fact.after),
        )
        for fact in facts
    ]


# Texts ---------------------------------------------------------------------------------------


def _section(section: SectionChange, *, everything: bool) -> ShownSection:
    sentences = list(_sentences(section.sentences, everything=everything))
    return ShownSection(section.title, BADGES[section.change], sentences)


def _sentences(sentences: Sequence[SentenceChange], *, everything: bool) -> Iterator[ShownSentence]:
    for is_same, lot in groupby(sentences, key=lambda each: each.change is Change.SAME):
        if is_same and not everything:
            yield ShownSentence("", [], unchanged=len(list(lot)))
        else:
            yield from map(_sentence, lot)


def _sentence(sentence: SentenceChange) -> ShownSentence:
    before, after = plain_text(sentence.before), plain_text(sentence.after)
    badge = BADGES[sentence.change]
    if sentence.change is Change.CHANGED and before == after:
        badge = "Changed in its emphasis"
    return ShownSentence(badge, mark_words(before, after))


# Tables --------------------------------------------------------------------------------------


def _table(table: TableChange, address: Address) -> ShownTable:
    rows = [*table.rows, *filter(None, [table.total])]
    shown = rows if len(rows) <= ROWS_AT_MOST else rows[: ROWS_AT_MOST - 1] + rows[-1:]
    return ShownTable(
        key=table.key,
        title=table.title,
        badge=BADGES[table.change] if table.change is not Change.CHANGED else "",
        facts=_facts(table.facts),
        rows=[_row(row, address) for row in shown],
        further_rows=len(rows) - len(shown),
    )


def _row(row: RowChange, address: Address) -> ShownRow:
    is_changed = row.change is Change.CHANGED
    cells = [cell for cell in row.cells if is_changed or cell.before or cell.after]
    return ShownRow(
        title=row.title,
        badge="" if is_changed else BADGES[row.change],
        is_changed=is_changed,
        cells=[_cell(cell, address) for cell in cells],
    )


def _cell(cell: CellChange, address: Address) -> ShownCell:
    if cell.is_figure:
        before, after = [(Change.SAME, cell.before)], [(Change.SAME, cell.after)]
    else:
        pieces = mark_words(cell.before, cell.after)
        before = [piece for piece in pieces if piece[0] is not Change.CAME]
        after = [piece for piece in pieces if piece[0] is not Change.WENT]
    return ShownCell(
        label=cell.label,
        is_figure=cell.is_figure,
        before=before,
        after=after,
        difference=signed(cell.difference),
        facts=_facts(cell.facts),
        records=[_record(record, address) for record in cell.records[:RECORDS_AT_MOST]],
        further_records=max(len(cell.records) - RECORDS_AT_MOST, 0),
    )


def _record(record: RecordChange, address: Address) -> ShownRecord:
    url = ""
    if record.pk is not None and record.kind in MODELS:
        url = address(Evidence(MODELS[record.kind], record.pk, record.kind, record.label))
    return ShownRecord(
        badge=BADGES[record.change],
        kind=record.kind,
        label=record.label,
        note=record.note,
        count=record.count,
        url=url,
        facts=_facts(record.differences),
    )


def _finding(finding: FindingChange) -> ShownFinding:
    return ShownFinding(
        badge=BADGES[finding.change],
        severity=finding.severity,
        message=finding.message,
        where=finding.where,
        facts=_facts(finding.facts),
    )

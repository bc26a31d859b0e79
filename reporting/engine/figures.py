"""Figures: what is counted, and how recorded and declared counts become the reported one.

A figure lists the records it counts, each with the rows (markets) it counts in. Everything else is
arithmetic that stands here once: the value of a row, the total, the evidence and the notes.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from common.measures import Measure, measures
from reporting.engine.cells import Cell, Evidence
from reporting.engine.registries import figures

ALL = "ALL"
"""Key of the row for what concerns all target markets at once."""


class TotalRule(StrEnum):
    """How the values of the rows make a total."""

    DISTINCT = "distinct"
    """A record that counts in several rows counts once in the total, and a note says so."""
    SUM = "sum"
    """The rows are summed; where a record counts in several rows, a note tells the distinct number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that a figure counts, and the rows it counts in (none: no market)."""

    evidence: Evidence
    rows: tuple[str, ...] = ()
    event: int | None = None
    group: str = ""
    name: str = ""

    @property
    def identity(self) -> Hashable:
        """Tells whether two entries are the same record."""
        return (self.evidence.model, self.evidence.pk)


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared count and the row it belongs to; ``event`` where it replaces that event's count."""

    value: int
    evidence: Evidence
    row: str = ""
    event: int | None = None


@dataclass(frozen=True)
class FigureValue:
    """A figure computed for one partnership and period."""

    key: str
    label: str
    rows: Mapping[str, Cell]
    total: Cell
    notes: tuple[str, ...] = ()
    groups: Mapping[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def row(self, key: str) -> Cell:
        """The cell of a row; of a row where nothing counts, an empty figure."""
        return self.rows.get(key, NOTHING)


NOTHING = Cell(value=0, recorded=0)


@dataclass(frozen=True)
class Figure:
    """A registered figure: its name, its words and the records it counts.

    ``count(scope)`` lists the entries. ``fully_recorded`` tells that every one of them should be in
    the records, so that a declared value that differs is a finding. ``things`` is what the entries
    are, for notes (“organisations”).
    """

    key: str
    label: str
    count: Callable[[Any], Iterable[Entry]]
    by_market: bool = True
    by_event: bool = False
    declarable: bool = True
    fully_recorded: bool = False
    total: TotalRule = TotalRule.DISTINCT
    things: str = "records"


def add_figure(figure: Figure) -> Figure:
    """Register a figure, and its name as a measure that records may refer to."""
    figures.add(figure.key, figure)
    measures.add(
        Measure(
            name=figure.key,
            label=figure.label,
            by_market=figure.by_market,
            by_event=figure.by_event,
            declarable=figure.declarable,
        )
    )
    return figure


def compute(figure: Figure, entries: Sequence[Entry], declared: Sequence[Declared]) -> FigureValue:
    """The figure's value by row and in total, from what it counts and what is declared."""
    groups: dict[str, int] = {}
    for entry in _distinct(entries):
        if entry.group:
            groups[entry.group] = groups.get(entry.group, 0) + entry.evidence.count
    names = tuple(dict.fromkeys(entry.name for entry in entries if entry.name))
    if not figure.by_market:
        total = _cell(entries, declared)
        return FigureValue(figure.key, figure.label, {}, total, groups=groups, names=names)
    rows = _row_cells(entries, declared)
    total, notes = _total(figure, entries, declared, rows)
    return FigureValue(figure.key, figure.label, rows, total, notes, groups, names)


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    return list({entry.identity: entry for entry in entries}.values())


def _sum(entries: Iterable[Entry]) -> int:
    return sum(entry.evidence.count for entry in _distinct(entries))


def _cell(entries: Sequence[Entry], declared: Sequence[Declared]) -> Cell:
    """Declared for the place as a whole replaces all; declared for an event only that event's."""
    recorded = _sum(entries)
    evidence = tuple(entry.evidence for entry in _distinct(entries))
    evidence += tuple(item.evidence for item in declared)
    of_place = [item.value for item in declared if item.event is None]
    of_events = {item.event: item.value for item in declared if item.event is not None}
    if of_place:
        value = sum(of_place)
    elif of_events:
        value = _sum(e for e in entries if e.event not in of_events) + sum(of_events.values())
    else:
        return Cell(value=recorded, recorded=recorded, evidence=evidence)
    return Cell(value=value, recorded=recorded, declared=value, evidence=evidence)


def _row_cells(entries: Sequence[Entry], declared: Sequence[Declared]) -> dict[str, Cell]:
    by_row: dict[str, list[Entry]] = {}
    for entry in entries:
        for row in entry.rows:
            by_row.setdefault(row, []).append(entry)
    declared_by_row: dict[str, list[Declared]] = {}
    for item in declared:
        declared_by_row.setdefault(item.row, []).append(item)
    replaced = {item.event: item.row for item in declared if item.event is not None}
    cells = {}
    for row in {**dict.fromkeys(by_row), **dict.fromkeys(declared_by_row)}:
        # A count declared for an event of several markets stands in one row and replaces what was
        # recorded of that event in all others.
        here = [
            entry
            for entry in by_row.get(row, [])
            if entry.event not in replaced or replaced[entry.event] == row
        ]
        cells[row] = _cell(here, declared_by_row.get(row, []))
    return cells


def _total(
    figure: Figure,
    entries: Sequence[Entry],
    declared: Sequence[Declared],
    rows: Mapping[str, Cell],
) -> tuple[Cell, tuple[str, ...]]:
    total = sum(cell.number for cell in rows.values())
    distinct = _distinct(entries)
    several = [entry for entry in _merge_rows(entries) if len(entry.rows) > 1]
    recorded = sum(cell.recorded or 0 for cell in rows.values())
    if figure.total is TotalRule.SUM:
        notes = _sum_notes(figure, several, distinct, declared)
    else:
        recorded = _sum(entries)
        replaced = {item.row for item in declared if item.event is None}
        for entry in several:
            counted = [row for row in entry.rows if row not in replaced]
            total -= entry.evidence.count * max(len(counted) - 1, 0)
        notes = _distinct_notes(figure, several)
    is_declared = any(cell.declared is not None for cell in rows.values())
    evidence = tuple(entry.evidence for entry in distinct)
    evidence += tuple(item.evidence for item in declared)
    cell = Cell(
        value=total,
        recorded=recorded,
        declared=total if is_declared else None,
        evidence=evidence,
    )
    return cell, notes


def _merge_rows(entries: Sequence[Entry]) -> list[Entry]:
    """One entry a record, with all the rows that any of its entries counts in."""
    rows: dict[Hashable, tuple[str, ...]] = {}
    for entry in entries:
        rows[entry.identity] = tuple(dict.fromkeys((*rows.get(entry.identity, ()), *entry.rows)))
    return [Entry(entry.evidence, rows[entry.identity]) for entry in _distinct(entries)]


def _sum_notes(
    figure: Figure, several: list[Entry], distinct: list[Entry], declared: Sequence[Declared]
) -> tuple[str, ...]:
    if not several:
        return ()
    scope = "recorded " if declared else ""
    return (
        f"{figure.label}: {len(several)} of the {len(distinct)} distinct {scope}{figure.things} "
        f"{'counts' if len(several) == 1 else 'count'} in more than one row; "
        "the total is the sum of the rows.",
    )


def _distinct_notes(figure: Figure, repeated: list[Entry]) -> tuple[str, ...]:
    if not repeated:
        return ()
    number = sum(entry.evidence.count for entry in repeated)
    verb = "counts" if number == 1 else "count"
    return (f"{figure.label}: {number} {verb} in several rows, and once in the total.",)

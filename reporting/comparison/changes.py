"""Changes as frozen data: of facts, sentences, rows, cells, records and findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Number = int | float


class Change(StrEnum):
    """What became of something."""

    SAME = "same"
    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of the whole or of a part that reads otherwise: what it is, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence, as Markdown; ``opens`` tells that a paragraph begins with it."""

    change: Change
    before: str
    after: str
    opens: bool = False


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A narrative section with all its sentences, the unchanged ones too."""

    key: str
    title: str
    change: Change
    sentences: tuple[SentenceChange, ...]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record behind a figure that came, went, or reads otherwise.

    ``pk`` is None where the edition does not tell which record it is.
    """

    change: Change
    kind: str
    pk: int | None
    label: str
    count: int
    note: str
    differences: tuple[FactChange, ...] = ()


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that changed, as text and, of numbers, by how much; with the records behind it."""

    column: str
    label: str
    kind: str
    before: str
    after: str
    difference: Number | None = None
    facts: tuple[FactChange, ...] = ()
    records: tuple[RecordChange, ...] = ()

    @property
    def is_figure(self) -> bool:
        """Whether it is a number."""
        return self.kind in ("count", "number", "percent")

    @property
    def is_same_text(self) -> bool:
        """Whether it reads as before, and only what is behind it changed."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table; of a changed one the cells that changed, of every other all of them."""

    key: str
    title: str
    change: Change
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table: what changed in its head and notes, its rows and its total."""

    key: str
    title: str
    change: Change
    facts: tuple[FactChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    total: RowChange | None = None

    @property
    def changed_rows(self) -> tuple[RowChange, ...]:
        """The rows that came, went or changed."""
        return tuple(row for row in self.rows if row.change is not Change.SAME)


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that came, went, or was accepted or reopened meanwhile."""

    change: Change
    severity: str
    message: str
    where: str
    facts: tuple[FactChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two states of a report.

    ``records`` counts distinct records of the whole report: those that came, went or changed, and
    under ``moved`` those that count in other figures than before.
    """

    facts: tuple[FactChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    tables: tuple[TableChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()
    records: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        parts: tuple[Any, ...] = (*self.sections, *self.tables)
        return not self.facts and not self.findings and all(p.change is Change.SAME for p in parts)

"""The frozen data that a report is made of; writers read it and nothing else."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Value = int | str | Decimal | date | tuple[int, ...] | tuple[str, ...]
"""What a cell may hold; nothing unknown is None: an unknown text is empty."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record behind a figure: what it is, how it reads and how much it adds.

    ``on`` is its day, or its days in words; ``parties`` are those who take part in it, beside whom
    the label names; ``source`` tells where it comes from.
    """

    model: str
    pk: int
    kind: str
    label: str
    note: str = ""
    count: int = 1
    is_nameless: bool = False
    """Whether its number must not tell which record it is, where that is named elsewhere."""
    on: date | str = ""
    parties: tuple[str, ...] = ()
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        """The evidence as the public JSON shows it."""
        number = {} if self.is_nameless else {"id": self.pk}
        shown: dict[str, Any] = {
            "kind": self.kind,
            **number,
            "label": self.label,
            "count": self.count,
        }
        known: dict[str, Any] = {
            "note": self.note,
            "date": self.on.isoformat() if isinstance(self.on, date) else self.on,
            "parties": list(self.parties),
            "source": self.source,
        }
        return shown | {key: value for key, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, and for a figure what was recorded, what declared, and the evidence.

    ``printed`` is the text to show where the data itself says so; otherwise writers format the
    value by the kind of its column.
    """

    value: Value
    printed: str = ""
    recorded: int | None = None
    declared: int | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def number(self) -> int:
        """The value of a count; raises ``TypeError`` for a cell of another kind."""
        if not isinstance(self.value, int):
            raise TypeError(f"A count was expected, not {self.value!r}.")
        return self.value

    @property
    def is_figure(self) -> bool:
        """Whether records are counted in it, or measured it."""
        return self.recorded is not None or bool(self.evidence)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its key, unique in the table, and its cells by column key."""

    key: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class TableData:
    """A table with all its data; ``total`` is empty where the table has no total row.

    ``series`` is the word before its letter.
    """

    key: str
    letter: str
    title: str
    columns: tuple["Any", ...]
    rows: tuple[Row, ...]
    total: Mapping[str, Cell]
    footnotes: tuple[str, ...]
    empty_text: str
    series: str = "Table"

    @property
    def heading(self) -> str:
        """Its title as documents print it: ``Table A. Events``."""
        return f"{self.series} {self.letter}. {self.title}" if self.letter else self.title


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart with all its data; its picture is made from them and from nothing else.

    ``text`` tells in words what the picture shows. ``after`` is the key of the section or table
    that it follows.
    """

    key: str
    title: str
    text: str
    after: str
    columns: tuple["Any", ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure reference in a text, resolved: what it prints and the figure behind it."""

    name: str
    view: str
    printed: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class SectionData:
    """A narrative section: its text with every figure filled in, and the references by position.

    ``source`` keeps the text with marks in place of the references, for writers that make each
    figure open its evidence.
    """

    key: str
    title: str
    text: str
    source: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding may stay as it is, since when, and in the agency's edition by whom."""

    reason: str
    on: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit: what, how grave, where, and the record it concerns.

    ``others`` are further records that it concerns. ``values`` tell it apart from other findings
    about the same record; like ``claimed`` and ``reported`` they make it another finding when they
    change.
    """

    code: str
    severity: str
    message: str
    where: str
    claimed: int | None = None
    reported: int | None = None
    model: str = ""
    pk: int = 0
    others: tuple[tuple[str, int], ...] = ()
    values: tuple[str, ...] = ()
    accepted: Acceptance | None = None

    @property
    def subjects(self) -> tuple[tuple[str, int], ...]:
        """Model and primary key of each record that it concerns, the one to mend first."""
        return ((self.model, self.pk), *self.others)

    @property
    def key(self) -> str:
        """The same as long as it is about the same records with the same values, however worded."""
        about = [self.code, self.subjects, self.claimed, self.reported, self.values]
        return hashlib.sha256(json.dumps(about).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """The finding as the public JSON shows it."""
        shown: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "where": self.where,
        }
        if self.claimed is not None:
            shown["claimed"] = self.claimed
        if self.reported is not None:
            shown["reported"] = self.reported
        if self.accepted is not None:
            shown["accepted"] = {
                "reason": self.accepted.reason,
                "on": self.accepted.on.isoformat(),
            }
            if self.accepted.by:
                shown["accepted"]["by"] = self.accepted.by
        return shown


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands at the head and foot of every page."""

    partnership: str
    acronym: str
    name: str
    phase: str
    language: str
    zero_mark: str
    partners: tuple[str, ...]
    agency: str
    grant_number: str
    period: str
    cofunding_statement: str
    disclaimer: str
    emblem: str
    website: str
    as_of: str
    verification: str = field(default="", metadata={"is_hashed": False})
    """Where a submitted file can be verified; of a file that was not submitted, nothing."""


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything that a document shows; equal data makes equal files."""

    document: str
    title: str
    edition: str
    masthead: Masthead
    parts: tuple[SectionData | TableData, ...]
    findings: tuple[Finding, ...] = field(default=())
    charts: tuple[ChartData, ...] = field(default=())
    annex: tuple[TableData, ...] = field(default=(), metadata={"is_hashed": False})
    """Tables after the others, made of what they and the findings tell; see ``engine.annex``."""
    report_key: str = field(default="", metadata={"is_hashed": False})
    """Which report of the document it is; of data made without a report, nothing."""

    @property
    def sections(self) -> tuple[SectionData, ...]:
        """The narrative sections, in order."""
        return tuple(part for part in self.parts if isinstance(part, SectionData))

    @property
    def tables(self) -> tuple[TableData, ...]:
        """The tables, in order."""
        return tuple(part for part in self.parts if isinstance(part, TableData))

    @property
    def printed_tables(self) -> tuple[TableData, ...]:
        """The tables and then the annex, for formats that do not show evidence otherwise."""
        return self.tables + self.annex

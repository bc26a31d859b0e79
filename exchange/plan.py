"""What an import would do: create, change, leave; and what must be mended before."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exchange.book import Book, read_book
from exchange.faults import Fault, Place
from exchange.filling import Filler, RowPlan
from exchange.loading import load_store
from exchange.permissions import faults_of_rights
from exchange.rules import check_drafts
from exchange.sheets import SHEETS
from exchange.store import Store
from partnership.models import Partnership
from reporting.engine.progress import Progress, silent

SHORTEST = 160
"""Signs of a value that a preview shows."""


@dataclass
class Plan:
    """An import before it is done."""

    store: Store
    rows: list[RowPlan]
    faults: list[Fault]
    notes: list[str] = field(default_factory=list)

    @property
    def is_possible(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to do."""
        return any(row.creates or row.changes for row in self.rows)

    def counts(self) -> dict[str, Counter[str]]:
        """How many rows of each sheet are created, changed and left."""
        found: dict[str, Counter[str]] = {}
        for row in self.rows:
            found.setdefault(row.sheet, Counter())[what_of(row)] += 1
        return {sheet.name: found[sheet.name] for sheet in SHEETS if sheet.name in found}

    def as_json(self) -> dict[str, Any]:
        """The preview as plain values: counts, the rows that create or change, notes and faults."""
        rows = sorted(self.rows, key=lambda row: (_order(row.sheet), row.number))
        return {
            "counts": {name: dict(counts) for name, counts in self.counts().items()},
            "rows": [_row(row) for row in rows if what_of(row) != "left"],
            "notes": self.notes,
            "faults": [fault.as_json() for fault in self.faults],
        }

    def digest(self) -> str:
        """The same as long as the import would do the same."""
        told = self.as_json()
        return hashlib.sha256(json.dumps([told["counts"], told["rows"]]).encode()).hexdigest()


def what_of(row: RowPlan) -> str:
    """Whether a row is created, changed or left."""
    return "created" if row.creates else "changed" if row.changes else "left"


def make_plan(
    path: Path, *, partnership: Partnership | None, by: Any, progress: Progress = silent
) -> Plan:
    """Read a workbook and compare it with what is there. Changes nothing.

    ``by`` is whoever imports, None for the administrator at the command line. Raises
    ``NotAWorkbook`` where the file is none.
    """
    book = read_book(path, progress)
    store = load_store(partnership)
    stranger = _of_another(book, partnership)
    if stranger:
        return Plan(store, [], [*book.faults, stranger], book.notes)
    filler = Filler(book, store, progress)
    filler.fill()
    faults = filler.faults
    if (
        not any(fault.place.sheet == "partnership" for fault in faults)
        and store.partnership is None
    ):
        faults.append(Fault(Place("partnership"), "The sheet has no row. Enter the partnership."))
    faults += check_drafts(store, progress)
    if by is not None:
        faults += faults_of_rights(by, store)
    return Plan(store, filler.rows, _in_order(faults), [*book.notes, *store.notes])


def _of_another(book: Book, partnership: Partnership | None) -> Fault | None:
    """What is wrong where the workbook is of another partnership than the one that is meant."""
    table = book.tables.get("partnership")
    if table is None or "slug" not in table.columns:
        return None
    if len(table.rows) > 1:
        place = table.place(table.rows[1].number)
        return Fault(
            place,
            "A workbook holds one partnership. Delete this row, or move it to a workbook of its own.",
        )
    raw = table.rows[0].cells.get("slug") if table.rows else None
    slug = str(raw.value).strip() if raw is not None and isinstance(raw.value, str) else ""
    place = table.place(table.rows[0].number, "slug") if table.rows else Place("partnership")
    if partnership is not None and slug and slug != partnership.slug:
        return Fault(
            place,
            f"This workbook is of “{slug}”, and you import it into “{partnership.slug}”. Choose the other one, or "
            "correct the slug.",
        )
    if partnership is None and slug and Partnership.objects.filter(slug=slug).exists():
        return Fault(
            place,
            f"The portal has the partnership “{slug}” already. Import the workbook into it to change it, or write "
            "another slug.",
        )
    return None


def _in_order(faults: list[Fault]) -> list[Fault]:
    unique = dict.fromkeys(faults)
    return sorted(
        unique, key=lambda fault: (_order(fault.place.sheet), fault.place.row, fault.place.column)
    )


def _order(name: str) -> int:
    names = [sheet.name for sheet in SHEETS]
    return names.index(name) if name in names else -1


def _row(row: RowPlan) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.number,
        "label": row.label,
        "what": what_of(row),
        "changes": [
            {"header": change.header, "old": _short(change.old), "new": _short(change.new)}
            for change in row.changes
        ],
    }


def _short(text: str) -> str:
    return text if len(text) <= SHORTEST else f"{text[: SHORTEST - 2]} …"

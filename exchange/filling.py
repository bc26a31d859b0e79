"""Turns rows into drafts: what each cell says, where it differs from what is there, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exchange.book import Book, Row, Table
from exchange.columns import Column
from exchange.drafts import Change, Draft
from exchange.faults import Fault, Place, Wrong
from exchange.identities import table_of
from exchange.kinds.raw import EMPTY, Raw
from exchange.sheet import Part, Sheet
from exchange.sheets import CONTRACT, IN_ORDER_OF_NEED
from exchange.store import Store
from partnership.models import Partnership
from reporting.engine.progress import Progress, silent

STEP = 500
"""Rows after which the progress is told."""


@dataclass
class RowPlan:
    """What becomes of a row."""

    sheet: str
    number: int
    label: str
    drafts: list[Draft]
    changes: list[Change] = field(default_factory=list)

    @property
    def creates(self) -> bool:
        """Whether a record is made of it."""
        return any(draft.is_new or draft.is_specialised for draft in self.drafts)


class Filler:
    """Fills a store from a book; ``faults`` and ``rows`` tell what was found."""

    def __init__(self, book: Book, store: Store, progress: Progress = silent) -> None:
        self.book, self.store, self.progress = book, store, progress
        self.faults: list[Fault] = list(book.faults)
        self.rows: list[RowPlan] = []

    def fill(self) -> None:
        """Read every row of every sheet, what others refer to first."""
        done, total = 0, self.book.number_of_rows
        self.store.missing_sheets |= _unreadable(self.book)
        for sheet in IN_ORDER_OF_NEED:
            table = self.book.tables.get(sheet.name)
            for row in table.rows if table else ():
                if done % STEP == 0:
                    self.progress("Comparing with what is there", done, total)
                done += 1
                _RowFiller(self, table, row).fill()  # type: ignore[arg-type]

    def fault(self, place: Place, message: str) -> None:
        """Keep something to mend."""
        self.faults.append(Fault(place, message))


class _RowFiller:
    """Fills the drafts of one row."""

    def __init__(self, filler: Filler, table: Table, row: Row) -> None:
        self.filler, self.store, self.table, self.row = filler, filler.store, table, row
        self.sheet: type[Sheet] = table.sheet
        self.drafts: dict[str, Draft] = {}
        self.changes: list[Change] = []
        self.faulty: set[str] = set()

    def fill(self) -> None:
        values = self._read()
        try:
            self.sheet.arrange(values, self.store)
        except Wrong as error:
            self._fault(error.header, str(error))
            self.faulty.add(error.header)
        for name, part in self.sheet.parts.items():
            self._find(name, part, values)
        for column in self.sheet.columns:
            draft = self.drafts.get(self.sheet.part_of(column))
            if draft is None:
                continue
            if column.header in self.faulty:
                draft.faulty.update(column.fields)
            elif column.header in values:
                self._put(column, draft, values[column.header])
        filled = {header for header, value in values.items() if value is not None}
        self.sheet.complete(self.drafts, filled)
        if self.drafts:
            plan = RowPlan(
                self.sheet.name,
                self.row.number,
                self._label(),
                list(self.drafts.values()),
                self.changes,
            )
            self.filler.rows.append(plan)

    def _read(self) -> dict[str, Any]:
        """The values of the columns that the workbook has; None for an empty cell."""
        values: dict[str, Any] = {}
        for column in self.sheet.columns:
            if column.header not in self.table.columns:
                continue
            raw = self.row.cells.get(column.header, EMPTY)
            if raw.is_empty:
                values[column.header] = None
                if column.is_required:
                    self.faulty.add(column.header)
                    self._fault(column.header, f"The cell is empty. Enter {_what(column)}.")
                continue
            value = self._read_cell(column, raw)
            if value is not None:
                values[column.header] = value
        return values

    def _read_cell(self, column: Column, raw: Raw) -> Any:
        if hasattr(raw, "message"):  # refused when the sheet was read
            self.faulty.add(column.header)
            return None
        try:
            value = column.kind.read(raw)
            resolve = getattr(column.kind, "resolve", None)
            return resolve(value, self.store) if resolve else value
        except Wrong as error:
            self.faulty.add(column.header)
            if str(error):
                self._fault(column.header, str(error))
            return None

    # Which record ------------------------------------------------------------

    def _find(self, name: str, part: Part, values: Mapping[str, Any]) -> None:
        """Find the record that the row is about, or begin a new one."""
        if part.only_with and values.get(part.only_with) is None:
            return
        if any(
            values.get(key) is None and (key in self.faulty or self._is_needed(key))
            for key in part.keys
        ):
            self._miss(part)
            return
        if any(whole not in self.drafts for whole in part.within.values()):
            return
        scratch = self._scratch(part, values)
        if scratch is None:
            return
        slot = (self.sheet.name, name)
        place = self.table.place(self.row.number)
        draft = self.store.claim(scratch, place=place, slot=slot, may_repeat=part.may_repeat)
        if slot in draft.rows:
            header = part.keys[0] if part.keys else next(iter(self.sheet.columns)).header
            self._fault(
                header,
                f"Row {draft.rows[slot]} is about the same {draft.record._meta.verbose_name} "
                f"({_names(part.keys)}). Keep one of the two rows.",
            )
            return
        draft.rows[slot] = self.row.number
        draft.place = place
        self.drafts[name] = draft
        if isinstance(draft.record, Partnership):
            self.store.partnership = draft.record

    def _miss(self, part: Part) -> None:
        """Remember what a row would be called that cannot be read: who refers to it is not at fault."""
        raw = self.row.cells.get(part.keys[0]) if part.keys else None
        if raw is not None and not raw.is_empty:
            self.store.missed.add((table_of(part.model), str(raw.value).strip().casefold()))

    def _is_needed(self, key: str) -> bool:
        return any(column.header == key and column.is_required for column in self.sheet.columns)

    def _scratch(self, part: Part, values: Mapping[str, Any]) -> Any:
        """An unsaved record with what tells which one is meant."""
        record = part.model()
        if _belongs(part.model):
            if self.store.partnership is None:
                return None
            record.partnership = self.store.partnership  # type: ignore[attr-defined]
        for foreign_key, whole in part.within.items():
            setattr(record, foreign_key, self.drafts[whole].record)
        scratch = Draft(record, is_new=True)
        for column in self.sheet.columns:
            if column.header in part.keys and values.get(column.header) is not None:
                column.put(scratch, values[column.header], self.store)
        return record

    # What it says ------------------------------------------------------------

    def _put(self, column: Column, draft: Draft, value: Any) -> None:
        """Set what a cell says, where it is something else than what is there."""
        if column.is_origin:
            if draft.is_new and self.store.is_new and value is not None:
                column.put(draft, value, self.store)
            return
        if self._stands_elsewhere(column, draft, value):
            return
        place = self.table.place(self.row.number, column.header)
        new = column.default(draft, self.store) if value is None else value
        old = column.take(draft, self.store)
        draft.places.update(dict.fromkeys(column.fields, place))
        if column.kind.same(old, new):
            return
        before = "" if draft.is_new else shown(column, old, self.store)
        try:
            column.put(draft, new, self.store)
        except Wrong as error:
            self._fault(column.header, str(error))
            return
        if not draft.is_new and not column.is_hidden:
            self.changes.append(Change(column.header, before, shown(column, new, self.store)))

    def _stands_elsewhere(self, column: Column, draft: Draft, value: Any) -> bool:
        """Whether another sheet tells the same field; it must not tell anything else."""
        other = draft.places.get(column.fields[0])
        if other is None or other.sheet == self.sheet.name:
            return False
        old = column.take(draft, self.store)
        new = column.default(draft, self.store) if value is None else value
        if draft.is_new and (value is None or column.kind.same(old, column.kind.empty)):
            return value is None
        if not column.kind.same(old, new):
            self._fault(
                column.header,
                f"Sheet {other.sheet}, row {other.row} says “{shown(column, old, self.store)}” of the same "
                f"{draft.record._meta.verbose_name}. Write the same in both.",
            )
        return True

    def _fault(self, header: str, message: str) -> None:
        self.filler.fault(self.table.place(self.row.number, header), message)

    def _label(self) -> str:
        """What the row is about, in the words of its first cells."""
        keys = [key for part in self.sheet.parts.values() for key in part.keys]
        cells = [self.row.cells[key] for key in keys if key in self.row.cells]
        return ", ".join(str(raw.value)[:80] for raw in cells)


def _unreadable(book: Book) -> set[str]:
    """Sheets that are not there, or lack a column that tells their rows apart."""
    names = set()
    for sheet in CONTRACT:
        table = book.tables.get(sheet.name)
        keys = {key for part in sheet.parts.values() for key in part.keys}
        needed = {column.header for column in sheet.columns if column.is_required} & keys
        if table is None or not needed <= table.columns.keys():
            names.add(sheet.name)
    return names


def shown(column: Column, value: Any, store: Store) -> str:
    """A value as its cell shows it, for people."""
    tell = getattr(column.kind, "tell", None)
    if value is None:
        return ""
    return str(tell(value, store) if tell else column.kind.write(value))


def _belongs(model: Any) -> bool:
    return any(field.name == "partnership" for field in model._meta.concrete_fields)


def _what(column: Column) -> str:
    about = column.note.split(";")[0].split(". ")[0].rstrip(".")
    about = f"{about[:1].lower()}{about[1:]}" if about else column.header
    return about if column.kind.form == "text" else f"{about} ({column.kind.form})"


def _names(headers: tuple[str, ...]) -> str:
    return ", ".join(headers)

"""Tables before and after: rows by their keys, cells by their columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reporting.comparison.changes import CellChange, Change, FactChange, RowChange, TableChange
from reporting.comparison.evidence import compare_evidence
from reporting.comparison.values import as_text, cell_text, difference_of

Json = Mapping[str, Any]

TOTAL = "total"
TITLE_AT_MOST = 120


def compare_tables(
    before: Sequence[Json],
    after: Sequence[Json],
    details: frozenset[str],
    *,
    with_same: bool = False,
) -> Iterator[TableChange]:
    """Every table in the order of the second report, then those that went.

    Unchanged rows are left out unless asked for ``with_same``.
    """
    old = {table["key"]: table for table in before}
    new = {table["key"]: table for table in after}
    for key, table in new.items():
        if key in old:
            yield _Pair(old[key], table, details).compare(with_same=with_same)
        else:
            yield _alone(table, Change.CAME, details)
    for key, table in old.items():
        if key not in new:
            yield _alone(table, Change.WENT, details)


def _alone(table: Json, change: Change, details: frozenset[str]) -> TableChange:
    """A table that is on one side only: its rows came or went with it."""
    columns = table.get("columns", [])
    rows = tuple(_row_alone(row, columns, change, details) for row in table.get("rows", []))
    return TableChange(table["key"], table.get("title", ""), change, rows=rows)


def _row_alone(
    row: Json, columns: Sequence[Json], change: Change, details: frozenset[str]
) -> RowChange:
    """A row that is on one side only, with the records that came or went with it; or an unchanged one."""
    cells = row.get("cells", {})
    shown = []
    for column in columns:
        cell = cells.get(column["key"], {})
        text = cell_text(cell, column.get("kind", ""))
        evidence = cell.get("evidence", [])
        before, after = (
            ("" if change is Change.CAME else text),
            ("" if change is Change.WENT else text),
        )
        sides = {Change.CAME: ([], evidence), Change.WENT: (evidence, [])}.get(change, ([], []))
        records = compare_evidence(*sides, details)
        shown.append(_cell_change(column, before, after, records=records))
    return RowChange(row["key"], _row_title(row, columns), change, tuple(shown))


def _cell_change(column: Json, before: str, after: str, **more: Any) -> CellChange:
    key = column["key"]
    return CellChange(key, column.get("label", key), column.get("kind", ""), before, after, **more)


def _row_title(row: Json, columns: Sequence[Json]) -> str:
    """The first column, and the second where it is a short text: “USA, Altmann Analytik (DE)”."""
    cells, words = row.get("cells", {}), []
    for place, column in enumerate(columns[:2]):
        cell, kind = cells.get(column["key"], {}), column.get("kind", "")
        if place == 0 or kind in ("text", "list") or cell.get("printed"):
            words.append(" ".join(cell_text(cell, kind).split()))
    title = ", ".join(filter(None, words))
    return (title if len(title) <= TITLE_AT_MOST else f"{title[:TITLE_AT_MOST]}…") or str(
        row["key"]
    )


class _Pair:
    """One table on both sides."""

    def __init__(self, before: Json, after: Json, details: frozenset[str]) -> None:
        self.before = before
        self.after = after
        self.details = details
        self.columns = after.get("columns", [])
        known = {column["key"] for column in before.get("columns", [])}
        self.shared = [column for column in self.columns if column["key"] in known]

    def compare(self, *, with_same: bool) -> TableChange:
        rows = tuple(self._rows(with_same=with_same))
        total = self._total()
        facts = tuple(self._facts())
        changed = facts or total or any(row.change is not Change.SAME for row in rows)
        return TableChange(
            self.after["key"],
            self.after.get("title", ""),
            Change.CHANGED if changed else Change.SAME,
            facts,
            rows,
            total,
        )

    def _facts(self) -> Iterator[FactChange]:
        yield from _fact("title", self.before.get("title"), self.after.get("title"))
        old = {column["key"]: column.get("label", "") for column in self.before.get("columns", [])}
        new = {column["key"]: column.get("label", "") for column in self.columns}
        for key in {**new, **old}:
            yield from _fact("column", old.get(key), new.get(key))
        notes, latter = self.before.get("footnotes", []), self.after.get("footnotes", [])
        yield from (FactChange("note", note, "") for note in notes if note not in latter)
        yield from (FactChange("note", "", note) for note in latter if note not in notes)

    def _rows(self, *, with_same: bool) -> Iterator[RowChange]:
        old = {row["key"]: row for row in self.before.get("rows", [])}
        new = {row["key"]: row for row in self.after.get("rows", [])}
        gone = self._gone_after(old, new)
        yield from gone.get(None, [])
        for key, row in new.items():
            if key not in old:
                yield _row_alone(row, self.columns, Change.CAME, self.details)
            else:
                cells = self._cells(old[key].get("cells", {}), row.get("cells", {}))
                if cells:
                    yield RowChange(key, _row_title(row, self.columns), Change.CHANGED, cells)
                elif with_same:
                    yield _row_alone(row, self.columns, Change.SAME, self.details)
            yield from gone.get(key, [])

    def _gone_after(self, old: Json, new: Json) -> dict[str | None, list[RowChange]]:
        """The rows that went, by the row that they stood behind."""
        columns = self.before.get("columns", [])
        gone: dict[str | None, list[RowChange]] = {}
        anchor = None
        for key, row in old.items():
            if key in new:
                anchor = key
            else:
                gone.setdefault(anchor, []).append(
                    _row_alone(row, columns, Change.WENT, self.details)
                )
        return gone

    def _total(self) -> RowChange | None:
        old, new = self.before.get(TOTAL, {}), self.after.get(TOTAL, {})
        cells = self._cells(old, new)
        return RowChange(TOTAL, "Total", Change.CHANGED, cells) if cells else None

    def _cells(self, before: Json, after: Json) -> tuple[CellChange, ...]:
        if before == after:
            return ()
        return tuple(
            change
            for column in self.shared
            if (change := self._cell(column, before.get(column["key"]), after.get(column["key"])))
        )

    def _cell(self, column: Json, before: Json | None, after: Json | None) -> CellChange | None:
        if before == after:
            return None
        old, new = before or {}, after or {}
        kind = column.get("kind", "")
        texts = cell_text(before, kind), cell_text(after, kind)
        values = old.get("value"), new.get("value")
        difference = difference_of(*values)
        facts = tuple(
            fact
            for name in ("recorded", "declared")
            if (old.get(name), new.get(name)) != values  # the value tells it already
            for fact in _fact(name, old.get(name), new.get(name))
        )
        records = compare_evidence(old.get("evidence", []), new.get("evidence", []), self.details)
        if texts[0] == texts[1] and values[0] == values[1] and not facts and not records:
            return None
        return _cell_change(column, *texts, difference=difference, facts=facts, records=records)


def _fact(label: str, before: Any, after: Any) -> Iterable[FactChange]:
    return [FactChange(label, as_text(before), as_text(after))] if before != after else []

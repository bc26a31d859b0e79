"""Tables: declared once, read by every writer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from reporting.engine.cells import Cell, Row, TableData
from reporting.engine.columns import Column, Kind, Total
from reporting.engine.figures import ALL


class Table:
    """A table of a document. A subclass declares ``key``, ``title``, ``columns`` and ``rows``.

    Register it with ``@register(tables)``; a document lists it by its key. What it computes is data:
    no markup, no formatting, no query but those of the scope.
    """

    key: ClassVar[str]
    letter: ClassVar[str] = ""
    title: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    empty_text: ClassVar[str] = "Nothing is recorded here yet."

    def rows(self, scope: Any) -> Iterable[Row]:
        """The rows, in order."""
        raise NotImplementedError

    def is_shown(self, scope: Any) -> bool:
        """Whether the document has it; by default always."""
        return True

    def footnotes(self, scope: Any) -> Sequence[str]:
        """Notes below the table."""
        return ()

    def total(self, scope: Any, rows: Sequence[Row]) -> Mapping[str, Cell]:
        """The total row; by default each column's own rule. Empty: the table has none."""
        cells = {}
        for column in self.columns:
            if column.total is Total.SUM:
                counted = [row.cells[column.key] for row in rows]
                evidence = tuple(item for cell in counted for item in cell.evidence)
                value = sum(cell.number for cell in counted)
                cells[column.key] = Cell(value=value, recorded=value, evidence=evidence)
            elif column.total is Total.FIGURE:
                cells[column.key] = scope.figure(column.figure).total
        return cells

    @classmethod
    def totals(cls) -> dict[str, str]:
        """The figures whose totals the table shows, by column."""
        return {column.key: column.figure for column in cls.columns if column.figure}

    def build(self, scope: Any) -> TableData:
        """The table with all its data."""
        rows = tuple(self.rows(scope))
        notes = [column.note for column in self.columns if column.note]
        return TableData(
            key=self.key,
            letter=self.letter,
            title=self.title,
            columns=self.columns,
            rows=rows,
            total=self.total(scope, rows),
            footnotes=tuple(dict.fromkeys([*notes, *self.footnotes(scope)])),
            empty_text=self.empty_text,
        )


class MarketTable(Table):
    """A table with a row for every target market, filled from figures; ``ALL`` only where it counts."""

    market_column: ClassVar[Column] = Column("market", "Target country", Kind.TEXT, width=16)
    has_all_row: ClassVar[bool] = False

    def rows(self, scope: Any) -> Iterable[Row]:
        """The target markets in the partnership's order, then all markets at once."""
        keys = dict(scope.market_labels(self.key))
        if self.has_all_row and any(
            scope.figure(c.figure).row(ALL).value for c in self.figure_columns()
        ):
            keys[ALL] = ALL
        for code, label in keys.items():
            cells = {c.key: scope.figure(c.figure).row(code) for c in self.figure_columns()}
            yield Row(code, {"market": Cell(label), **cells})

    def footnotes(self, scope: Any) -> Sequence[str]:
        """What the figures say of records that count in several rows."""
        return [note for c in self.figure_columns() for note in scope.figure(c.figure).notes]

    def figure_columns(self) -> list[Column]:
        """The columns that a figure fills."""
        return [column for column in self.columns if column.figure]

"""Tables that are too long for a report, in volumes of their own."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from reporting.engine.cells import ReportData, Row
from reporting.presentation import ShownCell, ShownReport, ShownTable


@dataclass(frozen=True, slots=True)
class Volume:
    """Some rows of a long table; ``first`` and ``last`` are their numbers, from 1."""

    number: int
    table: ShownTable
    rows: tuple[tuple[ShownCell, ...], ...]
    first: int
    last: int

    @property
    def is_last_of_table(self) -> bool:
        """Whether the table ends here."""
        return self.last == len(self.table.rows)

    @property
    def begins_with(self) -> str:
        """The first row, by its names; its number would change with every row before it."""
        return _name(self.rows[0])

    @property
    def ends_with(self) -> str:
        """The last row, likewise."""
        return _name(self.rows[-1])


def volumes_of(data: ReportData, report: ShownReport) -> list[Volume]:
    """The volumes of every table of more rows than a report may have."""
    volumes: list[Volume] = []
    for table, shown in zip(data.printed_tables, report.tables, strict=True):
        if len(table.rows) <= settings.PDF_ROWS_IN_REPORT:
            continue
        for start, stop in _cuts(table.rows, settings.PDF_ROWS_IN_VOLUME):
            rows = shown.rows[start:stop]
            volumes.append(Volume(len(volumes) + 1, shown, rows, start + 1, stop))
    return volumes


def _cuts(rows: Sequence[Row], most: int) -> Iterator[tuple[int, int]]:
    """Where volumes begin and end: after rows that are chosen by their keys, not by their place.

    So a row that comes or goes changes its own volume, and hardly ever where others begin.
    """
    start = 0
    while start < len(rows):
        stop = min(len(rows), start + most)
        if stop < len(rows):
            earliest = start + most // 2
            stop = 1 + min(range(earliest, stop), key=lambda place: _lot(rows[place].key))
        yield start, stop
        start = stop


def _name(row: tuple[ShownCell, ...]) -> str:
    return ", ".join(cell.text for cell in row[:2])


def _lot(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()

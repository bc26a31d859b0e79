"""The table of a programme: columns, rows, totals, and what it can be narrowed down and sorted by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from reporting.dashboard.kpis import Track, elapsed
from reporting.dashboard.programme import FIGURES, ProgrammeRow
from reporting.engine.cells import Cell, Row, TableData
from reporting.engine.columns import Column, Kind, Total

NO_REPORT = "No report yet"

SHORT = {
    "events": "Events",
    "c2c_meetings": "C2C meetings",
    "b2b_meetings": "B2B meetings",
    "supported_smes": "Supported SMEs",
    "smes_with_work_plan": "SMEs with work plan",
    "sme_cases": "Cases by SMEs",
    "cluster_cases": "Cases by clusters",
    "agreements": "Agreements",
}
"""Headings that are shorter than the labels of the figures."""

COLUMNS = (
    Column("partnership", "Partnership", width=12),
    Column("elapsed", "Time passed", Kind.PERCENT, width=6),
    Column("on_track", "Indicators on track", Kind.COUNT, Total.SUM, width=7),
    Column("behind", "Indicators behind", Kind.COUNT, Total.SUM, width=7),
    *(Column(key, SHORT[key], Kind.COUNT, Total.SUM, width=6) for key in FIGURES),
    Column("findings", "Open findings", Kind.COUNT, Total.SUM, width=6),
    Column("report", "Latest report", width=7),
    Column("report_on", "since", Kind.DATE, width=7),
)


def build_table(title: str, rows: Sequence[ProgrammeRow], today: date) -> TableData:
    """The rows as data, with their totals."""
    lines = tuple(Row(row.partnership.slug, _cells(row, today)) for row in rows)
    total = {}
    for column in COLUMNS:
        if column.total is Total.SUM:
            values = [line.cells[column.key].value for line in lines]
            total[column.key] = Cell(sum(value for value in values if isinstance(value, int)))
    return TableData(
        key="programme",
        letter="",
        title=title,
        columns=COLUMNS,
        rows=lines,
        total=total,
        footnotes=_notes(rows),
        empty_text="No partnership fits what is asked for.",
    )


def _cells(row: ProgrammeRow, today: date) -> Mapping[str, Cell]:
    numbers, report = row.numbers, row.report
    unknown = Cell("", printed="–")
    counted: dict[str, Cell] = dict.fromkeys((*FIGURES, "on_track", "behind", "findings"), unknown)
    if numbers is not None:
        counted = {key: Cell(numbers.totals[key]) for key in FIGURES}
        counted["on_track"] = Cell(row.track(Track.ON_TRACK) + row.track(Track.REACHED))
        counted["behind"] = Cell(row.behind)
        counted["findings"] = Cell(row.findings)
    return {
        "partnership": Cell(row.partnership.acronym),
        "elapsed": Cell(elapsed(row.partnership.period, today)),
        **counted,
        "report": Cell(f"{report.title}: {report.state.lower()}" if report else NO_REPORT),
        "report_on": Cell(timezone.localdate(report.at) if report and report.at else ""),
    }


def _notes(rows: Sequence[ProgrammeRow]) -> tuple[str, ...]:
    never = [row for row in rows if row.numbers is None]
    older = [row for row in rows if row.numbers is not None and not row.is_current]
    notes = []
    if older:
        earliest = min(_counted_at(row) for row in older)
        notes.append(
            f"The numbers of {len(older):,} {_of(len(older))} are being counted anew; those shown are "
            f"as counted on {timezone.localtime(earliest):%-d %B, %H:%M} or later."
        )
    if never:
        notes.append(
            f"The numbers of {len(never):,} {_of(len(never))} are being counted and are in no total "
            "yet. Open the page again in a moment."
        )
    return tuple(notes)


def _counted_at(row: ProgrammeRow) -> datetime:
    assert row.numbers is not None  # noqa: S101
    return row.numbers.counted_at


def _of(number: int) -> str:
    return "partnership" if number == 1 else "partnerships"


# Narrowing and sorting ---------------------------------------------------------------------------


def narrow(
    rows: Sequence[ProgrammeRow], asked: Mapping[str, Any], today: date
) -> list[ProgrammeRow]:
    """The rows that fit everything that is asked for, as ``ProgrammeForm`` cleans it."""
    tests: list[Callable[[ProgrammeRow], bool]] = []
    if words := str(asked.get("q") or "").casefold().split():
        tests.append(lambda row: all(word in _text(row) for word in words))
    if asked.get("time"):
        tests.append(lambda row: time_of(row, today) == asked["time"])
    if asked.get("standing") == "behind":
        tests.append(lambda row: row.behind > 0)
    if asked.get("standing") == "findings":
        tests.append(lambda row: row.findings > 0)
    if asked.get("report"):
        tests.append(lambda row: row.report is not None and row.report.state == asked["report"])
    return [row for row in rows if all(test(row) for test in tests)]


def _text(row: ProgrammeRow) -> str:
    partnership = row.partnership
    return f"{partnership.acronym} {partnership.name} {partnership.grant_number}".casefold()


def time_of(row: ProgrammeRow, today: date) -> str:
    """Whether a partnership is running, has ended or begins later."""
    if today < row.partnership.start_on:
        return "later"
    return "ended" if today > row.partnership.end_on else "running"


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the table is sorted, and which way."""

    key: str
    is_descending: bool = False

    @classmethod
    def asked(cls, typed: str) -> "Order":
        """From an address: ``b2b_meetings``, ``-b2b_meetings``; anything else is the usual order."""
        key = typed.removeprefix("-")
        if key not in {column.key for column in COLUMNS}:
            return cls("partnership")
        return cls(key, typed.startswith("-"))

    def applied(self, rows: Sequence[ProgrammeRow], today: date) -> list[ProgrammeRow]:
        """The rows in this order, what is not known last; equal ones by their acronyms."""
        in_order = sorted(rows, key=lambda row: row.partnership.acronym.casefold())
        known = [row for row in in_order if self._value(row, today) is not None]
        unknown = [row for row in in_order if self._value(row, today) is None]
        known.sort(key=lambda row: self._value(row, today), reverse=self.is_descending)
        return known + unknown

    def _value(self, row: ProgrammeRow, today: date) -> Any:
        value = _cells(row, today)[self.key].value
        if isinstance(value, str):
            return value.casefold() or None
        return value

    def next(self, column: Column) -> str:
        """What a heading asks for: numbers from the highest, and the other way at the second time."""
        if self.key == column.key:
            return column.key if self.is_descending else f"-{column.key}"
        return f"-{column.key}" if column.kind.is_numeric else column.key

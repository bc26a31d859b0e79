"""The figures of a document's reports side by side, and those since the partnership's start."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.periods import Period
from reporting.engine.columns import Kind, format_value
from reporting.engine.registries import documents, figures, tables
from reporting.models import Report
from reporting.scope import Scope
from reporting.services import build_scope


@dataclass(frozen=True)
class PeriodColumn:
    """A period: that of a report, which ``url`` leads to, or all that came before and in it."""

    title: str
    period: str
    url: str
    is_public: bool = True


@dataclass(frozen=True)
class PeriodFigure:
    """A figure in one period; ``url`` opens the records behind it, and is empty where no report does."""

    text: str
    url: str


@dataclass(frozen=True)
class FigureLine:
    """A figure in every period."""

    label: str
    cells: tuple[PeriodFigure, ...]


@dataclass(frozen=True)
class FigureGroup:
    """The figures of one table of the document."""

    title: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True)
class SideBySide:
    """What the page of the periods shows."""

    columns: tuple[PeriodColumn, ...]
    groups: tuple[FigureGroup, ...]
    leaves_out_undated: bool


@dataclass(frozen=True)
class _Side:
    column: PeriodColumn
    scope: Scope
    evidence: Report | None
    """The report whose page shows the evidence."""
    is_cumulative: bool = False

    def figure(self, table: str, column: str, key: str) -> PeriodFigure:
        value = self.scope.figure(key).total.value
        text = format_value(value, Kind.COUNT, self.scope.partnership.zero_mark)
        if self.evidence is None:
            return PeriodFigure(text, "")
        anchor = f"e-{table}-total-{column}" if value else f"table-{table}"
        if self.is_cumulative:
            anchor = f"e-progress-{key}-since_start"
        return PeriodFigure(text, f"{self.evidence.get_absolute_url()}#{anchor}")


def set_side_by_side(reports: Sequence[Report]) -> SideBySide:
    """The reports of one document, at least one: the interim ones by their ends, then the final one.

    What was reached since the start comes last, unless the last report tells just that. Its figures
    are opened where a report shows them. Every period adds a fixed number of queries.
    """
    in_order = sorted(reports, key=lambda report: (report.is_final, report.period.end, report.key))
    sides = _sides(in_order)
    document = in_order[0].document
    groups = tuple(
        FigureGroup(tables[key].title, _lines(key, sides))
        for key in documents[document].tables
        if tables[key].totals()
    )
    left_out = any(not side.scope.counts_undated for side in sides)
    declared = sides[0].scope.records.declared
    return SideBySide(
        columns=tuple(side.column for side in sides),
        groups=groups,
        leaves_out_undated=left_out and any(item.event_id is None for item in declared),
    )


def _lines(table: str, sides: Sequence[_Side]) -> tuple[FigureLine, ...]:
    return tuple(
        FigureLine(figures[key].label, tuple(side.figure(table, column, key) for side in sides))
        for column, key in tables[table].totals().items()
    )


def _sides(reports: Sequence[Report]) -> list[_Side]:
    first = reports[-1]  # the final one, if there is one: it hides names by what it counts itself
    base = build_scope(first.partnership, first.document, report=first)
    sides = [
        _Side(
            PeriodColumn(
                report.period_title,
                str(report.period),
                report.get_absolute_url(),
                report.is_public,
            ),
            base if report is first else base.over(report.period, report),
            report,
        )
        for report in reports
    ]
    latest = max(filter(None, (report.period.end for report in reports)))
    whole = Period(first.partnership.start_on, latest)
    if all(report.period != whole for report in reports):
        shown_by = next((row for row in reports if _shows(row, whole)), None)
        column = PeriodColumn("Since the start", str(whole), "")
        sides.append(_Side(column, base.over(whole), shown_by, is_cumulative=True))
    return sides


def _shows(report: Report, whole: Period) -> bool:
    """Whether a report's own table tells what was reached in the whole time."""
    return report.shows_cumulative and report.period.end == whole.end

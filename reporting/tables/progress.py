"""The figures of a period beside those since the partnership's start."""

from collections.abc import Iterable, Sequence

from reporting.engine.cells import Cell, Row
from reporting.engine.columns import Column, Kind
from reporting.engine.registries import documents, figures, register, tables
from reporting.engine.tables import Table
from reporting.scope import Scope

UNDATED_DECLARED = (
    "Declared figures that belong to no event have no day: they count since the start, and not in "
    "this period."
)
UNDATED_RECORDS = "Records without a known day count in both columns."


def shown_figures(document: str) -> list[str]:
    """The figures whose totals a document's tables show, each once, in their order."""
    if document not in documents:
        return []
    shown = [key for table in documents[document].tables for key in tables[table].totals().values()]
    return list(dict.fromkeys(shown))


@register(tables)
class ProgressTable(Table):
    """One row for each figure of the document's tables; for a period that begins later than the partnership."""

    key = "progress"
    title = "This period and since the start"
    columns = (
        Column("figure", "Figure", width=52),
        Column("this_period", "This period", Kind.COUNT, width=24),
        Column("since_start", "Since the start", Kind.COUNT, width=24),
    )

    def is_shown(self, scope: Scope) -> bool:
        """Where the report wants it and the two columns tell of different times."""
        wanted = scope.report is not None and scope.report.shows_cumulative
        return wanted and scope.begins_later

    def rows(self, scope: Scope) -> Iterable[Row]:
        """In the order of the document's tables."""
        for key in shown_figures(scope.document):
            yield Row(
                key,
                {
                    "figure": Cell(figures[key].label),
                    "this_period": scope.figure(key).total,
                    "since_start": scope.since_start.figure(key).total,
                },
            )

    def footnotes(self, scope: Scope) -> Sequence[str]:
        """What counts in one column only, or in both whatever its day."""
        notes = []
        shown = shown_figures(scope.document)
        if not scope.counts_undated and any(
            item.event_id is None and item.measure in shown for item in scope.records.declared
        ):
            notes.append(UNDATED_DECLARED)
        if _has_undated(scope):
            notes.append(UNDATED_RECORDS)
        return notes


def _has_undated(scope: Scope) -> bool:
    records = scope.records
    concluded = (row for row in records.agreements if row.pk in records.concluded_agreements)
    cases = (*records.cluster_cases, *records.sme_cases)
    return (
        any(event.start_on is None for event in records.events.values())
        or any(agreement.signed_on is None for agreement in concluded)
        or any(case.started_on is None for case in cases)
    )

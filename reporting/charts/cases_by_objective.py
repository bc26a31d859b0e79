"""Cooperation cases by objective: those of clusters in table C and those of SMEs in table D."""

from collections import Counter
from collections.abc import Iterable, Sequence

from common.charts import Spec
from reporting.engine.cells import Cell, ChartData, Row
from reporting.engine.charts import Chart, count_cell
from reporting.engine.columns import Column, Kind, join_words
from reporting.engine.pictures.bars import bar, draw_bars
from reporting.engine.registries import charts, register
from reporting.figures.cases import objectives_of
from reporting.scope import Scope
from smes.models import ClusterCase, SMECase

KINDS = ("cluster_cases", "sme_cases")


def _total(row: Row) -> int:
    return sum(row.cells[kind].number for kind in KINDS)


@register(charts)
class CasesByObjective(Chart):
    """The objective with the most cases first; cases without a category stand last."""

    key = "cases_by_objective"
    title = "Cooperation cases by objective"
    columns = (
        Column("objective", "Objective (category number)"),
        Column("cluster_cases", "Cases by clusters", Kind.COUNT),
        Column("sme_cases", "Cases by SMEs", Kind.COUNT),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """Every objective of a case that tables C and D count; a case counts in each of its own."""
        by_clusters = _counted([case for case in scope.records.cluster_cases if case.in_overview])
        by_smes = _counted(scope.records.sme_cases)
        labels = {**by_clusters[1], **by_smes[1]}
        for number in sorted(labels, key=lambda n: (not n, -by_clusters[0][n] - by_smes[0][n], n)):
            cells = {
                "objective": Cell(labels[number]),
                "cluster_cases": count_cell(by_clusters[0][number], scope),
                "sme_cases": count_cell(by_smes[0][number], scope),
            }
            yield Row(str(number), cells)

    def describe(self, rows: Sequence[Row]) -> str:
        """Which objectives come first; that a case has several is told, since the bars do not add up."""
        named = [row for row in rows if row.key != "0"]
        without = sum(map(_total, rows)) - sum(map(_total, named))
        if not rows:
            return "No cooperation cases are recorded yet."
        told = ""
        if named:
            most = max(map(_total, named))
            first = [str(row.cells["objective"].value) for row in named if _total(row) == most]
            told = (
                f"Most cases pursue {join_words([f'“{label}”' for label in first])} ({most:,}"
                f"{' each' if len(first) > 1 else ''}). A case counts once for each of its objectives."
            )
        if without:
            told += f" {without:,} {'case names' if without == 1 else 'cases name'} no category."
        return told.strip()

    def is_drawn(self, data: ChartData) -> bool:
        """Whether a case names an objective."""
        return any(row.key != "0" and _total(row) for row in data.rows)

    def spec(self, data: ChartData, width: int) -> Spec:
        """A bar for the cases by clusters and one for those by SMEs, on one scale."""
        bars = [
            bar(str(row.cells["objective"].value), [row.cells[kind] for kind in KINDS])
            for row in data.rows
        ]
        return draw_bars(bars, [column.label for column in data.columns[1:]], width)


def _counted(cases: Iterable[ClusterCase | SMECase]) -> tuple[Counter[int], dict[int, str]]:
    """How many results by the objective's number, 0 for none, and the label of each."""
    counts: Counter[int] = Counter()
    labels: dict[int, str] = {}
    for case in cases:
        for number, label in objectives_of(case).items():
            counts[number] += case.number
            labels[number] = label
    return counts, labels

"""Table C: overview of cooperation cases by European clusters."""

from collections.abc import Iterable, Sequence

from reporting.engine.cells import Cell, Row
from reporting.engine.columns import Column, Kind, Total
from reporting.engine.registries import register, tables
from reporting.engine.tables import Table
from reporting.figures.cases import cluster_case_evidence, partner_names
from reporting.scope import Scope
from smes.choices import CaseType
from smes.models import ClusterCase


@register(tables)
class ClusterCasesTable(Table):
    """One row per target country and case type; what its cases name is united without repeats."""

    key = "cluster_cases"
    letter = "C"
    title = "Overview of cooperation cases by European clusters"
    empty_text = "No cooperation cases by clusters are recorded."
    columns = (
        Column("market", "Target country", width=9),
        Column("type", "Type of case", Kind.COUNT, width=13),
        Column("number", "No.", Kind.COUNT, Total.FIGURE, width=5, figure="cluster_cases"),
        Column("description", "Brief description", Kind.LONG_TEXT, width=32),
        Column("objectives", "Objectives (category numbers)", Kind.CODES, width=14),
        Column("sectors", "Sector / technology", Kind.LIST, width=11),
        Column("partners", "Third-country partners", Kind.LIST, width=16),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """Countries in the partnership's order, types 1 to 4, all markets together last."""
        order = scope.market_order()
        grouped: dict[tuple[str, int], list[ClusterCase]] = {}
        for case in scope.records.cluster_cases:
            if case.in_overview:
                grouped.setdefault((scope.market_code(case.market_id), case.type), []).append(case)
        labels = {**scope.market_labels(self.key), "ALL": "ALL"}
        for (code, case_type), cases in sorted(
            grouped.items(), key=lambda item: (order[item[0][0]], item[0][1])
        ):
            yield Row(f"{code}-{case_type}", self._cells(labels[code], case_type, cases, scope))

    def _cells(
        self, label: str, case_type: int, cases: Sequence[ClusterCase], scope: Scope
    ) -> dict[str, Cell]:
        numbers = sorted({o.number for case in cases for o in case.objectives.all()})
        number = sum(case.number for case in cases)
        evidence = tuple(cluster_case_evidence(case, scope) for case in cases)
        wording = self._type_wording(case_type, cases, scope)
        descriptions = [scope.case_text(case, case.description) for case in cases]
        return {
            "market": Cell(label),
            "type": Cell(case_type, printed=f"{case_type}) {wording}"),
            "number": Cell(number, recorded=number, evidence=evidence),
            "description": Cell("\n".join(dict.fromkeys(filter(None, descriptions)))),
            "objectives": Cell(tuple(numbers), printed="/".join(map(str, numbers))),
            "sectors": Cell(
                _united([scope.case_text(case, text) for text in case.sectors] for case in cases)
            ),
            "partners": Cell(_united(partner_names(case, scope) for case in cases)),
        }

    @staticmethod
    def _type_wording(case_type: int, cases: Sequence[ClusterCase], scope: Scope) -> str:
        wordings = {scope.case_text(case, case.type_wording) for case in cases}
        return (wordings.pop() if len(wordings) == 1 else "") or CaseType(case_type).label


def _united(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for entries in lists for entry in entries))

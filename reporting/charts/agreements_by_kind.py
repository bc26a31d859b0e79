"""Concluded agreements by kind, as the total of table G counts them."""

from collections.abc import Iterable, Sequence

from common.charts import Spec
from gateways.choices import AgreementKind
from reporting.engine.cells import Cell, ChartData, Row
from reporting.engine.charts import Chart
from reporting.engine.columns import Column, Kind, join_words
from reporting.engine.pictures.bars import bar, draw_bars
from reporting.engine.prose import plural
from reporting.engine.registries import charts, register
from reporting.scope import Scope


@register(charts)
class AgreementsByKind(Chart):
    """The commonest kind first; kinds without an agreement are left out."""

    key = "agreements_by_kind"
    title = "Agreements by kind"
    columns = (
        Column("kind", "Kind of agreement"),
        Column("agreements", "Agreements", Kind.COUNT),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """Every kind of which an agreement was concluded in the period."""
        groups = scope.figure("agreements").groups
        order = [kind.value for kind in AgreementKind]
        for kind, count in sorted(groups.items(), key=lambda e: (-e[1], order.index(e[0]))):
            label = AgreementKind(kind).label
            yield Row(kind, {"kind": Cell(label), "agreements": Cell(count)})

    def describe(self, rows: Sequence[Row]) -> str:
        """How many of each kind."""
        counts = [(row.key, row.cells["agreements"].number) for row in rows]
        if not counts:
            return "No agreements are concluded yet."
        every = sum(count for _, count in counts)
        kinds = [f"{count:,} {plural(_noun(kind), count)}" for kind, count in counts]
        return f"{every:,} {plural('agreement', every)} concluded: {join_words(kinds)}."

    def is_drawn(self, data: ChartData) -> bool:
        """Whether there is an agreement."""
        return bool(data.rows)

    def spec(self, data: ChartData, width: int) -> Spec:
        """A bar for each kind."""
        bars = [bar(str(row.cells["kind"].value), [row.cells["agreements"]]) for row in data.rows]
        return draw_bars(bars, [data.columns[1].label], width)


def _noun(kind: str) -> str:
    return "other agreement" if kind == AgreementKind.OTHER else kind

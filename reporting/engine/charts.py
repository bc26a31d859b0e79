"""Charts: declared once, shown on the page and in the PDF."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from common.charts import Spec
from reporting.engine.cells import Cell, ChartData, Row
from reporting.engine.columns import Column


def count_cell(count: int, scope: Any) -> Cell:
    """A count as charts show it: nothing as the partnership's zero mark."""
    return Cell(count, printed="" if count else scope.partnership.zero_mark)


class Chart:
    """A chart of a document. A subclass declares ``key``, ``title``, ``columns`` and four answers.

    Register it with ``@register(charts)``; a document lists it by its key. Its data are computed
    from the scope, like a table's. Words and picture come from these data alone, so that no number
    stands in one and not in the other.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]

    def rows(self, scope: Any) -> Iterable[Row]:
        """The data, in the order in which they are shown."""
        raise NotImplementedError

    def describe(self, rows: Sequence[Row]) -> str:
        """What the picture tells, in a sentence or two; of no data, that there are none."""
        raise NotImplementedError

    def is_drawn(self, data: ChartData) -> bool:
        """Whether there is something to look at; otherwise the words stand alone."""
        raise NotImplementedError

    def spec(self, data: ChartData, width: int) -> Spec:
        """The picture as Vega-Lite of exactly that width in pixels."""
        raise NotImplementedError

    def build(self, scope: Any, after: str) -> ChartData:
        """The chart with all its data."""
        rows = tuple(self.rows(scope))
        return ChartData(self.key, self.title, self.describe(rows), after, self.columns, rows)

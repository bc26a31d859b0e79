"""Events on a time line: the events of table A, each on its day and in its market's lane."""

from collections.abc import Iterable, Sequence
from datetime import date

from common.charts import Spec
from events.choices import EventKind
from events.models import Event
from reporting.engine.cells import Cell, ChartData, Row
from reporting.engine.charts import Chart
from reporting.engine.columns import Column, Kind, format_day, join_words
from reporting.engine.figures import ALL
from reporting.engine.pictures.lanes import Moment, draw_lanes
from reporting.engine.prose import plural
from reporting.engine.registries import charts, register
from reporting.scope import Scope

KINDS = ("C2C event", "B2B event", "Preparatory event")
TOGETHER = "All markets together"


@register(charts)
class EventsTimeLine(Chart):
    """Every event that took place; one of several markets stands in the lane of each.

    Only an event of several days has an end.
    """

    key = "events_time_line"
    title = "Events on a time line"
    columns = (
        Column("event", "Event"),
        Column("kind", "Kind"),
        Column("markets", "Markets", Kind.LIST),
        Column("start_on", "Start", Kind.DATE),
        Column("end_on", "End", Kind.DATE),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """In the order of their days, those without a known day last."""
        labels = {**scope.market_labels("events"), ALL: TOGETHER}
        events = scope.records.events.values()
        for event in sorted(events, key=lambda e: (e.start_on is None, e.start_on or date.min)):
            lanes = tuple(labels[code] for code in scope.event_rows(event.pk))
            cells = {
                "event": Cell(event.name),
                "kind": Cell(KINDS[_kind(event)]),
                "markets": Cell(lanes),
                "start_on": Cell(event.start_on or ""),
                "end_on": Cell(
                    event.end_on if event.end_on and event.end_on != event.start_on else ""
                ),
            }
            yield Row(str(event.pk), cells)

    def describe(self, rows: Sequence[Row]) -> str:
        """How many, from when to when, and of how many the day is not known."""
        if not rows:
            return "No events have taken place yet."
        days = sorted(day for row in rows if isinstance(day := row.cells["start_on"].value, date))
        kinds = [str(row.cells["kind"].value) for row in rows]
        counts = [(kind[0].lower() + kind[1:] if kind == KINDS[2] else kind) for kind in kinds]
        parts = [
            f"{counts.count(kind):,} {plural(kind, counts.count(kind))}"
            for kind in dict.fromkeys(counts)
        ]
        told = f"{len(rows):,} {plural('event', len(rows))}: {join_words(parts)}."
        if not days:
            return f"{told} The day of none of them is known."
        told += f" {_span(days)}."
        unknown = len(rows) - len(days)
        return f"{told} The day of {unknown:,} is not known." if unknown else told

    def is_drawn(self, data: ChartData) -> bool:
        """Whether the day of an event is known."""
        return any(row.cells["start_on"].value for row in data.rows)

    def spec(self, data: ChartData, width: int) -> Spec:
        """A lane for each market with an event, the busiest first, all markets together last."""
        lanes: dict[str, int] = {}
        for row in data.rows:
            for lane in _lanes(row):
                lanes[lane] = lanes.get(lane, 0) + 1
        order = sorted(lanes, key=lambda lane: (lane == TOGETHER, -lanes[lane]))
        moments = [
            Moment(order.index(lane), KINDS.index(str(row.cells["kind"].value)), start, end)
            for row in data.rows
            for start, end in [(_day(row, "start_on"), _day(row, "end_on"))]
            for lane in _lanes(row)
        ]
        return draw_lanes(order, KINDS, moments, width)


def _kind(event: Event) -> int:
    return {EventKind.C2C.value: 0, EventKind.B2B.value: 1}.get(event.kind, 2)


def _lanes(row: Row) -> list[str]:
    value = row.cells["markets"].value
    return [str(lane) for lane in value] if isinstance(value, tuple) else []


def _day(row: Row, key: str) -> date | None:
    value = row.cells[key].value
    return value if isinstance(value, date) else None


def _span(days: Sequence[date]) -> str:
    if days[0] == days[-1]:
        return f"On {format_day(days[0])}"
    return f"From {format_day(days[0])} to {format_day(days[-1])}"

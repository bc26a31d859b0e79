"""Indicators and their measurements."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from exchange.columns import Column, OwnColumn
from exchange.drafts import Draft
from exchange.kinds.indicators import NumberOrFigure
from exchange.kinds.references import Reference
from exchange.kinds.values import Amount, Day, Text
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.shared import order
from exchange.store import Store
from partnership.models import Indicator, Measurement


def _latest(indicator: Any, store: Store) -> Draft | None:
    found = store.parts_of(Measurement, "indicator", indicator)
    return max(found, key=lambda draft: draft.record.measured_on, default=None)


MEASURED = "measured value"
"""The hidden column of a value that is a number: it is the measurement’s, not the indicator’s."""


def _take_value(draft: Draft, store: Store) -> Any:
    latest = _latest(draft.record, store)
    return draft.record.figure or (latest.record.value if latest else None)


def _put_value(draft: Draft, value: Any, store: Store) -> None:
    figure = value if isinstance(value, str) else ""
    if draft.record.figure != figure:
        draft.record.figure = figure
        draft.touch("figure")


def _without_value(draft: Draft, store: Store) -> Any:
    """An empty cell takes the figure away; what was measured stays."""
    return None if draft.record.figure else _take_value(draft, store)


class IndicatorsSheet(Sheet):
    """Indicators, with the figure that tells the value or the latest measurement."""

    name = "indicators"
    about = "What the partnership promised to reach, a row for each key performance indicator."
    parts = {
        "indicator": Part(Indicator, ("name",)),
        "measurement": Part(
            Measurement, ("measured",), {"indicator": "indicator"}, only_with=MEASURED
        ),
    }
    contract = 6
    columns = (
        Column("name", Text(), "name", "What is measured.", is_required=True),
        Column("unit", Text(), "unit", "For example SMEs, % or EUR million.", is_required=True),
        Column("baseline", Amount(), "baseline", "The value at the beginning."),
        Column("target", Amount(), "target", "The value that was promised.", is_required=True),
        OwnColumn(
            "value",
            NumberOrFigure(),
            "figure",
            "The value reached: measured last, or the key of the figure that tells it.",
            taking=_take_value,
            putting=_put_value,
            emptied=_without_value,
        ),
        Column("source", Text(), "source", "Where the measured value comes from.", "measurement"),
        Column("due", Day(), "due_on", "When it is to be reached."),
        order(),
        Column(
            "measured",
            Day(),
            "measured_on",
            "When the value was measured; empty: today, or the partnership’s end.",
            "measurement",
        ),
        number(),
        entered(),
        number("measurement", "measurement_number"),
        entered("measurement", "measurement_entered"),
        Column(MEASURED, Amount(), "value", part="measurement", is_hidden=True),
    )

    @classmethod
    def arrange(cls, values: dict[str, Any], store: Store) -> None:
        """A number is a measurement, which has a day; of a figure nothing is measured."""
        value = values.get("value")
        if isinstance(value, str):
            values["source"] = values["measured"] = None
        elif value is not None:
            values[MEASURED] = value
            if values.get("measured") is None:
                values["measured"] = _day_of(values.get("name"), store)

    @classmethod
    def entries(cls, store: Store) -> Iterable[Mapping[str, Draft]]:
        """Each with its latest measurement, unless a figure tells its value."""
        for draft in store.all(Indicator):
            latest = None if draft.record.figure else _latest(draft.record, store)
            yield {"indicator": draft, **({"measurement": latest} if latest else {})}


def _day_of(name: Any, store: Store) -> Any:
    """Of a measurement without a day: that of the one it corrects, else today or the end."""
    known = next((d for d in store.all(Indicator) if d.record.name == name and not d.is_new), None)
    latest = _latest(known.record, store) if known else None
    if latest:
        return latest.record.measured_on
    end = store.partnership.end_on if store.partnership else None
    return min(filter(None, [timezone.localdate(), end]))


class MeasurementsSheet(Sheet):
    """The measurements that are not the latest."""

    name = "measurements"
    about = "Earlier values of indicators, a row each; the latest stands in indicators."
    parts = {"measurement": Part(Measurement, ("indicator", "measured"))}
    columns = (
        Column(
            "indicator",
            Reference(Indicator, "indicators"),
            "indicator",
            "Its name.",
            is_required=True,
        ),
        Column("measured", Day(), "measured_on", "When.", is_required=True),
        Column("value", Amount(), "value", "The value.", is_required=True),
        Column("source", Text(), "source", "Where it comes from.", is_required=True),
        number(),
        entered(),
    )

    @classmethod
    def entries(cls, store: Store) -> Iterable[Mapping[str, Draft]]:
        """All but those that stand in sheet indicators."""
        shown = set()
        for draft in store.all(Indicator):
            latest = None if draft.record.figure else _latest(draft.record, store)
            shown.add(latest)
        for draft in store.all(Measurement):
            if draft not in shown:
                yield {"measurement": draft}

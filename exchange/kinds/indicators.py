"""The value of an indicator: a number, or the figure that tells it."""

from typing import Any

from common.measures import measures
from exchange.faults import Wrong
from exchange.kinds.raw import Raw, Written
from exchange.kinds.references import Measure
from exchange.kinds.values import Amount, Kind


class NumberOrFigure(Kind):
    """A measured number, or the key of a figure."""

    form = "number, or the key of the figure that tells the value"
    empty: Any = None
    width = 16

    def read(self, raw: Raw) -> Any:
        """A number, else the key of a figure."""
        if isinstance(raw.value, str) and Measure.knows(raw.text):
            return Measure().read(raw)
        try:
            return Amount().read(raw)
        except Wrong as error:
            raise Wrong(
                f"{error} It may also be the key of a figure, for example {_example()}."
            ) from None

    def write(self, value: Any) -> Written:
        """The number or the key."""
        return value if isinstance(value, str) else Amount().write(value)


def _example() -> str:
    return next(iter(measures.names()), "events")

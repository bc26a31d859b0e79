"""The names of figures that records may refer to.

Figures are computed in ``reporting``, which every other app must not know. Records of lower apps
that name a figure (an indicator, a declared figure) check the name against this register, which
``reporting`` fills when it starts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Measure:
    """A figure's name as used in reports, with the words that describe it.

    ``by_market`` tells that the figure has a value per target market, so that a declared value
    belongs to a market or an event; otherwise it belongs to the partnership as a whole.
    """

    name: str
    label: str
    by_market: bool = False
    by_event: bool = False
    declarable: bool = True


class MeasureRegister:
    """All measures by name, in the order of their registration."""

    def __init__(self) -> None:
        self._measures: dict[str, Measure] = {}

    def add(self, measure: Measure) -> None:
        """Register a measure; a name can be taken once."""
        if measure.name in self._measures:
            raise ValueError(f"The figure {measure.name!r} is registered twice.")
        self._measures[measure.name] = measure

    def get(self, name: str) -> Measure | None:
        """The measure of that name, or None."""
        return self._measures.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._measures

    def __iter__(self) -> Iterator[Measure]:
        return iter(self._measures.values())

    def names(self) -> list[str]:
        """All known names."""
        return list(self._measures)

    def choices(self) -> list[tuple[str, str]]:
        """Name and label pairs for a select field."""
        return [(measure.name, f"{measure.label} ({measure.name})") for measure in self]

    def explain_unknown(self, name: str) -> str:
        """A sentence for a name that is not registered, with the nearest or all known names."""
        near = get_close_matches(name, self._measures, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        return f"“{name}” is no known figure.{hint} Known figures: {', '.join(self._measures)}."


measures = MeasureRegister()


def validate_measure(name: str) -> None:
    """Refuse a name that no figure has; the message lists the known ones."""
    if name not in measures:
        raise ValidationError(measures.explain_unknown(name), code="unknown_measure")

"""Labels beside places, none over another and none over a place that has its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.lettering import text_width, wrap
from reporting.engine.pictures.marks import LEADING, SIZE

Spot = tuple[float, float]

HEIGHT = LEADING + 2
EDGE = 2
"""Between one label and the next."""
MARGIN = 4
"""Between a label and another place."""
DISTANCES = (12, 26, 42)
"""From a place to its label, the nearest that is free."""
FAR = 1 / 13
"""Of the picture's width; a label further away would not be taken for its place's."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A label's rectangle, in pixels."""

    x: float
    y: float
    width: float
    text: str

    def meets(self, other: "Tag") -> bool:
        """Whether two labels touch."""
        return (
            self.x < other.x + other.width + EDGE
            and other.x < self.x + self.width + EDGE
            and abs(self.y - other.y) < HEIGHT + EDGE
        )

    def covers(self, spot: Spot) -> bool:
        """Whether a place is below the label."""
        x, y = spot
        return (
            self.x - MARGIN < x < self.x + self.width + MARGIN
            and self.y - MARGIN < y < self.y + HEIGHT + MARGIN
        )

    def is_within(self, width: float, height: float) -> bool:
        """Whether it stands in the picture with all its edges."""
        return (
            self.x >= 0
            and self.x + self.width <= width
            and self.y >= 0
            and self.y + HEIGHT <= height
        )


def place_tags(
    labels: Sequence[tuple[str, Spot]], width: float, height: float
) -> list[tuple[Spot, Tag]]:
    """A label for each place in a picture of that size; one for which there is no room is left out."""
    found: list[tuple[Spot, Tag]] = []
    for position, (label, spot) in enumerate(labels):
        others = [other for n, (_, other) in enumerate(labels) if n != position]
        for tag in _candidates(label, spot, width):
            is_free = not any(tag.meets(other) for _, other in found)
            if is_free and tag.is_within(width, height) and not any(map(tag.covers, others)):
                found.append((spot, tag))
                break
    return found


def _candidates(label: str, spot: Spot, room: float) -> Iterator[Tag]:
    (text,) = wrap(label, room / 3, SIZE, weight=600, lines=1)
    width = text_width(text, SIZE, 600) + 10
    x, y = spot
    for distance in DISTANCES:
        if distance > room * FAR:
            return
        away = distance + HEIGHT / 2
        for left, middle in (
            (x + distance, y),
            (x - distance - width, y),
            (x - width / 2, y - away),
            (x - width / 2, y + away),
            (x + distance / 2, y - away),
            (x + distance / 2, y + away),
            (x - distance / 2 - width, y - away),
            (x - distance / 2 - width, y + away),
        ):
            yield Tag(left, middle - HEIGHT / 2, width, text)

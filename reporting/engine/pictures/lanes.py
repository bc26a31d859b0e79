"""Moments on lanes of time; those without a known day stand at the end of their lane."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from common.charts import Spec
from common.lettering import text_width, wrap
from reporting.engine.pictures.marks import (
    ACCENT,
    BRAND,
    LEADING,
    LINE,
    MUTED,
    SIZE,
    WHITE,
    Item,
    Layer,
    boxes,
    frame,
    points,
    rules,
    stacked_lines,
    texts,
)

GAP = 12
NARROW = 500
"""Below this width labels stand above their lanes."""
SPOT = 14
"""Room of a mark, in pixels."""
SHAPES = (
    ("circle", BRAND, 90),
    ("square", ACCENT, 80),
    ("triangle-up", WHITE, 80),
)
"""Shape, colour and area of each kind of moment: told apart without their colours, too."""
UNKNOWN = "Day not known"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a lane, of a kind (a position in ``SHAPES``); ``day`` is ``None`` if unknown."""

    lane: int
    kind: int
    day: date | None
    end: date | None = None


def draw_lanes(
    lanes: Sequence[str], kinds: Sequence[str], moments: Sequence[Moment], width: int
) -> Spec:
    """The lanes from top to bottom, whole years from left to right, a key of the kinds above."""
    return _Lanes(lanes, kinds, moments, width).spec()


class _Lanes:
    def __init__(
        self, lanes: Sequence[str], kinds: Sequence[str], moments: Sequence[Moment], width: int
    ) -> None:
        self.lanes, self.kinds, self.moments, self.width = lanes, kinds, moments, width
        self.is_narrow = width < NARROW
        self.names: list[Item] = []
        self.stripes: list[Item] = []
        self.spans: list[Item] = []
        self.marks: list[list[Item]] = [[] for _ in SHAPES]
        days = [day for m in moments for day in (m.day, m.end) if day]
        self.years = range(min(days).year, max(days).year + 2)
        self.first = date(self.years[0], 1, 1).toordinal()
        self.last = date(self.years[-1], 1, 1).toordinal()
        self.place_columns()

    def place_columns(self) -> None:
        room = self.width if self.is_narrow else self.width * 0.3
        weight = 600 if self.is_narrow else 400
        self.labels = [wrap(lane, room, SIZE, weight=weight) for lane in self.lanes]
        longest = max(text_width(line, SIZE) for lines in self.labels for line in lines)
        self.left = 1.0 if self.is_narrow else longest + GAP
        unknown = [m for m in self.moments if m.day is None]
        column = max(text_width(UNKNOWN, SIZE), SPOT * 4) + GAP if unknown else 0
        self.right = self.width - column - 1
        self.unknown_from = self.right + GAP

    def x(self, day: date) -> float:
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def spec(self) -> Spec:
        top = self.head_height()
        bottom = top
        for number in range(len(self.lanes)):
            bottom = self.add_lane(number, bottom)
        weight = 600 if self.is_narrow else 400
        return frame(
            [
                *self.grid(top, bottom),
                rules(self.stripes, LINE),
                texts(self.names, align="left" if self.is_narrow else "right", weight=weight),
                rules(self.spans, BRAND, 4),
                *(
                    points(own, shape, colour, area=area)
                    for own, (shape, colour, area) in zip(self.marks, SHAPES, strict=True)
                ),
                *self.key(),
            ],
            self.width,
            bottom + LEADING + 6,
        )

    def add_lane(self, number: int, y: float) -> float:
        """Place what stands on a lane that begins at a height; returns where it ends."""
        lines = self.labels[number]
        placed = list(self.spots([m for m in self.moments if m.lane == number]))
        depth = max([1, *(row + 1 for _, _, row, _ in placed)]) * SPOT
        above = len(lines) * LEADING + 4 if self.is_narrow else 0
        height = above + max(depth + 10, 0 if self.is_narrow else len(lines) * LEADING + 6)
        anchor = self.left if self.is_narrow else self.left - GAP
        middle = y + above / 2 + 2 if self.is_narrow else y + height / 2
        self.names += stacked_lines(lines, anchor, middle)
        self.stripes.append({"x": 0, "x2": self.width, "y": y + height, "y2": y + height})
        first = y + above + (height - above - depth) / 2 + SPOT / 2
        for moment, x, row, end in placed:
            at = first + row * SPOT
            self.marks[moment.kind].append({"x": x, "y": at})
            if end - x > SPOT:
                self.spans.append({"x": x, "x2": end, "y": at, "y2": at})
        return y + height

    def spots(self, moments: Iterable[Moment]) -> Iterable[tuple[Moment, float, int, float]]:
        """Each moment with its place: at its day, below others of the same days."""
        taken: list[float] = []
        unknown = 0
        columns = max(int((self.width - self.unknown_from) / SPOT), 1)
        for moment in moments:
            if moment.day is None:
                x = self.unknown_from + SPOT / 2 + unknown % columns * SPOT
                yield moment, x, unknown // columns, x
                unknown += 1
                continue
            x = min(max(self.x(moment.day), self.left + SPOT / 2), self.right - SPOT / 2)
            end = self.x(moment.end) if moment.end else x
            row = next((n for n, until in enumerate(taken) if until <= x), len(taken))
            taken[row : row + 1] = [max(x, end) + SPOT]
            yield moment, x, row, end

    # What stands around the moments -------------------------------------------------------

    def grid(self, top: float, bottom: float) -> list[Layer | None]:
        years = [self.x(date(year, 1, 1)) for year in self.years]
        lines = [{"x": x, "x2": x, "y": top, "y2": bottom} for x in years]
        names = [
            {"x": (start + end) / 2, "y": bottom + LEADING / 2 + 4, "text": str(year)}
            for year, start, end in zip(self.years, years, years[1:], strict=False)
            if end - start > text_width("2000", SIZE)
        ]
        column = []
        if any(m.day is None for m in self.moments):
            x = self.unknown_from
            column = [{"x": x, "y": bottom + LEADING / 2 + 4, "text": UNKNOWN}]
        shade = [{"x": self.right, "x2": self.width, "y": top, "y2": bottom}] if column else []
        return [
            boxes(shade, "#f3f6f9"),
            rules(lines, LINE),
            texts(names, align="center", colour=MUTED),
            texts(column, colour=MUTED),
        ]

    def used(self) -> list[int]:
        return sorted({moment.kind for moment in self.moments})

    def key_places(self) -> Mapping[int, tuple[float, float]]:
        """Where each kind that occurs stands in the key."""
        places: dict[int, tuple[float, float]] = {}
        x, y = 0.0, LEADING / 2
        for kind in self.used():
            needed = SPOT + 4 + text_width(self.kinds[kind], SIZE)
            if x and x + needed > self.width:
                x, y = 0.0, y + LEADING + 3
            places[kind] = (x, y)
            x += needed + GAP * 1.5
        return places

    def head_height(self) -> float:
        return max(y for _, y in self.key_places().values()) + LEADING / 2 + 8

    def key(self) -> list[Layer | None]:
        places = self.key_places()
        names = [
            {"x": x + SPOT + 4, "y": y, "text": self.kinds[kind]} for kind, (x, y) in places.items()
        ]
        marks = [
            points([{"x": x + SPOT / 2, "y": y}], *SHAPES[kind][:2], area=SHAPES[kind][2])
            for kind, (x, y) in places.items()
        ]
        return [*marks, texts(names)]

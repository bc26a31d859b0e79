"""Countries on a map of the world: markets with their names, partners' countries without."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from common.charts import Spec
from common.lettering import text_width
from reporting.engine.pictures.atlas import Point, centre_of, has_shape, shapes
from reporting.engine.pictures.marks import (
    ACCENT,
    BRAND,
    INK,
    LAND,
    LEADING,
    SIZE,
    WHITE,
    Layer,
    boxes,
    frame,
    points,
    rules,
    texts,
)
from reporting.engine.pictures.tags import HEIGHT, Tag, place_tags

NORTH, SOUTH = 83.7, -56.0
"""From the north of Greenland to Cape Horn."""
WIDEST = 2.7066
"""Half the width of the projection for a globe of radius 1."""
MARKET, PARTNER = "market", "partner"
COLOURS = {"": LAND, PARTNER: ACCENT, MARKET: BRAND}
KEY = {MARKET: "Target market", PARTNER: "Country of a partner"}


@dataclass(frozen=True, slots=True)
class Place:
    """A country by its ISO code of three letters; only markets have a label."""

    code: str
    role: str
    label: str = ""


def draw_world(places: Sequence[Place], width: int) -> Spec:
    """The map; of a country that is both, the market is shown. Labels without room are left out."""
    return _World(places, width).spec()


def is_on_map(code: str) -> bool:
    """Whether the map can show the country."""
    return centre_of(code) is not None


def project(point: Point) -> Point:
    """The Equal Earth projection on a globe of radius 1, y upwards."""
    a1, a2, a3, a4, m = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
    theta = math.asin(m * math.sin(math.radians(point[1])))
    t2 = theta * theta
    t6 = t2**3
    x = math.radians(point[0]) * math.cos(theta)
    x /= m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2))
    return x, theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


class _World:
    def __init__(self, places: Sequence[Place], width: int) -> None:
        self.width = width
        self.scale = width / (2 * WIDEST)
        self.top = project((0, NORTH))[1] * self.scale
        self.map_height = self.top - project((0, SOUTH))[1] * self.scale
        self.roles = {place.code: place.role for place in places}
        self.roles |= {place.code: MARKET for place in places if place.role == MARKET}
        self.markets = [place for place in places if place.role == MARKET]

    def spec(self) -> Spec:
        tags = self.tags()
        return frame(
            [self.land(), *self.small_countries(), *self.labels(tags), *self.key()],
            self.width,
            self.map_height + LEADING + 10,
            projection={
                "type": "equalEarth",
                "scale": self.scale,
                "translate": [self.width / 2, self.top],
            },
        )

    def land(self) -> Layer:
        colour = {
            "field": "properties.role",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())},
        }
        outline = {
            "condition": {"test": f"datum.properties.role == '{PARTNER}'", "value": INK},
            "value": WHITE,
        }
        return {
            "data": {
                "values": shapes(self.roles),
                "format": {"type": "topojson", "feature": "countries"},
            },
            "mark": {"type": "geoshape", "strokeWidth": 0.6, "invalid": None},
            "encoding": {"fill": colour, "stroke": outline},
        }

    def spot(self, code: str) -> Point | None:
        """A country's middle in pixels."""
        centre = centre_of(code)
        if centre is None:
            return None
        x, y = project(centre)
        return self.width / 2 + x * self.scale, self.top - y * self.scale

    def small_countries(self) -> Iterator[Layer | None]:
        """Dots for countries that the atlas does not draw."""
        for role in (PARTNER, MARKET):
            codes = [code for code, own in self.roles.items() if own == role]
            spots = [self.spot(code) for code in codes if not has_shape(code)]
            dots = [{"x": spot[0], "y": spot[1]} for spot in spots if spot]
            yield points(dots, "circle", COLOURS[role], area=40)

    # Labels ---------------------------------------------------------------------------------

    def tags(self) -> list[tuple[Point, Tag]]:
        """Each market's label beside its country."""
        spots = {place.code: spot for place in self.markets if (spot := self.spot(place.code))}
        labels = [(place.label, spots[place.code]) for place in self.markets if place.code in spots]
        return place_tags(labels, self.width, self.map_height)

    def labels(self, tags: Sequence[tuple[Point, Tag]]) -> list[Layer | None]:
        dots: list[dict[str, Any]] = [{"x": x, "y": y} for (x, y), _ in tags]
        lines = [self.leader(spot, tag) for spot, tag in tags]
        cards = [{"x": t.x, "x2": t.x + t.width, "y": t.y, "y2": t.y + HEIGHT} for _, t in tags]
        words = [{"x": t.x + 5, "y": t.y + HEIGHT / 2, "text": t.text} for _, t in tags]
        return [
            rules(lines, INK, 1.2),
            points(dots, "circle", WHITE, area=22),
            boxes(cards, WHITE, stroke=INK, strokeWidth=0.8, cornerRadius=3),
            texts(words, weight=600),
        ]

    @staticmethod
    def leader(spot: Point, tag: Tag) -> dict[str, float]:
        """From the country to the nearest edge of its label."""
        x = min(max(spot[0], tag.x), tag.x + tag.width)
        y = min(max(spot[1], tag.y), tag.y + HEIGHT)
        return {"x": spot[0], "y": spot[1], "x2": x, "y2": y}

    def key(self) -> list[Layer | None]:
        layers: list[Layer | None] = []
        x, y = 0.5, self.map_height + 6
        for role, name in KEY.items():
            if role in self.roles.values():
                box = {"x": x, "x2": x + LEADING, "y": y + 1, "y2": y + LEADING - 1}
                layers.append(boxes([box], COLOURS[role], stroke=INK, strokeWidth=0.8))
                word = {"x": x + LEADING + 6, "y": y + LEADING / 2, "text": name}
                layers.append(texts([word]))
                x += LEADING + 6 + text_width(name, SIZE) + 20
        return layers

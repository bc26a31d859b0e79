"""Marks at places in pixels, and the frame that they stand in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from common.charts import Spec
from common.lettering import FAMILY

INK = "#1c2733"
MUTED = "#55636f"
LINE = "#c9d3dc"
BRAND = "#0b3c8c"
BRAND_LIGHT = "#4f7cc4"
ACCENT = "#ffcc00"
LAND = "#dfe6ed"
WHITE = "#ffffff"
"""The colours of the portal's style sheets; the two blues differ in lightness, so also in grey."""

SIZE = 14
"""Of letters, in pixels."""
LEADING = 17
"""From line to line, in pixels."""

Layer = dict[str, Any]
Item = Mapping[str, Any]


def frame(layers: Iterable[Layer | None], width: int, height: float, **more: Any) -> Spec:
    """A picture of that size, of layers from back to front; ``None`` is left out."""
    return {
        "width": width,
        "height": round(height),
        "padding": 0,
        "autosize": {"type": "none"},
        "layer": [layer for layer in layers if layer],
        "config": {
            "font": f"'{FAMILY}', 'Droid Sans Fallback', sans-serif",
            "view": {"stroke": None, "fill": None},
            "background": None,
            "aria": False,
        },
        **more,
    }


def _at(field: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _layer(items: Sequence[Item], mark: Layer, fields: Sequence[str]) -> Layer | None:
    if not items:
        return None
    encoding = {field: _at(field) for field in fields}
    return {"data": {"values": list(items)}, "mark": mark, "encoding": encoding}


def texts(
    items: Sequence[Item],
    *,
    align: str = "left",
    weight: int = 400,
    colour: str = INK,
    baseline: str = "middle",
) -> Layer | None:
    """Lines of text at ``x`` and ``y``, each of an item with ``text``."""
    mark = {
        "type": "text",
        "align": align,
        "baseline": baseline,
        "fontSize": SIZE,
        "fontWeight": weight,
        "color": colour,
    }
    layer = _layer(items, mark, ("x", "y"))
    if layer:
        layer["encoding"]["text"] = {"field": "text", "type": "nominal"}
    return layer


def boxes(items: Sequence[Item], colour: str, **look: Any) -> Layer | None:
    """Rectangles from ``x``, ``y`` to ``x2``, ``y2``."""
    layer = _layer(items, {"type": "rect", "color": colour, **look}, ("x", "y"))
    if layer:
        layer["encoding"] |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return layer


def rules(items: Sequence[Item], colour: str, thickness: float = 1, **look: Any) -> Layer | None:
    """Lines from ``x``, ``y`` to ``x2``, ``y2``."""
    mark = {"type": "rule", "color": colour, "strokeWidth": thickness, **look}
    layer = _layer(items, mark, ("x", "y"))
    if layer:
        layer["encoding"] |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return layer


def points(
    items: Sequence[Item], shape: str, colour: str, *, area: int, **look: Any
) -> Layer | None:
    """Marks of one shape around ``x`` and ``y``."""
    mark = {
        "type": "point",
        "shape": shape,
        "size": area,
        "fill": colour,
        "stroke": INK,
        "strokeWidth": 1,
        "opacity": 1,
        **look,
    }
    return _layer(items, mark, ("x", "y"))


def stacked_lines(lines: Sequence[str], x: float, middle: float) -> list[dict[str, float | str]]:
    """Lines of a text around a height."""
    top = middle - (len(lines) - 1) * LEADING / 2
    return [
        {"x": x, "y": top + position * LEADING, "text": line} for position, line in enumerate(lines)
    ]

"""Values of the JSON contract as text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from reporting.engine.columns import format_day


def as_text(value: Any) -> str:
    """A value as people read it; nothing for what is not there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return "; ".join(map(as_text, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {as_text(entry)}" for key, entry in value.items())
    return str(value)


def cell_text(cell: Mapping[str, Any] | None, kind: str) -> str:
    """A cell as text: what the data says to print, else its value."""
    if cell is None:
        return ""
    value = cell.get("value", "")
    if cell.get("printed"):
        return str(cell["printed"])
    if kind == "date" and isinstance(value, str):
        return _day(value)
    return f"{as_text(value)} %" if kind == "percent" and is_number(value) else as_text(value)


def difference_of(before: Any, after: Any) -> int | float | None:
    """By how much a number changed; None where one of both is no number."""
    if not (is_number(before) and is_number(after)):
        return None
    difference: int | float = after - before
    return round(difference, 6)


def is_number(value: Any) -> bool:
    """Whether a value is a number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _day(text: str) -> str:
    try:
        return format_day(date.fromisoformat(text))
    except ValueError:
        return text

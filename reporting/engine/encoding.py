"""Report data as plain values, and the hash that tells whether anything changed."""

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from reporting.engine.cells import ReportData, Value


def plain(value: Value) -> Any:
    """A cell's value as JSON knows it: decimals as numbers, days in ISO form, lists as lists."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def data_hash(data: ReportData) -> str:
    """SHA-256 of everything the report shows; equal data has an equal hash on every day.

    Where it can be verified does not count: a submitted report has the hash of its draft.
    """
    timeless = replace(data, masthead=replace(data.masthead, as_of=""))
    canonical = json.dumps(_canonical(timeless), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _canonical(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return [_canonical(getattr(value, name)) for name in _hashed(type(value))]
    if isinstance(value, dict):
        return [[key, _canonical(entry)] for key, entry in value.items()]
    if isinstance(value, tuple | list):
        return [_canonical(entry) for entry in value]
    return value if isinstance(value, str | int | bool | type(None)) else str(value)


@cache
def _hashed(kind: type) -> list[str]:
    return [field.name for field in fields(kind) if field.metadata.get("is_hashed", True)]

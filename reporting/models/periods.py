"""How the reports of one document are told apart: the final one, and those in between."""

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from common.periods import Period
from reporting.engine.columns import format_day

FINAL_KEY = "final"
"""The key of the final report. Its address is that of the document alone."""

_RESERVED = (
    "annex chart charts compare dossier download downloads evidence figures history jobs latest "
    "periods preview render status submitted verdict versions volumes"
)
RESERVED_KEYS = frozenset(_RESERVED.split())
"""What stands in the place of a key in other addresses."""

_KEY = re.compile(r"[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*")
_NUMBERED = re.compile(r"interim-(\d+)")


def validate_key(key: str) -> None:
    """Refuse a key that would be no good part of an address, or that is another address."""
    if not _KEY.fullmatch(key):
        raise ValidationError(
            "Use small letters, digits and single hyphens, a letter first, for example interim-1."
        )
    if key in RESERVED_KEYS:
        raise ValidationError(
            f"“{key}” is part of other addresses. Choose another one, for example interim-1."
        )


def propose_key(taken: Iterable[str]) -> str:
    """The key of the next interim report: ``interim-1``, ``interim-2``, …"""
    numbers = [int(match[1]) for key in taken if (match := _NUMBERED.fullmatch(key))]
    return f"interim-{max(numbers, default=0) + 1}"


def interim_title(key: str) -> str:
    """What an interim report is called: “Interim report 1”, or by the words of its key."""
    match = _NUMBERED.fullmatch(key)
    return f"Interim report {match[1] if match else '“' + key.replace('-', ' ') + '”'}"


def misplaced(start: date | None, end: date | None, whole: Period) -> dict[str, str]:
    """What is wrong with a period that leaves the partnership's time, by field."""
    errors = {}
    if start and start not in whole:
        errors["period_start"] = _outside(whole)
    if end and end not in whole:
        errors["period_end"] = _outside(whole)
    return errors


def _outside(whole: Period) -> str:
    first, last = whole.start, whole.end
    return (
        f"The partnership runs from {format_day(first)} to {format_day(last)}. "
        "Enter a day in that time."
        if first and last
        else "Enter a day in the partnership’s time."
    )

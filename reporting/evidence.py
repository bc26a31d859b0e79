"""What evidence tells of a record beside its name: its days, and where it comes from."""

from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from common.models import Record
from common.periods import Period
from reporting.engine.columns import format_day

RECORDED = "Recorded in the portal"
"""The source of a record that nothing may tell apart from others."""


def entered(record: Record) -> str:
    """The source of a record that has none of its own: the day on which it was entered."""
    return _entered(record.created_at, settings.TIME_ZONE)


@lru_cache(maxsize=4096)
def _entered(moment: datetime, time_zone: str) -> str:
    """Imports enter very many records at one moment."""
    return f"Entered on {format_day(timezone.localdate(moment))}"


def days(start: date | None, end: date | None) -> date | str:
    """One day, or the span of several in words; empty where the first is not known."""
    if start is None:
        return ""
    return start if end in (None, start) else str(Period(start, end))

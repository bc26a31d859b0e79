"""Queries that take too long or are too many, and the place in the code that they come from."""

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import structlog
from django.conf import settings

logger = structlog.stdlib.get_logger("portal.queries")

OWN = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
SHOWN = 3
"""Places that are named where there are too many queries."""


class QueryWatch:
    """Counts the queries of one request and their time. Parameters are never noted: they are data."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0
        self._slow = settings.SLOW_QUERY_MS / 1000
        self._many = settings.MANY_QUERIES
        self._places: Counter[str] = Counter()

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        """Run a query, and look at the clock before and after it."""
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - begin
            self.count += 1
            self.seconds += took
            if self._many:
                self._places[place()] += 1
            if self._slow and took >= self._slow:
                logger.warning("slow query", ms=round(took * 1000), place=place(), sql=sql[:2000])

    def tell(self, path: str) -> None:
        """Warn where one request has asked too often."""
        if self._many and self.count > self._many:
            most = [f"{times} × {where}" for where, times in self._places.most_common(SHOWN)]
            logger.warning("many queries", queries=self.count, path=path, places=most)


def place() -> str:
    """The line of the portal's own code that asks; of a template, the view that shows it."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if _is_own(path):
            return f"{path.relative_to(OWN)}:{frame.f_lineno} in {frame.f_code.co_name}"
        frame = frame.f_back
    return "outside the portal"


def _is_own(path: Path) -> bool:
    return path.is_relative_to(OWN) and not path.is_relative_to(HERE) and ".venv" not in path.parts

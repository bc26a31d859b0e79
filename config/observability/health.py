"""Whether the portal can work: each part that it needs is tried."""

import secrets
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from common.stores import reports, uploads
from config.folder_queue import Channel as FolderChannel

logger = structlog.stdlib.get_logger("portal.health")

KEPT_SECONDS = 1.0
"""For which an answer counts: whoever asks without end does not keep the parts busy."""


class State(StrEnum):
    """How a part fares."""

    OK = "ok"
    AWAY = "away"
    BEHIND = "behind"


class Behind(Exception):
    """The part is there, and not yet what the program expects."""


@dataclass(frozen=True)
class Part:
    """What became of trying one part."""

    name: str
    state: State
    is_needed: bool


@dataclass(frozen=True)
class Readiness:
    """All parts, as they were found."""

    parts: tuple[Part, ...]

    @property
    def is_ready(self) -> bool:
        """Whether every part is there that is needed."""
        return all(part.state is State.OK for part in self.parts if part.is_needed)

    def as_data(self) -> dict[str, Any]:
        """For JSON; tells nothing but states: no names, no versions, no errors."""
        is_whole = all(part.state is State.OK for part in self.parts)
        status = ("ready" if is_whole else "degraded") if self.is_ready else "not ready"
        return {
            "status": status,
            "parts": {
                part.name: {"state": part.state, "needed": part.is_needed} for part in self.parts
            },
        }


def readiness() -> Readiness:
    """Try all parts, or give what was found a moment ago."""
    return _kept.get()


def look() -> Readiness:
    """Try all parts now."""
    return Readiness(tuple(_try(name, check) for name, check in CHECKS.items()))


def _try(name: str, check: Callable[[], None]) -> Part:
    try:
        check()
        state = State.OK
    except Behind:
        state = State.BEHIND
    except Exception as error:  # each part has errors of its own
        logger.warning("part away", part=name, error=type(error).__name__)
        state = State.AWAY
    return Part(name, state, name in settings.HEALTH_NEEDED)


def database() -> None:
    """It answers a question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def is_being_updated() -> bool:
    """Whether migrations of this release are missing; no where that cannot be told."""
    try:
        migrations()
    except Behind:
        return True
    except Exception:  # the question came in the middle of a transaction that had failed
        return False
    return False


def migrations() -> None:
    """Every migration of this release has run."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Behind


def kept_in_cache() -> None:
    """What is put in is there."""
    word = secrets.token_hex(8)
    cache.set("health", word, 30)
    if cache.get("health") is None:
        raise LookupError


def queue() -> None:
    """The broker takes a connection; a folder takes a file."""
    with current_app.connection_for_write() as broker:
        broker.connect()
        channel = broker.channel()
        if isinstance(channel, FolderChannel):
            _write_into(channel.data_folder_out)
        channel.close()


def storage() -> None:
    """A file can be written where documents and reports are kept."""
    uploads().probe()
    reports().probe()


def _write_into(folder: str | Path) -> None:
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"health")
        file.flush()


CHECKS: dict[str, Callable[[], None]] = {
    "database": database,
    "migrations": migrations,
    "cache": kept_in_cache,
    "queue": queue,
    "storage": storage,
}


class _Kept:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: Readiness | None = None
        self._until = 0.0

    def get(self) -> Readiness:
        with self._lock:
            if self._found is None or time.monotonic() >= self._until:
                self._found = look()
                self._until = time.monotonic() + KEPT_SECONDS
            return self._found

    def forget(self) -> None:
        self._found = None


_kept = _Kept()


def forget() -> None:
    """Try again at the next question."""
    _kept.forget()

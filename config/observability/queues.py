"""How many messages wait for workers, and since when; and when a worker last gave a sign of life."""

import json
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.core.cache import cache

from config.folder_queue import Channel as FolderChannel

logger = structlog.stdlib.get_logger("portal.queues")

STAMP = "queued_at"
"""The header of a message that tells when it was sent."""

SIGNS = "workers.signs.2"
"""All signs of life stand under one key; where two workers write at once, one of them is there next time."""

SILENT_SECONDS = 60
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Queue:
    """One queue: how many messages wait, and for how many seconds the oldest does, if that is known."""

    name: str
    depth: int
    oldest_seconds: float | None


@dataclass(frozen=True)
class Queues:
    """All queues, or that the broker is away."""

    is_there: bool
    queues: tuple[Queue, ...] = ()


@dataclass(frozen=True)
class Worker:
    """A worker by its name, how many seconds ago it was heard of, and the queues that it serves."""

    name: str
    seconds: float
    serves: tuple[str, ...]

    @property
    def is_silent(self) -> bool:
        """Whether it is probably gone."""
        return self.seconds > SILENT_SECONDS


def queue_names() -> list[str]:
    """The queues that tasks are sent to."""
    return sorted(queue.name for queue in settings.CELERY_TASK_QUEUES)


def unattended(workers: Iterable[Worker]) -> list[str]:
    """The queues that none of these workers serves and was heard of lately."""
    served = {name for worker in workers if not worker.is_silent for name in worker.serves}
    return [name for name in queue_names() if name not in served]


def queues() -> Queues:
    """Ask the broker, once and without trying again. A broker that is away is said to be."""
    try:
        with closing(current_app.connection_for_read()) as connection:
            connection.connect()
            channel = connection.channel()
            return Queues(True, tuple(_queue(channel, name) for name in queue_names()))
    except Exception as error:  # each kind of queue has errors of its own
        logger.warning("queue away", error=type(error).__name__)
        return Queues(False)


def _queue(channel: Any, name: str) -> Queue:
    return Queue(name, channel._size(name), _oldest(channel, name))


def _oldest(channel: Any, name: str) -> float | None:
    if isinstance(channel, FolderChannel):
        sent = channel.oldest(name)
    elif hasattr(channel, "client") and hasattr(channel.client, "lindex"):
        sent = _stamp_of(channel.client.lindex(name, -1))
    else:
        return None
    return max(time.time() - sent, 0.0) if sent else None


def _stamp_of(message: bytes | None) -> float | None:
    try:
        return float(json.loads(message or "")["headers"][STAMP])
    except (ValueError, KeyError, TypeError):
        return None


def give_sign(name: str, *, serves: tuple[str, ...]) -> None:
    """Note that a worker is alive and which queues it serves, for all to see."""
    now = time.time()
    signs = {**_signs(), name: (now, serves)}
    fresh = {worker: sign for worker, sign in signs.items() if now - sign[0] < KEPT_SECONDS}
    cache.set(SIGNS, fresh, KEPT_SECONDS)


def workers() -> list[Worker]:
    """The workers of the last day, those heard of last first. None where the cache is away."""
    now = time.time()
    found = [Worker(name, max(now - at, 0.0), serves) for name, (at, serves) in _signs().items()]
    return sorted(found, key=lambda worker: (worker.seconds, worker.name))


def _signs() -> dict[str, tuple[float, tuple[str, ...]]]:
    try:
        return dict(cache.get(SIGNS) or {})
    except Exception:  # each kind of cache has errors of its own
        logger.warning("cache away", exc_info=True)
        return {}

"""The Celery application; its settings are the CELERY_ ones of Django."""

import logging
import os
import threading
import time
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import (
    after_task_publish,
    beat_embedded_init,
    before_task_publish,
    heartbeat_sent,
    setup_logging,
    worker_ready,
)
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

import config.folder_queue  # noqa: F401 – makes folder:// known

logger = logging.getLogger(__name__)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class TaskLog(DjangoStructLogInitStep):
    """Binds the numbers of the task and of the request that asked for it to every line of the log."""

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        # What a worker sends is told once: the app of Django has a receiver of its own for that.
        before_task_publish.disconnect(self.receiver.receiver_before_task_publish)
        after_task_publish.disconnect(self.receiver.receiver_after_task_publish)


app.steps["worker"].add(TaskLog)

SIGN_SECONDS = 10
_next_sign = 0.0


@worker_ready.connect
def take_up_jobs(**_: Any) -> None:
    """A worker that starts looks at once for what was left by others; later the beat does."""
    app.send_task("reporting.tasks.take_up_jobs")
    app.send_task("partnership.tasks.take_up_emails")
    app.send_task("events.tasks.take_up_schedules")


@setup_logging.connect
def keep_the_portals_log(**_: Any) -> None:
    """Celery would add handlers of its own; Django has set up the log already."""


@before_task_publish.connect
def stamp(headers: dict[str, Any], **_: Any) -> None:
    """Note in a message when it was sent; a queue does not."""
    headers["queued_at"] = time.time()


@heartbeat_sent.connect
def give_sign_of_life(sender: Any, **_: Any) -> None:
    """While a worker listens to the queue it says so: in the cache, and in a file for its container."""
    global _next_sign
    if time.monotonic() < _next_sign:
        return
    _next_sign = time.monotonic() + SIGN_SECONDS
    from django.db import connection

    from config.observability.queues import give_sign

    try:
        if settings.WORKER_SIGN_FILE:
            Path(settings.WORKER_SIGN_FILE).touch()
        give_sign(sender.eventer.hostname, serves=tuple(app.amqp.queues.consume_from))
    except Exception:  # a worker works on where it cannot say so
        logger.warning("A sign of life could not be given.", exc_info=True)
    finally:
        connection.close()


@beat_embedded_init.connect
def end_with_its_worker(**_: Any) -> None:
    """The beat inside a worker is a process of its own, which would outlive a worker that is killed."""
    threading.Thread(target=_end_without, args=(os.getppid(),), daemon=True).start()


def _end_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)

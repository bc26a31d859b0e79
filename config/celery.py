"""The Celery application; its settings are the CELERY_ ones of Django."""

import os
import threading
import time
from typing import Any

from celery import Celery
from celery.signals import beat_embedded_init, worker_ready

import config.folder_queue  # noqa: F401 – makes folder:// known

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def take_up_jobs(**_: Any) -> None:
    """A worker that starts looks at once for what was left by others; later the beat does."""
    app.send_task("reporting.tasks.take_up_jobs")


@beat_embedded_init.connect
def end_with_its_worker(**_: Any) -> None:
    """The beat inside a worker is a process of its own, which would outlive a worker that is killed."""
    threading.Thread(target=_end_without, args=(os.getppid(),), daemon=True).start()


def _end_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)

"""The Celery application; its settings are the CELERY_ ones of Django."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def take_up_jobs(**_: Any) -> None:
    """A worker that starts looks at once for what was left by others; later the beat does."""
    app.send_task("reporting.tasks.take_up_jobs")

"""The clock of regular work: Celery's own, which also says that it lives."""

from pathlib import Path
from typing import Any

from celery.beat import PersistentScheduler
from django.conf import settings


class Scheduler(PersistentScheduler):
    """After each look at the clock it touches ``BEAT_SIGN_FILE``; one that waits for its queue does not."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Do what is due; gives the seconds until the next look."""
        seconds: float = super().tick(*args, **kwargs)
        if settings.BEAT_SIGN_FILE:
            Path(settings.BEAT_SIGN_FILE).touch()
        return seconds

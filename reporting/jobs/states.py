"""Where a piece of background work stands."""

from django.db import models


class JobState(models.TextChoices):
    """The states of a job."""

    QUEUED = "queued", "Waiting for a worker"
    RUNNING = "running", "In progress"
    WAITING = "waiting", "Waiting for its parts"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


ACTIVE = (JobState.QUEUED, JobState.RUNNING, JobState.WAITING)
"""Still to come: the same request joins such a job instead of beginning another."""

FINISHED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
"""Nothing more will happen to it."""

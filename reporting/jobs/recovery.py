"""Jobs that a dead worker left are taken up again; finished ones are cleared away in time."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from reporting.jobs.endings import fail_wholes_of, stop_parts_of
from reporting.jobs.states import JobState
from reporting.jobs.telling import tell_people
from reporting.models import Job
from reporting.models.jobs import JobQuerySet

logger = logging.getLogger(__name__)


def find_work() -> list[int]:
    """The waiting jobs that a worker must be told of, those of dead workers among them.

    However many workers look at once, each job is released by one of them.
    """
    for job in stale_jobs():
        release(job)
    patience = timedelta(seconds=settings.JOBS_RESEND_SECONDS)
    unsent = Job.objects.unsent(patience)
    return [
        job_id
        for job_id in list(unsent.values_list("pk", flat=True))
        if Job.objects.unsent(patience).filter(pk=job_id).update(sent_at=Now())
    ]


def stale_jobs() -> JobQuerySet:
    """Jobs whose worker is taken for dead."""
    stale: JobQuerySet = Job.objects.stale(timedelta(seconds=settings.JOBS_LEASE_SECONDS))
    return stale


@transaction.atomic
def release(job: Job) -> bool:
    """Take a stale job from its worker: it waits again, or ends if that happened too often."""
    left = stale_jobs().filter(pk=job.pk, owner=job.owner)
    if job.cancel_requested:
        state, error = JobState.CANCELLED, ""
    elif job.attempts >= settings.JOBS_MAX_ATTEMPTS:
        state, error = JobState.FAILED, _given_up(job)
    else:
        return bool(left.update(state=JobState.QUEUED, owner="", heartbeat_at=None, sent_at=None))
    if not left.update(state=state, owner="", heartbeat_at=None, error=error, finished_at=Now()):
        return False
    logger.error("Job %s ended as %s: %s", job.uuid, state, error)
    if state is JobState.FAILED:
        fail_wholes_of(job, error)
    stop_parts_of(job)
    transaction.on_commit(lambda: tell_people(job))
    return True


def _given_up(job: Job) -> str:
    return (
        f"The worker stopped {job.attempts} times while it was at this, so it is not tried again by "
        "itself. Try again, and tell the administrator if it happens again: the report may need "
        "more memory than there is."
    )


def prune_jobs() -> int:
    """Delete jobs that were finished long ago. Gives their number, parts not counted."""
    old = Job.objects.finished_before(timedelta(days=settings.JOBS_KEPT_DAYS))
    numbers = list(old.values_list("pk", flat=True))
    Job.objects.filter(pk__in=numbers).delete()
    return len(numbers)

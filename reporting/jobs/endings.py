"""How a job ends, and what that means for the whole that it is a part of, and for its own parts."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from reporting.jobs.kind import Part, Result, Split
from reporting.jobs.leases import Lease
from reporting.jobs.states import ACTIVE, JobState
from reporting.models import Job

QUEUED_AGAIN: dict[str, Any] = {"queued_at": Now(), "sent_at": Now()}


@transaction.atomic
def complete(lease: Lease, job: Job, result: Result) -> list[int]:
    """Keep the result. Gives the jobs that can run now: the whole, once its last part is done."""
    lease.end(JobState.DONE, result=result, finished_at=Now(), stage="", error="")
    if job.parent_id is None:
        return []
    # The lock makes two last parts wait for each other; the second one finds none missing.
    whole = Job.objects.select_for_update().filter(pk=job.parent_id, state=JobState.WAITING)
    if not whole.exists() or Job.objects.active().filter(parent=job.parent_id).exists():
        return []
    whole.update(state=JobState.QUEUED, attempts=0, **QUEUED_AGAIN)
    return [job.parent_id]


@transaction.atomic
def divide(lease: Lease, job: Job, split: Split) -> list[int]:
    """Keep the parts, and let the whole wait for them without a worker. Gives the parts."""
    lease.confirm()
    lease.end(JobState.WAITING, stage="")
    parts = Job.objects.bulk_create(
        _part(job, part, position) for position, part in enumerate(split.parts)
    )
    return [part.pk for part in parts]


def _part(job: Job, part: Part, position: int) -> Job:
    return Job(
        kind=part.kind or job.kind,
        report=job.report,
        edition=job.edition,
        parameters=part.parameters,
        key=hashlib.sha256(f"{job.uuid}/{position}".encode()).hexdigest(),
        parent=job,
        position=position,
        weight=part.weight,
        requested_by=job.requested_by,
    )


@transaction.atomic
def fail(lease: Lease, job: Job, words: str) -> None:
    """End a job in words; with a part the whole has failed, and its other parts are not made."""
    lease.end(JobState.FAILED, error=words, finished_at=Now())
    fail_wholes_of(job, words)
    stop_parts_of(job)


@transaction.atomic
def put_off(lease: Lease, job: Job, words: str) -> None:
    """Let a job wait until workers are told of it anew; what was tried often enough fails in words."""
    if job.attempts >= settings.JOBS_MAX_ATTEMPTS:
        fail(lease, job, words)
    else:
        lease.end(JobState.QUEUED, stage="", sent_at=Now())


@transaction.atomic
def stop(lease: Lease, job: Job) -> None:
    """End a job that was cancelled."""
    lease.end(JobState.CANCELLED, finished_at=Now())
    stop_parts_of(job)


def fail_wholes_of(job: Job, words: str) -> None:
    """What a job is a part of fails with it, and so on upwards."""
    while job.parent_id is not None:
        job = Job.objects.get(pk=job.parent_id)
        waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING)
        waiting.update(state=JobState.FAILED, error=words, finished_at=Now())
        stop_parts_of(job)


def stop_parts_of(job: Job) -> None:
    """Parts that wait are cancelled; those that run are told to stop. So on downwards."""
    for part in Job.objects.active().filter(parent=job):
        cancel(part)


def cancel(job: Job) -> None:
    """Cancel a job and its parts; one that runs stops as soon as its worker hears of it."""
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    if not running.update(cancel_requested=True):
        idle = Job.objects.filter(pk=job.pk, state__in=ACTIVE)
        idle.update(state=JobState.CANCELLED, cancel_requested=True, owner="", finished_at=Now())
    stop_parts_of(job)

"""Background work of reports."""

import logging
from collections.abc import Iterable

from celery import shared_task

from reporting.files import sweep_files
from reporting.jobs.recovery import find_work, prune_jobs
from reporting.jobs.running import do_job
from reporting.models import Job
from reporting.rendering import render_public_reports

logger = logging.getLogger(__name__)


@shared_task
def prepare_public_reports() -> int:
    """Make the PDF of every public report that has changed; safe to run twice. Returns how many exist."""
    return render_public_reports("pdf")


@shared_task
def run_job(job_id: int) -> None:
    """Do a job, unless it is done or another worker has it; then whatever can run because of it."""
    enqueue(do_job(job_id))


@shared_task
def take_up_jobs() -> None:
    """Take up what dead workers left and what no worker was told of; safe to run twice."""
    enqueue(find_work())


@shared_task
def clear_away() -> None:
    """Delete jobs finished long ago, and files that nobody will finish; safe to run twice."""
    prune_jobs()
    sweep_files()


def enqueue(job_ids: Iterable[int]) -> None:
    """Tell a worker of jobs. Where the queue is away, they wait for ``take_up_jobs``."""
    for job_id in job_ids:
        try:
            run_job.apply_async((job_id,), retry=False)
        except Exception:  # each kind of queue has errors of its own
            logger.warning("The queue is away; job %s waits.", job_id, exc_info=True)
            Job.objects.filter(pk=job_id).update(sent_at=None)

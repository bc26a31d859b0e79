"""Background work of reports."""

import logging
from collections.abc import Iterable

from celery import shared_task

from partnership.models import Partnership
from reporting import finding_counts
from reporting.dashboard.programme import numbers_of
from reporting.downloads import prune_downloads
from reporting.drawing import (
    draw_charts_of_dashboard,
    draw_overview_charts,
    draw_report_charts,
)
from reporting.engine.editions import Edition
from reporting.files import sweep_files, sweep_uploads
from reporting.jobs.recovery import find_work, prune_jobs
from reporting.jobs.running import do_job
from reporting.models import Job
from reporting.rendering import render_public_reports
from reporting.writers.pdf import part_store

logger = logging.getLogger(__name__)

COUNTING_SECONDS = 15 * 60
"""For which a programme is counted in the background at most."""


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
def count_stale_findings() -> int:
    """Count the findings of the partnerships whose records have changed; safe to run twice."""
    return finding_counts.count_stale_findings()


@shared_task
def clear_away() -> None:
    """Delete jobs and downloads of long ago, and files that nobody needs; safe to run twice."""
    prune_jobs()
    prune_downloads()
    sweep_files()
    sweep_uploads()
    part_store().prune()


def enqueue(job_ids: Iterable[int]) -> None:
    """Tell a worker of jobs. Where the queue is away, they wait for ``take_up_jobs``."""
    for job_id in job_ids:
        try:
            run_job.apply_async((job_id,), retry=False)
        except Exception:  # each kind of queue has errors of its own
            logger.warning("The queue is away; job %s waits.", job_id, exc_info=True)
            Job.objects.filter(pk=job_id).update(sent_at=None)


@shared_task
def draw_charts(partnership_id: int, document: str, report_key: str, edition: str) -> int:
    """Draw what is missing of a report's charts; safe to run twice. Returns how many there are."""
    partnership = Partnership.objects.select_related("programme").get(pk=partnership_id)
    return draw_report_charts(partnership, document, report_key, edition=Edition(edition))


@shared_task
def draw_partnership_charts(partnership_id: int) -> int:
    """Draw what is missing of the charts of a partnership's page; like ``draw_charts``."""
    partnership = Partnership.objects.select_related("programme").get(pk=partnership_id)
    return draw_overview_charts(partnership)


@shared_task
def draw_dashboard_charts(partnership_id: int, edition: str) -> int:
    """Draw what is missing of the charts of a dashboard; like ``draw_charts``."""
    partnership = Partnership.objects.select_related("programme").get(pk=partnership_id)
    return draw_charts_of_dashboard(partnership, edition=Edition(edition))


@shared_task
def count_programme(programme_id: int) -> int:
    """Count every partnership of a programme that has changed; safe to run twice."""
    rows = Partnership.objects.filter(programme=programme_id).select_related("programme")
    return len(numbers_of(list(rows), patience=COUNTING_SECONDS))

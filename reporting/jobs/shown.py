"""A job as people see it: how far it is, what is the matter with it, where its result is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reporting.engine.registries import UnknownKey
from reporting.exceptions import UnknownJob
from reporting.jobs.kind import JobKind, job_kinds
from reporting.jobs.states import JobState
from reporting.models import Job, Report
from reporting.permissions import can_follow_job

PATIENCE = timedelta(seconds=15)
"""How long a job may wait for a worker before readers are told so."""


@dataclass(frozen=True)
class ShownJob:
    """A job with its progress. Of one that waits for its parts, theirs, by weight."""

    job: Job
    title: str
    heading: str
    stage: str
    done: int
    total: int
    percent: int
    is_waiting_long: bool

    @property
    def is_measured(self) -> bool:
        """Whether anybody knows how much there is to do."""
        return self.total > 0

    @property
    def elapsed(self) -> timedelta:
        """Since it was asked for, until it ended."""
        until = self.job.finished_at or timezone.now()
        return timedelta(seconds=int((until - self.job.created_at).total_seconds()))

    @property
    def finished_parts(self) -> str:
        """How many pieces of the stage are finished, where they are counted."""
        return f"{self.done} of {self.total}" if self.total > 1 else ""


def find_job(user: Any, uuid: Any) -> Job:
    """A whole job that somebody may follow; raises ``UnknownJob``. One query."""
    related = Job.objects.whole().select_related("report__partnership__programme", "requested_by")
    job = related.filter(uuid=uuid).first()
    if job is None or not _may_follow(user, job):
        raise UnknownJob(
            "There is no such work to see here. What is finished is kept for a while only; ask for "
            "the report again."
        )
    found: Job = job
    return found


def describe_job(job: Job) -> ShownJob:
    """A job for a page. One query more while it waits for its parts."""
    stage, done, total, percent = job.stage, job.done, job.total, job.percent
    if job.state == JobState.WAITING:
        done, total, percent = _progress_of(job.children.all())
        stage = "Making the parts"
    kind = _kind_of(job)
    return ShownJob(
        job=job,
        title=title_of(job),
        heading=_heading(job, kind),
        stage=stage or job.get_state_display(),
        done=done,
        total=total,
        percent=percent,
        is_waiting_long=job.state == JobState.QUEUED and timezone.now() - job.queued_at > PATIENCE,
    )


def title_of(job: Job) -> str:
    """What a job makes, in the reader's words."""
    kind = _kind_of(job)
    return kind.title(job) if kind else str(job)


def active_work_on(report: Report) -> list[ShownJob]:
    """What is being made of a report just now. Two queries, one where there is nothing."""
    jobs = report.jobs.whole().active().select_related("requested_by")
    shown = []
    for job in jobs.prefetch_related("children"):
        job.report = report
        shown.append(describe_job(job))
    return shown


def file_address(job: Job) -> str:
    """Where the file of a finished job is downloaded; empty where it made none or it is gone."""
    if not job.is_done or job_kinds[job.kind].find_file(job) is None:
        return ""
    return reverse("work_file", args=[job.uuid])


def result_address(job: Job) -> str:
    """Where the result of a job is looked at, once it is there."""
    kind = _kind_of(job)
    if kind:
        return kind.result_address(job)
    return job.report.get_absolute_url() if job.report else reverse("home")


def _progress_of(parts: Iterable[Job]) -> tuple[int, int, int]:
    all_parts = list(parts)
    weight = sum(part.weight for part in all_parts)
    reached = sum(part.weight * part.percent for part in all_parts)
    done = sum(part.is_done for part in all_parts)
    return done, len(all_parts), reached // weight if weight else 0


def _may_follow(user: Any, job: Job) -> bool:
    kind = _kind_of(job)
    return kind.may_follow(user, job) if kind else bool(can_follow_job.test(user, job))


def trail_of(job: Job) -> list[tuple[str, str]]:
    """What the page of a job belongs to, from outside in: words and address of each."""
    kind = _kind_of(job)
    return kind.trail(job) if kind else []


def shows_person(user: Any, job: Job) -> bool:
    """Whether somebody may learn who asked for a job."""
    kind = _kind_of(job)
    return kind is not None and kind.reads_everything(user, job)


def _kind_of(job: Job) -> JobKind | None:
    try:
        return job_kinds[job.kind]
    except UnknownKey:  # of an earlier version of the portal
        return None


def _heading(job: Job, kind: JobKind | None) -> str:
    subject, verb = (kind.subject, kind.verb) if kind else ("This", "made")
    return {
        JobState.DONE: kind.ready if kind else "This is done",
        JobState.FAILED: f"{subject} could not be {verb}",
        JobState.CANCELLED: f"{subject} was stopped",
    }.get(JobState(job.state), f"{subject} is being {verb}")

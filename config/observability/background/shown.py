"""What the page shows, looked up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils import timezone

from config.observability.queues import Queues, Worker, queues, unattended, workers
from partnership.admin.email_panel import LONG
from partnership.choices import EmailState
from partnership.models import Email
from reporting.jobs.shown import title_of
from reporting.jobs.states import JobState
from reporting.models import Job

SHOWN = 50
"""Rows of a list; the office's lists hold the others."""


@dataclass(frozen=True)
class Fact:
    """How many things are in a state, and what is to be said about them."""

    label: str
    number: int
    note: str = ""
    is_trouble: bool = False


@dataclass(frozen=True)
class Background:
    """Everything on the page."""

    workers: list[Worker]
    queues: Queues
    job_facts: list[Fact]
    running: list[Job]
    failed: list[Job]
    failed_number: int
    email_facts: list[Fact]
    troubled: list[Email]
    troubled_number: int

    @property
    def is_unattended(self) -> bool:
        """Whether nobody works."""
        return all(worker.is_silent for worker in self.workers)

    @property
    def unattended(self) -> list[str]:
        """The queues for which nobody works."""
        return unattended(self.workers)


def look() -> Background:
    """Five queries, besides what is asked of queue and cache; one less where nothing is in progress."""
    jobs, waiting_since = _numbers_of_jobs()
    emails, posted = _numbers_of_emails()
    failed = list(_with_report(failed_jobs()).order_by("-finished_at", "-pk")[:SHOWN])
    troubled = list(troubled_emails()[:SHOWN])
    number_failed = len(failed) if len(failed) < SHOWN else failed_jobs().count()
    number_troubled = sum(emails.get(state, 0) for state in EmailState.troubled())
    return Background(
        workers=workers(),
        queues=queues(),
        job_facts=_facts_of_jobs(jobs, waiting_since, number_failed),
        running=_running() if jobs.get(JobState.RUNNING) else [],
        failed=_titled(failed),
        failed_number=number_failed,
        email_facts=_facts_of_emails(emails, posted, number_troubled),
        troubled=troubled,
        troubled_number=number_troubled,
    )


def failed_jobs() -> QuerySet[Job]:
    """Whole jobs that failed and were not asked for again since."""
    later = Job.objects.whole().filter(
        Q(report=OuterRef("report")) | Q(report=None),
        kind=OuterRef("kind"),
        edition=OuterRef("edition"),
        parameters=OuterRef("parameters"),
        pk__gt=OuterRef("pk"),
    )
    rows: QuerySet[Job] = Job.objects.whole().filter(~Exists(later), state=JobState.FAILED)
    return rows


def troubled_emails() -> QuerySet[Email]:
    """E-mails that somebody has to look at, without their texts but with whether there is one."""
    has_text = ExpressionWrapper(~Q(text=""), output_field=BooleanField())
    rows: QuerySet[Email] = Email.objects.troubled().defer(*LONG).annotate(has_text=has_text)
    return rows.order_by("-created_at", "-pk")


def in_words(seconds: float) -> str:
    """A span of time as people say it: a moment, 4 seconds, 3 minutes, 2 hours, 5 days."""
    for unit, length, enough in (("day", 86400, 2), ("hour", 3600, 2), ("minute", 60, 2)):
        if seconds >= enough * length:
            return f"{int(seconds // length)} {unit}s"
    return f"{int(seconds)} seconds" if seconds >= 2 else "a moment"


def _since(moment: datetime | None) -> str:
    return in_words((timezone.now() - moment).total_seconds()) if moment else ""


def _with_report(rows: QuerySet[Job]) -> QuerySet[Job]:
    return rows.select_related("report__partnership__programme", "requested_by")


def _titled(rows: list[Job]) -> list[Job]:
    for job in rows:
        job.title = title_of(job)  # type: ignore[attr-defined]
    return rows


def _running() -> list[Job]:
    rows = _with_report(Job.objects.filter(state=JobState.RUNNING)).order_by("started_at", "pk")
    found = _titled(list(rows[:SHOWN]))
    for job in found:
        job.last_sign = _since(job.heartbeat_at)  # type: ignore[attr-defined]
    return found


def _numbers_of_jobs() -> tuple[dict[str, int], datetime | None]:
    rows: Any = Job.objects.whole().order_by().values("state")
    found = list(rows.annotate(number=Count("pk"), since=Min("queued_at")))
    since = [row["since"] for row in found if row["state"] == JobState.QUEUED]
    return {row["state"]: row["number"] for row in found}, since[0] if since else None


def _numbers_of_emails() -> tuple[dict[str, int], datetime | None]:
    rows: Any = Email.objects.filter(
        Q(state__in=(EmailState.WAITING, EmailState.SENDING))
        | Q(state__in=EmailState.troubled(), settled_at=None)
    )
    found = list(
        rows.order_by().values("state").annotate(number=Count("pk"), since=Min("created_at"))
    )
    since = [row["since"] for row in found if row["state"] == EmailState.WAITING]
    return {row["state"]: row["number"] for row in found}, since[0] if since else None


def _facts_of_jobs(numbers: dict[str, int], since: datetime | None, failed: int) -> list[Fact]:
    return [
        Fact("waiting for a worker", numbers.get(JobState.QUEUED, 0), _oldest(since)),
        Fact("in progress", numbers.get(JobState.RUNNING, 0) + numbers.get(JobState.WAITING, 0)),
        Fact("failed", failed, is_trouble=failed > 0),
    ]


def _facts_of_emails(numbers: dict[str, int], since: datetime | None, troubled: int) -> list[Fact]:
    unsure = numbers.get(EmailState.UNSURE, 0)
    note = f"of {unsure} nobody knows" if unsure else ""
    return [
        Fact("waiting to be sent", numbers.get(EmailState.WAITING, 0), _oldest(since)),
        Fact("being sent", numbers.get(EmailState.SENDING, 0)),
        Fact("not arrived, or perhaps not", troubled, note, is_trouble=troubled > 0),
    ]


def _oldest(since: datetime | None) -> str:
    return f"the oldest for {_since(since)}" if since else ""

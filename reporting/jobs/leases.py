"""Leases: which worker may do a job, and how one that lost it learns so."""

import os
import secrets
import socket
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now

from reporting.engine.progress import Cancelled
from reporting.jobs.states import JobState
from reporting.models import Job


class LeaseLost(Cancelled):
    """Another worker has the job by now, because this one was silent for too long."""


@dataclass(frozen=True)
class Lease:
    """The right of one worker to do one job, in one attempt.

    ``owner`` is never given twice, so whoever was thought dead and comes back changes nothing.
    """

    job_id: int
    owner: str

    def renew(self, **shown: Any) -> None:
        """Give a sign of life, with what readers are shown. One query.

        Raises ``LeaseLost``, or ``Cancelled`` where nobody wants the job any more.
        """
        wanted = self._held().filter(cancel_requested=False)
        if not wanted.update(heartbeat_at=Now(), **shown):
            raise self._refusal()

    def confirm(self) -> None:
        """``renew`` in the transaction that makes a result known: until its end nobody takes the job."""
        self.renew()

    def end(self, state: JobState, **fields: Any) -> None:
        """Give the job back in another state. Raises ``LeaseLost`` where it is somebody else's."""
        if not self._held().update(state=state, owner="", heartbeat_at=None, **fields):
            raise LeaseLost

    def _held(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job_id, owner=self.owner, state=JobState.RUNNING)

    def _refusal(self) -> Cancelled:
        return Cancelled() if self._held().exists() else LeaseLost()


def claim(job_id: int) -> Lease | None:
    """Take a waiting job; nothing where there is none or another worker was quicker. One query."""
    lease = Lease(job_id, f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(8)}")
    waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
    taken = waiting.update(
        state=JobState.RUNNING,
        owner=lease.owner,
        attempts=F("attempts") + 1,
        heartbeat_at=Now(),
        started_at=Coalesce("started_at", Now()),
        stage="",
        done=0,
        total=0,
    )
    return lease if taken else None

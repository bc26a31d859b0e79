"""Doing a job: once, by whoever takes it first."""

import logging

from django.db import InterfaceError, OperationalError

from common.pdf.limits import TooMuchToRender
from common.stores import StoreIsAway
from reporting.engine.progress import Cancelled
from reporting.exceptions import FilesAreAway, ReportingError
from reporting.files import FILES_ARE_AWAY
from reporting.jobs.endings import complete, divide, fail, put_off, stop
from reporting.jobs.heartbeat import Heartbeat
from reporting.jobs.kind import Result, Split, job_kinds
from reporting.jobs.leases import Lease, LeaseLost, claim
from reporting.jobs.telling import tell_people
from reporting.models import Job

logger = logging.getLogger(__name__)


def do_job(job_id: int) -> list[int]:
    """Do a waiting job, and keep its result or say why there is none.

    Gives the jobs that can run because of it. Does nothing where the job is not waiting, so it does
    no harm to call it twice. A worker that dies in the middle leaves a job that goes stale and is
    taken up again, see ``reporting.jobs.recovery``.
    """
    lease = claim(job_id)
    if lease is None:
        return []
    related = Job.objects.select_related("report__partnership__programme", "requested_by")
    job = related.get(pk=job_id)
    try:
        next_jobs = _do(lease, job)
    except LeaseLost:
        logger.warning("Another worker has job %s by now; its result stays away.", job.uuid)
        return []
    except (OperationalError, InterfaceError):
        # The database is away: nothing can be written. The job goes stale and comes back.
        logger.exception("Job %s was interrupted and will be taken up again.", job.uuid)
        return []
    tell_people(job)
    return next_jobs


def _do(lease: Lease, job: Job) -> list[int]:
    try:
        return _keep(lease, job, _work(lease, job))
    except (LeaseLost, OperationalError, InterfaceError):
        raise
    except Cancelled:
        stop(lease, job)
    except (FilesAreAway, StoreIsAway) as error:
        logger.warning("Job %s waits: the store of files is away.", job.uuid)
        put_off(lease, job, str(error) if isinstance(error, FilesAreAway) else FILES_ARE_AWAY)
    except (ReportingError, TooMuchToRender) as error:
        fail(lease, job, str(error))
    except Exception as error:
        logger.exception("Job %s failed.", job.uuid)
        fail(lease, job, _words_for(error))
    return []


def _work(lease: Lease, job: Job) -> Result | Split:
    kind = job_kinds[job.kind]
    with Heartbeat(lease) as progress:
        parts = list(job.children.order_by("position"))
        return kind.finish(job, parts, progress) if parts else kind.run(job, progress)


def _keep(lease: Lease, job: Job, outcome: Result | Split) -> list[int]:
    if isinstance(outcome, Split):
        return divide(lease, job, outcome)
    return complete(lease, job, outcome)


def _words_for(error: Exception) -> str:
    return (
        f"It could not be made ({type(error).__name__}). Nothing is lost; try again, and tell the "
        "administrator if it happens again."
    )

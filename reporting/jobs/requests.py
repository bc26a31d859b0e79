"""Asking for background work, stopping it and asking again."""

import hashlib
import json
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from reporting.engine.editions import Edition
from reporting.exceptions import JobNotPossible
from reporting.jobs.endings import cancel
from reporting.jobs.kind import JobKind, Parameters, job_kinds
from reporting.jobs.states import JobState
from reporting.models import Job, Report
from reporting.permissions import can_cancel_job
from reporting.tasks import enqueue

TRIES = 3


def request_job(
    *,
    kind: str,
    parameters: Parameters,
    by: Any,
    report: Report | None = None,
    edition: Edition | None = None,
) -> Job:
    """The job that does this work: a new one, or the active one that somebody asked for before.

    ``by`` is told of its end, unless it is somebody anonymous. Raises ``PermissionDenied`` where the
    kind is not for this person. A queue that is away loses nothing.
    """
    declared = job_kinds[kind]
    if not declared.may_ask(by, report, edition, parameters):
        raise PermissionDenied("You may not have this made.")
    person = by if by.is_authenticated else None
    key = work_key(declared, report, edition, parameters)
    wanted = Job(
        kind=kind,
        report=report,
        edition=edition.value if edition else "",
        parameters=parameters,
        key=key,
        requested_by=person,
    )
    job, is_new = _find_or_add(wanted)
    if is_new:
        transaction.on_commit(partial(enqueue, [job.pk]))
    elif person is not None and person != job.requested_by:
        job.followers.add(person)
    job.refresh_from_db()
    job.report = report  # known to the caller with its partnership
    return job


def work_key(
    declared: JobKind, report: Report | None, edition: Edition | None, parameters: Parameters
) -> str:
    """What two requests for the same work have in common, see ``JobKind.identity``."""
    identity = [declared.key, *declared.tell_apart(report, edition, parameters)]
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()


def find_done(*, kind: str, report: Report, edition: Edition, parameters: Parameters) -> Job | None:
    """The latest job that has done this very work, if its result is still there."""
    declared = job_kinds[kind]
    done = Job.objects.whole().filter(
        state=JobState.DONE, key=work_key(declared, report, edition, parameters)
    )
    job = done.first()
    if job is None:
        return None
    job.report = report  # known to the caller with its partnership
    return None if declared.is_gone(job) else job


def _find_or_add(wanted: Job) -> tuple[Job, bool]:
    """Of two who ask at the same moment the constraint refuses one, who then finds the other's."""
    refused: IntegrityError | None = None
    for _ in range(TRIES):
        found = Job.objects.active().filter(key=wanted.key).first()
        if found is not None:
            return found, False
        try:
            with transaction.atomic():
                wanted.save(force_insert=True)
        except IntegrityError as error:
            refused = error
            wanted.pk = None
        else:
            return wanted, True
    raise JobNotPossible("The portal is very busy just now. Try again.") from refused


@transaction.atomic
def cancel_job(*, job: Job, by: Any) -> Job:
    """Stop a job, whole: of a part its whole is stopped. One that has ended stays as it is.

    Raises ``PermissionDenied``.
    """
    if not can_cancel_job.test(by, job):
        raise PermissionDenied("Only the person who asked for this, or the office, may stop it.")
    whole = Job.objects.select_for_update(of=("self",)).get(pk=job.whole().pk)
    cancel(whole)
    whole.refresh_from_db()
    return whole


def retry_job(*, job: Job, by: Any) -> Job:
    """Ask again for what failed, was cancelled or is gone: another job, with the records of today.

    Raises ``JobNotPossible`` and what ``request_job`` raises.
    """
    if not can_be_retried(job):
        raise JobNotPossible("Only what has failed or was stopped can be asked for again.")
    return request_job(
        kind=job.kind,
        report=job.report,
        edition=Edition(job.edition) if job.edition else None,
        parameters=job.parameters,
        by=by,
    )


def can_be_retried(job: Job) -> bool:
    """Whether a job ended without a result that is still there."""
    if job.is_active or job.parent_id is not None or job.kind not in job_kinds:
        return False
    return not job.is_done or job_kinds[job.kind].is_gone(job)

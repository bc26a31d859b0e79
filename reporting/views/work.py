"""Background work: how far it is, and its result."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting.exceptions import UnknownJob
from reporting.jobs.kind import job_kinds
from reporting.jobs.requests import can_be_retried, cancel_job, retry_job
from reporting.jobs.shown import (
    describe_job,
    file_address,
    find_job,
    result_address,
    shows_person,
    trail_of,
)
from reporting.models import Job
from reporting.permissions import can_cancel_job
from reporting.rendering import Rendered
from reporting.views.errors import explains_errors
from reporting.views.reports import asked_volume
from reporting.views.sending import send_file
from reporting.views.waiting import state_of


@never_cache
@require_safe
@explains_errors
def work(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """How far a job is; when it is done its file comes by itself."""
    job = find_job(request.user, uuid)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    file = file_address(job)
    context = {
        "shown": describe_job(job),
        "job": job,
        "file": file and file + query,
        "volumes": job_kinds[job.kind].find_volumes(job) if file else [],
        "result": result_address(job),
        "may_cancel": job.is_active and can_cancel_job.test(request.user, job),
        "may_retry": can_be_retried(job),
        "trail": trail_of(job),
        "is_office_reader": shows_person(request.user, job),
        "programmes": [job.report.partnership.programme] if job.report else [],
    }
    return render(request, "reporting/work.html", context)


@never_cache
@require_safe
@explains_errors
def state(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The same for programs, see ``state_of``."""
    return JsonResponse(state_of(find_job(request.user, uuid)))


@never_cache
@require_safe
@explains_errors
def file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file that a job made."""
    job = find_job(request.user, uuid)
    rendered = _find(job, asked_volume(request)) if job.is_done else None
    if rendered is None:
        raise UnknownJob("The file is not here (any more). Ask for the report again.")
    return send_file(request, rendered, job_kinds[job.kind].download_of(job))


def _find(job: Job, volume: int) -> Rendered | None:
    kind = job_kinds[job.kind]
    if not volume:
        return kind.find_file(job)
    return next((file for file in kind.find_volumes(job) if file.volume == volume), None)


@require_POST
@explains_errors
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Stop a job."""
    job = find_job(request.user, uuid)
    cancel_job(job=job, by=request.user)
    return redirect(job)


@require_POST
@explains_errors
def retry(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Ask again for what failed or was stopped."""
    job = find_job(request.user, uuid)
    return redirect(retry_job(job=job, by=request.user))

"""What whoever asks for a file is told while it is being made."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from reporting.jobs.shown import describe_job, file_address
from reporting.models import Job

RETRY_AFTER = 2
"""Seconds after which a program may look again."""


def lead_to(request: HttpRequest, job: Job) -> HttpResponse:
    """The answer to whoever asked for a file that is still to be made.

    Browsers are led to the page of the job; programs get 202, and when to look again.
    """
    response: HttpResponse
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        response = HttpResponseRedirect(job.get_absolute_url() + query, status=303)
    else:
        response = JsonResponse(state_of(job), status=202)
        response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept"])
    return response


def state_of(job: Job) -> dict[str, object]:
    """How far a job is, for programs; ``file`` is empty as long as there is none."""
    shown = describe_job(job)
    return {
        "state": job.state,
        "stage": shown.stage,
        "done": shown.done,
        "total": shown.total,
        "percent": shown.percent,
        "is_finished": not job.is_active,
        "is_waiting_long": shown.is_waiting_long,
        "elapsed": str(shown.elapsed),
        "error": job.error,
        "url": reverse("work_state", args=[job.uuid]),
        "file": file_address(job),
    }

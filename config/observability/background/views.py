"""The page, and trying again what failed: one thing or several."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from common.access import standing_of
from common.admin import OfficePage, page_sources
from config.observability.background.shown import (
    SHOWN,
    failed_jobs,
    in_words,
    look,
    troubled_emails,
)
from partnership.exceptions import EmailNotSentAgain
from partnership.mail.again import send_again
from partnership.models import Email
from reporting.exceptions import ReportingError
from reporting.jobs.requests import retry_job
from reporting.jobs.shown import title_of

View = Callable[[HttpRequest], HttpResponse]


def for_administrators(view: View) -> View:
    """Only administrators look at the whole portal."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not standing_of(request.user).is_administrator:
            raise PermissionDenied("Only administrators see the work of the whole portal.")
        return view(request)

    return checked


@require_GET
@for_administrators
def background(request: HttpRequest) -> HttpResponse:
    """What waits, what runs, what failed, and who works."""
    found = look()
    context = {
        **admin.site.each_context(request),
        "title": "Work in the background",
        "found": found,
        "shown": SHOWN,
        "workers": [(worker, in_words(worker.seconds)) for worker in found.workers],
        "queues": [
            (queue, in_words(queue.oldest_seconds) if queue.oldest_seconds is not None else "")
            for queue in found.queues.queues
        ],
    }
    return render(request, "admin/background/index.html", context)


@require_POST
@for_administrators
def jobs_again(request: HttpRequest) -> HttpResponse:
    """Ask again for failed jobs, each in one's own name; what cannot be is said."""
    rows = failed_jobs().filter(pk__in=chosen(request))
    done = 0
    for job in rows.select_related("report__partnership__programme"):
        try:
            retry_job(job=job, by=request.user)
            done += 1
        except (ReportingError, PermissionDenied) as error:
            messages.error(request, f"{title_of(job)}: {error}")
    return _back(request, done, "piece of work is", "pieces of work are", "tried again")


@require_POST
@for_administrators
def emails_again(request: HttpRequest) -> HttpResponse:
    """Send e-mails again that did not arrive; what cannot be is said."""
    done = 0
    for email in Email.objects.filter(pk__in=troubled_emails().filter(pk__in=chosen(request))):
        try:
            send_again(email=email, by=request.user)  # type: ignore[arg-type]
            done += 1
        except EmailNotSentAgain as error:
            messages.error(request, f"{email}: {error}")
    return _back(request, done, "e-mail is", "e-mails are", "on the way again")


def chosen(request: HttpRequest) -> list[int]:
    """The rows that were ticked, or the one whose own button was pressed."""
    given: Iterable[str] = request.POST.getlist("row")
    if only := request.POST.get("only"):
        given = [only]
    return [int(number) for number in given if number.isdecimal() and len(number) < 19]


def _back(request: HttpRequest, done: int, one: str, many: str, what: str) -> HttpResponse:
    if done:
        messages.success(request, f"{done} {one if done == 1 else many} {what}.")
    elif not messages.get_messages(request):
        messages.warning(request, "Nothing was chosen, or somebody has dealt with it already.")
    return HttpResponseRedirect(reverse("background"))


def background_page(request: HttpRequest) -> list[OfficePage]:
    """The way from the index to the page."""
    if not standing_of(request.user).is_administrator:
        return []
    return [
        OfficePage(
            app="reporting",
            name="Work in the background",
            url=reverse("background"),
            description="What waits, what failed, and whether somebody works: queues, workers, e-mails.",
        )
    ]


page_sources.append(background_page)

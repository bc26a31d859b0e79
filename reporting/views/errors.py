"""Pages that say what is wrong, and where to go from there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from partnership.models import Programme
from reporting.exceptions import (
    RenderingFailed,
    ReportingError,
    UnknownDashboard,
    UnknownEdition,
    UnknownFormat,
    UnknownPartnership,
)

View = Callable[..., HttpResponseBase]


def explains_errors(view: View) -> View:
    """Turn what a view raises into a page: 404 for what is not known, 503 for what failed.

    Unlike ``Http404`` it says so with DEBUG, too.
    """

    @wraps(view)
    def explain(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RenderingFailed as error:
            return unavailable(request, str(error))
        except ReportingError as error:
            return _page(request, "404.html", 404, str(error), links=_ways_on(error, kwargs))

    return explain


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for addresses that lead nowhere; ``Http404`` may tell more."""
    said = exception.args[0] if exception.args else ""
    return _page(request, "404.html", 404, said if isinstance(said, str) else "")


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """The page for what a person may not do."""
    return _page(request, "403.html", 403, str(exception), links=[])


def unavailable(request: HttpRequest, reason: str) -> HttpResponse:
    """The page for a file that could not be made, or cannot be had, this time."""
    response = _page(request, "503.html", 503, reason)
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest,
    template: str,
    status: int,
    reason: str,
    links: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    programmes = list(Programme.objects.all())
    context = {"reason": reason, "links": links or [], "programmes": programmes}
    return render(request, template, context, status=status)


def _ways_on(error: ReportingError, asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and address of the pages nearest to the one that was asked for."""
    links = []
    if isinstance(error, (UnknownFormat, UnknownEdition)):
        names = [asked[name] for name in ("slug", "document", "key") if name in asked]
        report = reverse("report", args=names)
        links.append(("Read the report and choose a download", report))
    if "slug" in asked and not isinstance(error, UnknownPartnership | UnknownDashboard):
        links.append(("Go to the partnership", reverse("partnership", args=[asked["slug"]])))
    return links

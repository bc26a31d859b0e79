"""What is said to who asks too often, or sends too much."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WAIT_SECONDS = 60


def too_often(request: HttpRequest, **context: Any) -> HttpResponse:
    """The page for too many requests from one place; tells when to try again."""
    response = render(request, "smes/applying/busy.html", context, status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


def too_large(request: HttpRequest, **context: Any) -> HttpResponse:
    """The page for more than a form can hold; what was saved before is there."""
    return render(request, "smes/applying/too_large.html", context, status=413)

"""What is said after too many attempts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WAIT_SECONDS = 60


def too_many(request: HttpRequest, *_: object) -> HttpResponse:
    """The page for who asked too often; tells when to try again."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    response["Cache-Control"] = "no-store"
    return response

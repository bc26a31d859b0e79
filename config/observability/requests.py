"""One line in the log for each request, under a number that its tasks and its error page bear as well."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from structlog.contextvars import bind_contextvars, clear_contextvars

from config.observability import metrics
from config.observability.masking import masked_path
from config.observability.queries import QueryWatch

logger = structlog.stdlib.get_logger("portal.requests")

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestLog:
    """Gives each request a number, and tells what became of it, when it is answered.

    The person is told by number, and only where a page has looked for it anyway: the log causes no query
    and no cookie. Neither the reader's address nor the browser is noted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and tell."""
        number = number_of(request)
        request.request_id = number  # type: ignore[attr-defined]
        clear_contextvars()
        bind_contextvars(request_id=number)
        watch = QueryWatch()
        begin = time.perf_counter()
        try:
            with connection.execute_wrapper(watch):
                response = self.get_response(request)
            seconds = time.perf_counter() - begin
            response.headers[HEADER] = number
            self._tell(request, response, seconds, watch)
        finally:
            clear_contextvars()
        return response

    def _tell(
        self, request: HttpRequest, response: HttpResponseBase, seconds: float, watch: QueryWatch
    ) -> None:
        view = view_of(request)
        metrics.count_request(
            method=request.method or "",
            view=view,
            status=response.status_code,
            seconds=seconds,
            database_seconds=watch.seconds,
        )
        line: dict[str, Any] = {
            "method": request.method,
            "path": path_of(request),
            "view": view,
            "status": response.status_code,
            "duration_ms": round(seconds * 1000),
            "queries": watch.count,
            "database_ms": round(watch.seconds * 1000),
        }
        person = person_of(request)
        if person is not None:
            line["user_id"] = person
        (logger.error if response.status_code >= 500 else logger.info)("request", **line)
        watch.tell(path=line["path"])


def number_of(request: HttpRequest) -> str:
    """The number that the proxy gave, if it is to be believed and looks like one; else a new one."""
    given = request.headers.get(HEADER, "")
    if settings.REQUEST_ID_FROM_PROXY and WELL_FORMED.fullmatch(given):
        return given
    return uuid.uuid4().hex


def path_of(request: HttpRequest) -> str:
    """Where the request went, without private links and without its query."""
    match = request.resolver_match
    return masked_path(request.path_info, match.kwargs if match else None)


def view_of(request: HttpRequest) -> str:
    """The name of the page; one name for all addresses that lead nowhere."""
    match = request.resolver_match
    if match is None:
        return "none"
    return match.view_name or match._func_path


def person_of(request: HttpRequest) -> int | None:
    """The number of who is signed in, if that was asked for on the way."""
    person = vars(request).get("_cached_user")
    return person.pk if person is not None else None

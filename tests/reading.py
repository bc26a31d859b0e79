"""Who only reads, changes nothing: checked at every request of every test.

A page that is asked for with GET may be asked for by a picture on another site, by a browser that loads
ahead, or by a search engine. So it may note that it was asked for, and nothing else.
"""

import re
import threading
from collections.abc import Callable
from typing import Any

from celery import current_task
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)

NOTED = {
    "django_session": "who is signed in, and what was said to them",
    "usersessions_usersession": "where somebody is signed in",
    "portal_cache": "what is counted or kept for a while",
    "reporting_download": "who has had which file",
    "reporting_renderedfile": "a file that was made because somebody wanted it",
    "reporting_job": "that a file is to be made",
    "reporting_job_followers": "who waits for it",
    "partnership_consenttext": "a text that the program ships, where it is missing",
    "partnership_historicalconsenttext": "the same",
    "django_content_type": "a kind of record, where tables were emptied",
    "partnership_openrecord": "who has a record open",
    "partnership_export": "who has taken which list out of the portal",
}
"""Tables that a reader may write to, with what stands there."""

NOTED_OF_RECORDS = re.compile(
    r'UPDATE "smes_expressionmessage" SET "read_by_(sme|partner)_at" = '
    r'|UPDATE "mfa_authenticator" SET "data" = '
)
"""That a message was read, and that recovery codes were shown."""


class PageWrites(AssertionError):
    """A page that was only read has changed something."""


def reading_changes_nothing(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware that lets nothing be written while a page is read."""

    def watch(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return get_response(request)

        reader = threading.get_ident()

        def only_read(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            # A test may share its connection with the server that it asks.
            # Work in the background is done at once in tests; in production another process does it.
            is_page = threading.get_ident() == reader and not current_task
            found = WRITES.match(sql) if is_page and isinstance(sql, str) else None
            if found and found[2] not in NOTED and not NOTED_OF_RECORDS.match(sql):
                raise PageWrites(f"GET {request.path} writes: {sql[:200]}")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(only_read):
            return get_response(request)

    return watch

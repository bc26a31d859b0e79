"""Requests of a browser take turns: they share one connection to a database in memory.

SQLite calls back into Python to compare patterns. Two threads on one connection can then wait for
each other for ever, one for the interpreter and the other for the connection.
"""

import threading
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

TURN = threading.RLock()


def one_at_a_time(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware that lets one request through at a time."""

    def wait_for_turn(request: HttpRequest) -> HttpResponseBase:
        with TURN:
            return get_response(request)

    return wait_for_turn

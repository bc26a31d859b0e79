"""Pages for what went wrong before or outside all other pages; they say under which number it stands."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from config.observability.outages import Outage, outage_of

WAIT_SECONDS = 10
"""After which it is worth trying again; a database that restarts is back sooner."""

SECRET = ("password", "code", "credential")
"""Parts of the names of fields that no page repeats."""

MOST_FIELDS = 500


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for what failed: 503 with words for what is only away, 500 for a fault of the portal.

    Without the context processors, one of which may be at fault.
    """
    outage = outage_of(sys.exc_info()[1])
    return _page(request, 500) if outage is None else away(request, outage)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that makes no sense; what it held is not repeated."""
    return _page(request, 400)


def away(request: HttpRequest, outage: Outage) -> HttpResponse:
    """What is away, and what becomes of what was sent: a button sends it again, as far as it can be repeated."""
    words = _words(outage)
    response: HttpResponse
    if request.path.startswith("/api/") or not request.accepts("text/html"):
        response = JsonResponse({"detail": words, "state": "away"}, status=503)
    else:
        context = {
            "request": request,
            "words": words,
            "is_sent": request.method not in ("GET", "HEAD"),
            "fields": fields_to_repeat(request),
        }
        response = HttpResponse(loader.get_template("away.html").render(context), status=503)
    response["Retry-After"] = str(WAIT_SECONDS)
    add_never_cache_headers(response)
    return response


def fields_to_repeat(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of what was sent, to be sent again; none where secrets or files are among them."""
    if request.method != "POST":
        return []
    try:
        sent: Any = request.POST
        files: Any = request.FILES
    except Exception:  # the body itself may be what failed
        return []
    fields = [(name, value) for name, values in sent.lists() for value in values]
    is_secret = any(part in name.lower() for name, _value in fields for part in SECRET)
    return [] if files or is_secret or len(fields) > MOST_FIELDS else fields


def _words(outage: Outage) -> str:
    if outage == Outage.DISK:
        return _(
            "There is no room to keep files at the moment. Nothing that was kept before is lost."
        )
    if outage == Outage.FILES:
        return _(
            "The store of files does not answer. Everything else is kept. Try again in a few minutes; "
            "if you were sending a file, go back and send it again."
        )
    if outage == Outage.TOO_MUCH:
        return _(
            "This PDF would take more time or memory than it may, so it was not made. Look for a text or a list "
            "that is far longer than usual, shorten it, and try again; or ask for fewer pages at once."
        )
    if outage == Outage.UPDATE:
        return _("The portal is being updated. It will be back in a few minutes.")
    return _("The portal cannot look anything up or keep anything at the moment.")


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return HttpResponse(
        loader.get_template(f"{status}.html").render({"request": request}), status=status
    )

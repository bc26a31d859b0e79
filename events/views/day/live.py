"""The numbers of the day, for pages that ask again and again."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from events.live import live_counts
from events.models import Event
from events.views.office import office_page


def json_with_tag(request: HttpRequest, content: Any) -> HttpResponse:
    """An answer that is sent only where it is another than the one the page has."""
    body = json.dumps(content, sort_keys=True)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:24]}"'
    response: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
@office_page
def live(request: HttpRequest, event: Event) -> HttpResponseBase:
    """How the event is going now."""
    return json_with_tag(request, live_counts(event).as_json())

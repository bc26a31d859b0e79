"""What the pages of organisers about meetings have in common."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from events.models import Event
from events.views.tabs import office_tabs_of


def context_of(event: Event, here: str, **more: Any) -> dict[str, Any]:
    """What every page needs; ``here`` is the name of the tab’s address."""
    return {
        "event": event,
        "partnership": event.partnership,
        "programmes": [event.partnership.programme],
        "tabs": office_tabs_of(event, here),
        **more,
    }


def back_to(name: str, event: Event, anchor: str = "") -> HttpResponse:
    """To a page of the event, at a place of it."""
    response = redirect(name, event.partnership.slug, event.pk)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response

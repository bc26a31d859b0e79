"""Who gets to the pages of meetings, and what these have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.limits import is_too_often
from events.models import Registration
from events.participants import has_meetings, takes_part
from events.views.private import private_page, registration_of
from events.views.tabs import tabs_of

TOO_OFTEN = _("That was a lot at once. Wait a few minutes, then send it again.")


def participant_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of a confirmed registration for an event with meetings; called with ``registration``.

    Who is not confirmed yet reads what to wait for (403). Hours are those of the event.
    """

    @private_page
    @wraps(view)
    def answer(request: HttpRequest, link: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        registration = registration_of(link)
        if not has_meetings(registration.event):
            raise Http404
        with timezone.override(registration.event.zone):
            if not takes_part(registration):
                context = context_of(registration, "")
                return render(request, "events/private/not_confirmed.html", context, status=403)
            return view(request, registration, *args, **kwargs)

    return answer


def context_of(registration: Registration, here: str, **more: Any) -> dict[str, Any]:
    """What every page of a registration needs; ``here`` is the name of the tab’s address."""
    return {
        "registration": registration,
        "event": registration.event,
        "link": registration.link,
        "partnership": registration.event.partnership,
        "tabs": tabs_of(registration, here),
        **more,
    }


def back_to(name: str, registration: Registration, done: str, *args: Any) -> HttpResponseBase:
    """To a page, which then says what was done."""
    response = redirect(name, registration.link, *args)
    response["Location"] += f"?done={done}"
    return response


def writes_too_often(request: HttpRequest, registration: Registration) -> bool:
    """Whether more was sent for a registration than people type; counts the present request."""
    return is_too_often(request, "write", key=str(registration.pk))

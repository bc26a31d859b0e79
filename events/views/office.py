"""What the pages of those who run an event have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from events.models import Event
from partnership.models import User


def runs(user: User, event: Event) -> bool:
    """Whether somebody runs the event: who may change it decides, checks in and publishes."""
    return bool(user.has_perm("events.change_event", event))


def office_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for those who run an event; for everybody else there is none.

    The view is called with ``event`` in place of ``slug`` and ``pk``.
    """

    @login_required
    @wraps(view)
    def answer(
        request: HttpRequest, slug: str, pk: int, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        rows = Event.objects.select_related("partnership__programme", "cluster", "matchmaking")
        event = get_object_or_404(rows, pk=pk, partnership__slug=slug)
        if not runs(request.user, event):  # type: ignore[arg-type]
            raise Http404
        return view(request, event, *args, **kwargs)

    return answer

"""Who else has a record open. An app that keeps this registers itself here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST


@dataclass(frozen=True)
class Visitor:
    """Somebody who has a record open, and since when."""

    name: str
    since: datetime

    def __str__(self) -> str:
        since = date_format(timezone.localtime(self.since), "H:i")
        return f"{self.name} has had this record open since {since}."


class Presence(Protocol):
    """Keeps who has which record open; each call costs a fixed number of queries."""

    def come(self, record: Model, person: Any) -> list[Visitor]:
        """Note that somebody opens a record, and tell who else has it open."""

    def stay(self, record: Model, person: Any) -> list[Visitor] | None:
        """Note a sign of life, and tell who else is there; None for who has not opened it."""

    def leave(self, record: Model, person: Any) -> None:
        """Note that somebody closes a record."""


keepers: list[Presence] = []


def visitors(record: Model, person: Any) -> list[Visitor]:
    """Who else has a record open that somebody opens."""
    return [visitor for keeper in keepers for visitor in keeper.come(record, person)]


def leave(record: Model, person: Any) -> None:
    """Somebody closes a record."""
    for keeper in keepers:
        keeper.leave(record, person)


@require_POST
def sign_of_life(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """Answer an open page with who else has the record open; only who has opened it is told."""
    try:
        record = apps.get_model(model)(pk=pk)
    except (LookupError, ValueError) as error:
        raise Http404("There are no such records.") from error
    if request.POST.get("leave"):
        leave(record, request.user)
        return HttpResponse(status=204)
    found: list[Visitor] = []
    for keeper in keepers:
        others = keeper.stay(record, request.user)
        if others is None:
            raise Http404("You have not opened this record.")
        found += others
    return JsonResponse({"others": [str(visitor) for visitor in found]})

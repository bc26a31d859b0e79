"""When a participant cannot meet anybody, and how many meetings it wants."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.exceptions import StepNotAllowed
from events.forms.requests import TimesForm
from events.models import Registration, Slot
from events.services.requests import set_availability
from events.time_zones import city_of, zone_of_country
from events.views.requests.access import (
    TOO_OFTEN,
    back_to,
    context_of,
    participant_page,
    writes_too_often,
)

TIMES = "registration_times"


@participant_page
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """A grid of the event's slots by day: tick those in which nobody can come."""
    event = registration.event
    status = 200
    if request.method == "POST":
        form = TimesForm(request.POST, event=event)
        if writes_too_often(request, registration):
            form.add_error(None, TOO_OFTEN)
            status = 429
        elif form.is_valid():
            try:
                set_availability(registration=registration, **form.cleaned_data)
            except StepNotAllowed as error:
                form.add_error(None, str(error))
            else:
                return back_to("registration_requests", registration, "times")
            status = 409
        else:
            status = 422
        ticked = set(request.POST.getlist("away"))
    else:
        form = TimesForm(event=event, initial={"meeting_limit": registration.meeting_limit})
        ticked = {str(pk) for pk in registration.away.values_list("pk", flat=True)}
    slots = list(Slot.objects.filter(event=event))
    own = zone_of_country(registration.country.code)
    differs = (
        slots
        and own
        and slots[0].starts_at.astimezone(own).utcoffset()
        != (slots[0].starts_at.astimezone(event.zone).utcoffset())
    )
    context = context_of(
        registration,
        "registration_requests",
        form=form,
        days=_days(slots, ticked, own if differs else None),
        city=city_of(event.zone),
        own_city=city_of(own) if own and differs else "",
        limit=event.matchmaking.meeting_limit,
    )
    return render(request, "events/requests/times.html", context, status=status)


def _days(slots: list[Slot], ticked: set[str], own: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "slot": slot,
            "begins": timezone.localtime(slot.starts_at),
            "own": slot.starts_at.astimezone(own).replace(tzinfo=None) if own else None,
            "is_away": str(slot.pk) in ticked,
        }
        for slot in slots
    ]
    return [
        {"day": day, "rows": list(group)}
        for day, group in groupby(rows, lambda row: row["begins"].date())
    ]

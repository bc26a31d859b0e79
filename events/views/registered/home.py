"""The home page of a registration: where it stands, when and where, who comes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from events.choices import ParticipationState, RegistrationState
from events.emails.parts import own_page
from events.entries import event_file
from events.hours import days_of, when_of, zones_of
from events.ics import CONTENT_TYPE
from events.models import Registration
from events.services.registrations import OVER
from events.views.private import private_page, registration_of
from events.views.tabs import tabs_of
from events.words import SIDES, STATES
from gateways.choices import Side
from smes.forms.questions import as_read

DONE = {
    "persons": gettext_lazy("The persons are saved."),
    "profile": gettext_lazy("Your profile is saved."),
    "cancelled": gettext_lazy("Your registration is cancelled. Thank you for telling us."),
    "link": gettext_lazy("A new private link is on its way to you. This one ends with it."),
}
"""What was done, said once on the next page."""


def page_of(registration: Registration, here: str = "registration") -> dict[str, Any]:
    """What the layout of a registration's pages needs."""
    return {
        "registration": registration,
        "event": registration.event,
        "partnership": registration.event.partnership,
        "link": registration.link,
        "tabs": tabs_of(registration, here),
    }


def back(registration: Registration, done: str) -> HttpResponse:
    """To the home page, which then says what was done."""
    response = redirect("registration", registration.link)
    response["Location"] += f"?done={done}"
    return response


@private_page
@require_safe
def home(request: HttpRequest, link: str) -> HttpResponseBase:
    """Where the registration stands, and all that belongs to it."""
    found = registration_of(link)
    event = found.event
    zones = zones_of(event)
    title, meaning = STATES[RegistrationState(found.state)]
    is_confirmed = found.state == RegistrationState.CONFIRMED
    context = {
        **page_of(found),
        "title": title,
        "meaning": meaning,
        "is_confirmed": is_confirmed,
        "is_over": found.state in OVER,
        "may_cancel": may_cancel(found),
        "when": when_of(event, zones),
        "days": days_of(event.programme.all(), event.zone, zones),
        "persons": list(found.attendees.all()),
        "delegation": found.delegation,
        "side": SIDES[Side(found.side)],
        "answers": [
            (row.question.shown_text, as_read(row.question, row.value))
            for row in found.answers.select_related("question")
        ],
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "events/registered/home.html", context)


def may_cancel(registration: Registration) -> bool:
    """Whether the registration can still be cancelled."""
    participation = registration.participation
    came = participation is not None and participation.state == ParticipationState.ATTENDED
    return registration.state not in OVER and not came


@private_page
@require_safe
def calendar(request: HttpRequest, link: str) -> HttpResponseBase:
    """The event for any calendar program; the link for online participants when confirmed."""
    found = registration_of(link)
    event = found.event
    if event.start_on is None:
        raise Http404("The event has no day yet.")
    is_confirmed = found.state == RegistrationState.CONFIRMED
    words = _("Online: %(link)s") % {"link": event.link} if is_confirmed and event.link else ""
    content = event_file(event, address=own_page(found), words=words)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = str(content_disposition_header(True, "event.ics"))
    return response

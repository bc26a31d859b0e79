"""The form by which an organisation registers, found on the public page or by an invitation."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from events.consents import CATALOGUE, PRIVACY, text_in_force
from events.door import door_of
from events.exceptions import RegistrationIsClosed
from events.forms.persons import Persons
from events.forms.registering import RegistrationForm
from events.hours import days_of, when_of, zones_of
from events.limits import is_too_often
from events.models import Event, EventInvitation
from events.participants import has_meetings
from events.services.invitations import decline_invitation, invitation_of
from events.services.registrations import Sent, send_registration
from events.views.private import private_page

GET_OR_POST = ["GET", "HEAD", "POST"]

TRAP = "nickname"
"""A field that nobody sees; programs that fill in every form fill it in, too."""

WAIT_SECONDS = 600


@require_http_methods(GET_OR_POST)
@private_page
def register(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Register for a public event."""
    return _form(request, public_event(slug, pk))


@require_http_methods(GET_OR_POST)
@private_page
def register_invited(request: HttpRequest, link: str) -> HttpResponseBase:
    """Register by an invitation, also for an event that is on no public page."""
    invitation = invitation_of(link)
    if invitation.registration_id is not None:
        return redirect("event_invitation", link)
    return _form(request, invitation.event, invitation)


@require_http_methods(GET_OR_POST)
@private_page
def invitation(request: HttpRequest, link: str) -> HttpResponseBase:
    """What somebody is invited to; says no when it is sent."""
    found = invitation_of(link)
    if request.method == "POST":
        found = decline_invitation(invitation=found)
    context = {
        "invitation": found,
        "link": link,
        "door": door_of(found.event, is_invited=True),
        "days": days_of(found.event.programme.all(), found.event.zone, zones_of(found.event)),
        **about(found.event),
    }
    return render(request, "events/registering/invitation.html", context)


def public_event(slug: str, pk: int) -> Event:
    """An event that the public may know of. One query; raises ``Http404``."""
    rows = Event.objects.select_related("partnership__programme", "matchmaking")
    event = rows.filter(pk=pk, partnership__slug=slug, is_public=True).first()
    if event is None:
        raise Http404("There is no such event.")
    return event


def about(event: Event) -> dict[str, Any]:
    """What each of these pages says of the event. One query."""
    when = when_of(event, zones_of(event))
    return {"event": event, "partnership": event.partnership, "when": when}


def _form(
    request: HttpRequest, event: Event, invitation: EventInvitation | None = None
) -> HttpResponseBase:
    door = door_of(event, is_invited=invitation is not None)
    context: dict[str, Any] = {**about(event), "door": door, "invitation": invitation}
    if not door.lets_in:
        status = 200 if request.method != "POST" else 409
        context["form"] = RegistrationForm(request.POST, event=event) if request.POST else None
        return render(request, "events/registering/closed.html", context, status=status)
    if request.method != "POST":
        form = RegistrationForm(event=event, initial=_known_of(invitation))
        _prefill(form.persons, invitation)
        return _shown(request, context, form)
    grows = request.POST.get("go") == "add"
    form = RegistrationForm(_with_row(request.POST) if grows else request.POST, event=event)
    if grows:
        return _shown(request, context, form, status=200, grows=True)
    if request.POST.get(TRAP):
        return _shown(request, context, form, status=422, is_trapped=True)
    if not form.is_valid():
        return _shown(request, context, form, status=422)
    if is_too_often(request, "register"):
        response = _shown(request, context, form, status=429, is_busy=True)
        response["Retry-After"] = str(WAIT_SECONDS)
        return response
    try:
        _send(form, event, invitation)
    except RegistrationIsClosed:
        return render(
            request, "events/registering/closed.html", {**context, "form": form}, status=409
        )
    return redirect(_sent_page(event, invitation))


def _send(form: RegistrationForm, event: Event, invitation: EventInvitation | None) -> None:
    language = (get_language() or "en").partition("-")[0]
    is_in = form.cleaned_data["catalogue"]
    fields = {**form.fields_typed(), "is_in_catalogue": is_in}
    send_registration(
        event=event,
        sent=Sent(
            fields=fields,
            persons=form.persons.persons(),
            answers=form.answers_typed(),
            privacy_text=text_in_force(PRIVACY, language),
            catalogue_text=text_in_force(CATALOGUE, language) if is_in else None,
        ),
        language=language,
        invitation=invitation,
    )


def _sent_page(event: Event, invitation: EventInvitation | None) -> str:
    if invitation is not None:
        return reverse("event_invitation_sent", args=[invitation.link])
    return reverse("registration_sent", args=[event.partnership.slug, event.pk])


def _shown(
    request: HttpRequest,
    context: dict[str, Any],
    form: RegistrationForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponseBase:
    language = (get_language() or "en").partition("-")[0]
    shown = {
        **context,
        "form": form,
        "trap": TRAP,
        "privacy_text": text_in_force(PRIVACY, language),
        "catalogue_text": text_in_force(CATALOGUE, language),
        "has_meetings": has_meetings(context["event"]),
        "shows_errors": request.method == "POST" and not more.get("grows"),
        **more,
    }
    return render(request, "events/registering/form.html", shown, status=status)


def _with_row(typed: Any) -> Any:
    more = typed.copy()
    number = Persons(typed).count
    more["persons"] = str(number + 1)
    return more


def _known_of(invitation: EventInvitation | None) -> dict[str, Any]:
    if invitation is None:
        return {}
    return {"organisation_name": invitation.organisation_name}


def _prefill(persons: Persons, invitation: EventInvitation | None) -> None:
    if invitation is not None:
        persons.forms[0].initial = {"name": invitation.name, "email": invitation.email}

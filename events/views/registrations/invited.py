"""The list of those invited: paste, send, remind, and see what they answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from events.choices import RegistrationState
from events.forms.office import InvitationsForm
from events.models import Event, EventInvitation
from events.services.invitations import (
    add_invitations,
    remind_invited,
    send_invitations,
    take_off,
)
from events.views.office import office_page
from events.views.registrations.listed import office_context


def answer_of(invitation: EventInvitation) -> tuple[str, str]:
    """What became of an invitation, in words, and the class of its badge."""
    registration = invitation.registration
    if registration is not None:
        is_good = registration.state == RegistrationState.CONFIRMED
        return RegistrationState(registration.state).label, "badge-good" if is_good else ""
    if invitation.declined_at:
        return "Cannot come", "badge-bad"
    if invitation.sent_at is None:
        return "Not sent yet", "badge-wait"
    return "No answer yet", "badge-wait"


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def invitations(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The list; puts pasted people on it when it is sent."""
    form = InvitationsForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            added = add_invitations(
                event=event,
                people=form.cleaned_data["people"].people,
                language=form.cleaned_data["language"],
            )
            known = f" {len(added.known)} stood there already." if added.known else ""
            word = "person is" if len(added.new) == 1 else "people are"
            messages.success(request, f"{len(added.new)} {word} added to the list.{known}")
            return redirect("event_invitations", event.partnership.slug, event.pk)
    rows = list(event.invitations.select_related("registration").order_by("email"))
    context = {
        **office_context(event, "event_invitations"),
        "form": form,
        "rows": [(row, *answer_of(row)) for row in rows],
        **_counts(rows),
    }
    return render(request, "events/office/invitations.html", context, status=status)


def _counts(rows: list[EventInvitation]) -> dict[str, Any]:
    silent = [row for row in rows if row.registration_id is None and row.declined_at is None]
    return {
        "unsent": sum(row.sent_at is None for row in silent),
        "silent": sum(row.sent_at is not None and row.reminded_at is None for row in silent),
        "registered": sum(row.registration_id is not None for row in rows),
        "declined": sum(row.declined_at is not None for row in rows),
    }


@require_POST
@office_page
def act(request: HttpRequest, event: Event, action: str) -> HttpResponseBase:
    """Send what was not sent, remind who is silent, or take somebody off."""
    rows = event.invitations.all()
    if action == "send":
        number = send_invitations(
            invitations=list(rows.filter(sent_at=None, declined_at=None, registration=None))
        )
        messages.success(request, _told(number, "invitation is sent.", "invitations are sent."))
    elif action == "remind":
        silent = rows.filter(declined_at=None, registration=None, reminded_at=None)
        number = remind_invited(invitations=list(silent.exclude(sent_at=None)))
        messages.success(request, _told(number, "person is reminded.", "people are reminded."))
    else:
        typed = request.POST.get("invitation", "")
        found = rows.filter(pk=typed, registration=None).first() if typed.isdigit() else None
        if found is not None:
            take_off(invitation=found)
            messages.success(request, f"{found.email} is taken off the list.")
    return redirect("event_invitations", event.partnership.slug, event.pk)


def _told(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"

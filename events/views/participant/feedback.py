"""The participant’s page after an event: two questions for each meeting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.exceptions import StepNotAllowed
from events.feedback import given_feedback, meetings_to_rate
from events.forms.feedback import FeedbackForm
from events.limits import is_too_often
from events.models import Meeting, Registration
from events.services.feedback import give_feedback
from events.views.private import private_page, registration_of
from events.views.tabs import tabs_of
from gateways.models import Organisation


@dataclass(frozen=True)
class Rated:
    """A meeting with its form, and whether an answer is kept."""

    meeting: Meeting
    other: Organisation
    form: FeedbackForm
    is_given: bool
    is_saved_now: bool
    when: datetime | None
    """By the clock of the event."""


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, link: str) -> HttpResponseBase:
    """The meetings of a registration, each with two questions that are saved for themselves."""
    registration = registration_of(link)
    if request.method != "POST":
        return _page(request, registration)
    asked = request.POST.get("meeting", "")
    number = int(asked) if asked.isdecimal() else 0
    form = FeedbackForm(request.POST, prefix=f"m{number}")
    if is_too_often(request, "write", str(registration.pk)):
        words = _("That was too often in a short time. Please try again in ten minutes.")
        return _page(request, registration, number, form, refusal=words, status=429)
    if not form.is_valid():
        return _page(request, registration, number, form, status=422)
    try:
        give_feedback(
            registration=registration, meeting=number, now=timezone.now(), **form.cleaned_data
        )
    except StepNotAllowed:
        words = _("This meeting cannot be rated: it was not held, or is not yours.")
        return _page(request, registration, refusal=words, status=409)
    address = reverse("registration_feedback", args=[link])
    return redirect(f"{address}?saved={number}#meeting-{number}")


def _page(
    request: HttpRequest,
    registration: Registration,
    number: int = 0,
    typed: FeedbackForm | None = None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = meetings_to_rate(registration, timezone.now())
    given = given_feedback(registration) if rows else {}
    rated = []
    for meeting in rows:
        answer = given.get(meeting.pk)
        initial = {"useful": answer.useful, "goes_on": answer.goes_on} if answer else None
        form = FeedbackForm(prefix=f"m{meeting.pk}", initial=initial)
        zone = registration.event.zone
        when = (
            meeting.slot.starts_at.astimezone(zone).replace(tzinfo=None) if meeting.slot else None
        )
        is_a = meeting.party_a_id == registration.organisation.pk  # type: ignore[union-attr]
        rated.append(
            Rated(
                meeting,
                meeting.party_b if is_a else meeting.party_a,
                typed if typed is not None and meeting.pk == number else form,
                answer is not None,
                request.GET.get("saved") == str(meeting.pk),
                when,
            )
        )
    context: dict[str, Any] = {
        "registration": registration,
        "link": registration.link,
        "partnership": registration.event.partnership,
        "tabs": tabs_of(registration, "registration_feedback"),
        "rated": rated,
        "given": sum(row.is_given for row in rated),
        "refusal": refusal,
        "has_errors": status == 422,
    }
    return render(request, "events/private/feedback.html", context, status=status)

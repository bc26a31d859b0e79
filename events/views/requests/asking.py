"""A participant's requests: those to answer, those sent, those agreed and those declined."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from events.choices import MeetingState, Priority
from events.exceptions import StepNotAllowed
from events.forms.requests import AnswerForm, DeclineForm
from events.models import Meeting, Registration
from events.participants import registrations_by_organisation
from events.services.requests import (
    accept_request,
    counted_requests,
    decline_request,
    is_open,
    withdraw_request,
)
from events.views.requests.access import (
    TOO_OFTEN,
    back_to,
    context_of,
    participant_page,
    writes_too_often,
)
from gateways.models import Organisation

S = MeetingState
REQUESTS = "registration_requests"
DONE = {
    "asked": _("Your request is sent. An e-mail tells you the answer."),
    "accept": _("You have accepted. Who asked is told."),
    "decline": _("You have declined. Who asked is told."),
    "withdraw": _("Your request is withdrawn."),
    "times": _("Your times are saved."),
}


@dataclass(frozen=True)
class Row:
    """A request as one of the two reads it."""

    meeting: Meeting
    other: Organisation
    registration: Registration | None
    """That of the other one; none where it takes no part any more."""
    is_ours: bool
    form: AnswerForm | None = None

    @property
    def priority(self) -> str:
        """How important it is to who asked, as a word to be translated."""
        return Priority(self.meeting.priority).label

    @property
    def is_fixed(self) -> bool:
        """Whether only the organisers change it."""
        meeting = self.meeting
        return meeting.is_locked or meeting.is_demanded or meeting.state == S.SCHEDULED

    @property
    def words(self) -> str:
        """What the other one wrote."""
        return self.meeting.answer if self.is_ours else self.meeting.message


@participant_page
@require_safe
def requests(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """All requests of a participant by what is to be done."""
    return show(request, registration)


@participant_page
@require_POST
def step(request: HttpRequest, registration: Registration, pk: int, step: str) -> HttpResponseBase:
    """Accept, decline or withdraw; what cannot be is told on the page with all that was typed."""
    rows: Any = Meeting.objects.filter(event=registration.event)
    meeting: Meeting = get_object_or_404(rows.of(registration.organisation), pk=pk)
    if step not in ("answer", "withdraw"):
        raise Http404
    if writes_too_often(request, registration):
        return show(request, registration, problem=TOO_OFTEN, status=429)
    wants = "withdraw" if step == "withdraw" else request.POST.get("step", "accept")
    form = AnswerForm(request.POST, prefix=f"m{pk}")
    try:
        if wants == "withdraw":
            withdraw_request(registration=registration, meeting=meeting)
        elif not _answer(registration, meeting, wants, form, request):
            return show(request, registration, answered=(pk, form), status=422)
    except StepNotAllowed as error:
        return show(request, registration, problem=str(error), answered=(pk, form), status=409)
    return back_to(REQUESTS, registration, wants)


def _answer(
    registration: Registration, meeting: Meeting, wants: str, form: AnswerForm, request: HttpRequest
) -> bool:
    """Accept or decline; false where something is wrong with what was typed."""
    if wants == "decline":
        declined = DeclineForm(request.POST, prefix=form.prefix)
        if not declined.is_valid():
            form.is_valid()
            return False
        decline_request(
            registration=registration, meeting=meeting, answer=declined.cleaned_data["answer"]
        )
        return True
    if wants != "accept":
        raise Http404
    if not form.is_valid():
        return False
    accept_request(
        registration=registration,
        meeting=meeting,
        priority=form.cleaned_data["priority"],
        answer=form.cleaned_data["answer"],
    )
    return True


def show(
    request: HttpRequest,
    registration: Registration,
    *,
    problem: Any = "",
    answered: tuple[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    """The page, with the form of one request as it was sent where something is wrong with it."""
    rows = _rows(registration, answered)
    incoming = [row for row in rows if not row.is_ours and row.meeting.state == S.REQUESTED]
    matchmaking = registration.event.matchmaking
    us = registration.organisation
    limit = matchmaking.request_limit
    used = counted_requests(registration.event, us) if us and limit is not None else 0
    context = context_of(
        registration,
        REQUESTS,
        incoming=incoming,
        agreed=_in(rows, S.ACCEPTED, S.SCHEDULED, S.HELD, S.NO_SHOW),
        outgoing=[row for row in rows if row.is_ours and row.meeting.state == S.REQUESTED],
        declined_by_us=[row for row in _in(rows, S.DECLINED) if not row.is_ours],
        declined=[row for row in _in(rows, S.DECLINED, S.FORBIDDEN) if row.is_ours],
        nothing=not rows,
        problem=problem,
        form_with_errors=answered[1] if answered and answered[1].errors else None,
        is_open=is_open(matchmaking, timezone.now()),
        opens_at=matchmaking.requests_open_at,
        closes_at=matchmaking.requests_close_at,
        now=timezone.now(),
        limit=limit,
        left=None if limit is None else max(limit - used, 0),
        done=DONE.get(request.GET.get("done", "")) if not problem else "",
    )
    return render(request, "events/requests/requests.html", context, status=status)


def _rows(registration: Registration, answered: tuple[int, AnswerForm] | None) -> list[Row]:
    """Two queries, and one for the resources of all."""
    us = registration.organisation
    found: Any = Meeting.objects.filter(event=registration.event)
    meetings = (
        found.of(us)
        .exclude(state__in=[S.WITHDRAWN, S.CANCELLED])
        .select_related("party_a", "party_b", "slot")
        .prefetch_related("resources")
        .order_by("-priority", "asked_at", "pk")
    )
    known = registrations_by_organisation(registration.event)
    rows = []
    for meeting in meetings:
        is_ours = us is not None and meeting.party_a_id == us.pk
        other = meeting.party_b if is_ours else meeting.party_a
        form = None
        if not is_ours and meeting.state == S.REQUESTED:
            was_sent = answered is not None and answered[0] == meeting.pk
            form = answered[1] if answered and was_sent else AnswerForm(prefix=f"m{meeting.pk}")
        rows.append(Row(meeting, other, known.get(other.pk), is_ours, form))
    return rows


def _in(rows: list[Row], *states: MeetingState) -> list[Row]:
    return [row for row in rows if row.meeting.state in states]

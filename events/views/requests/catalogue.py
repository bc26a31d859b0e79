"""The catalogue of participants, with suggestions in words, and their profiles."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from common.spelling import bare
from events.choices import MeetingState, Priority
from events.exceptions import (
    MeetingNotPossible,
    RequestLimitReached,
    RequestsAreClosed,
    StepNotAllowed,
)
from events.forms.requests import AskForm, CatalogueForm
from events.models import Meeting, Registration
from events.participants import listed_for, partners_of, sees_catalogue
from events.services.catalogue import enter_catalogue, leave_catalogue, text_of_catalogue
from events.services.requests import GAVE_UP, ask_for_meeting, counted_requests, is_open
from events.suggestions import Profile, Suggestion, suggest
from events.views.requests.access import (
    TOO_OFTEN,
    back_to,
    context_of,
    participant_page,
    writes_too_often,
)
from events.words import SIDES
from gateways.choices import OrganisationKind, Side

PAGE_SIZE = 24
CATALOGUE = "registration_catalogue"
DONE = {
    "entered": _("You are in the catalogue now, and others find you."),
    "left": _("You are no longer in the catalogue."),
}
BETWEEN = {
    MeetingState.REQUESTED: _("Requested"),
    MeetingState.ACCEPTED: _("Agreed"),
    MeetingState.DECLINED: _("Declined"),
    MeetingState.SCHEDULED: _("In your agenda"),
    MeetingState.HELD: _("You have met"),
}
"""What stands between two participants, in two words."""


@dataclass(frozen=True)
class Listed:
    """A participant in the catalogue, as the reader sees it."""

    registration: Registration
    side: Any
    kind: str
    reasons: list[str]
    between: Any = ""


@participant_page
@require_safe
def catalogue(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """Participants to meet, narrowed down as the address asks; first, who suits and why."""
    done = DONE.get(request.GET.get("done", ""))
    if not sees_catalogue(registration):
        return _outside(request, registration, done=done)
    rows = list(listed_for(registration))
    form = CatalogueForm(request.GET, rows=rows)
    asked = form.cleaned_data if form.is_valid() else {}
    found = _narrowed(rows, asked)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    between = _between(registration)
    known = {row.pk: row for row in rows}
    is_first = not any(asked.values()) and page.number == 1
    fresh = [row for row in rows if not _stands_between(row, between)] if is_first else []
    suggested = suggest(_profile(registration), map(_profile, fresh))
    is_narrowed = any(asked.values())
    query = {name: value for name, value in asked.items() if value}
    context = context_of(
        registration,
        CATALOGUE,
        form=form,
        page=page,
        rows=[_listed(row, None, between) for row in page.object_list],
        suggestions=[
            _listed(known[suggestion.key], suggestion, between)  # type: ignore[index]
            for suggestion in suggested
        ],
        has_told_what=bool(registration.offers or registration.seeks),
        is_narrowed=is_narrowed,
        total=len(rows),
        query=urlencode(query),
        done=done,
    )
    return render(request, "events/requests/catalogue.html", context)


@participant_page
@require_POST
def enter(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """Enter the catalogue, once the text was agreed to."""
    if not request.POST.get("agreed"):
        error = gettext("Tick the box if you agree. Without it, you stay out of the catalogue.")
        return _outside(request, registration, error=error, status=422)
    enter_catalogue(registration=registration, language=get_language() or "en")
    return back_to(CATALOGUE, registration, "entered")


@participant_page
@require_POST
def leave(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """Leave the catalogue again."""
    leave_catalogue(registration=registration)
    return back_to(CATALOGUE, registration, "left")


def _outside(
    request: HttpRequest, registration: Registration, *, status: int = 200, **more: Any
) -> HttpResponseBase:
    text = text_of_catalogue(get_language() or "en")
    context = context_of(registration, CATALOGUE, text=text, **more)
    return render(request, "events/requests/outside.html", context, status=status)


@participant_page
@require_safe
def profile(request: HttpRequest, registration: Registration, number: int) -> HttpResponseBase:
    """What a participant tells of itself, and the form to ask it for a meeting."""
    return _profile_page(request, registration, number, AskForm(event=registration.event))


@participant_page
@require_POST
def ask(request: HttpRequest, registration: Registration, number: int) -> HttpResponseBase:
    """Ask a participant for a meeting; what cannot be is told on its page with all that was typed."""
    other = partners_of(registration).filter(number=number).first()
    if other is None:
        raise Http404
    form = AskForm(request.POST, event=registration.event)
    if form.is_valid():
        if writes_too_often(request, registration):
            form.add_error(None, TOO_OFTEN)
            return _profile_page(request, registration, number, form, status=429)
        typed = form.cleaned_data
        try:
            ask_for_meeting(
                registration=registration,
                other=other,
                priority=Priority(typed["priority"]),
                message=typed["message"],
                resources=typed["resources"],
            )
        except (
            MeetingNotPossible,
            RequestLimitReached,
            RequestsAreClosed,
            StepNotAllowed,
        ) as error:
            form.add_error(None, str(error))
        else:
            return back_to("registration_requests", registration, "asked")
    return _profile_page(request, registration, number, form, status=422)


def _profile_page(
    request: HttpRequest, registration: Registration, number: int, form: AskForm, status: int = 200
) -> HttpResponseBase:
    """Whom one has a meeting or a request with, may be read as well without the catalogue."""
    other = partners_of(registration).filter(number=number).first()
    meeting = _meeting_with(registration, other) if other else None
    is_listed = other is not None and other.is_in_catalogue and sees_catalogue(registration)
    if other is None or not (meeting or is_listed):
        raise Http404
    us = registration.organisation
    matchmaking = registration.event.matchmaking
    limit = matchmaking.request_limit
    used = counted_requests(registration.event, us) if us and limit is not None else 0
    found = suggest(_profile(registration), [_profile(other)])
    is_theirs = meeting is not None and us is not None and meeting.party_b_id == us.pk
    context = context_of(
        registration,
        CATALOGUE,
        listed=_listed(other, found[0] if found else None, {}),
        other=other,
        persons=list(other.attendees.all()) if is_listed else [],
        form=form,
        meeting=meeting,
        is_theirs=is_theirs,
        state_between=BETWEEN.get(MeetingState(meeting.state)) if meeting else None,
        may_ask=(meeting is None or meeting.state in GAVE_UP) and is_listed,
        is_open=is_open(matchmaking, timezone.now()),
        now=timezone.now(),
        opens_at=matchmaking.requests_open_at,
        limit=limit,
        left=None if limit is None else max(limit - used, 0),
    )
    return render(request, "events/requests/profile.html", context, status=status)


def _listed(row: Registration, found: Suggestion | None, between: dict[int, Any]) -> Listed:
    organisation = row.organisation
    return Listed(
        registration=row,
        side=SIDES[Side(row.side)],
        kind=gettext(OrganisationKind(row.kind).label),
        reasons=reasons_of(found) if found else [],
        between=between.get(organisation.pk, "") if organisation else "",
    )


def reasons_of(suggestion: Suggestion) -> list[str]:
    """Why somebody suits, in words."""
    reasons = []
    if suggestion.they_offer:
        words = _quoted(suggestion.they_offer)
        reasons.append(gettext("They offer %(words)s, which you seek.") % {"words": words})
    if suggestion.they_seek:
        words = _quoted(suggestion.they_seek)
        reasons.append(gettext("They seek %(words)s, which you offer.") % {"words": words})
    return reasons


def _quoted(phrases: tuple[str, ...]) -> str:
    return ", ".join(gettext("“%(words)s”") % {"words": phrase} for phrase in phrases)


def _stands_between(row: Registration, between: dict[int, Any]) -> bool:
    return row.organisation is not None and bool(between.get(row.organisation.pk))


def _profile(row: Registration) -> Profile:
    return Profile(row.pk, tuple(row.offers), tuple(row.seeks))


def _narrowed(rows: list[Registration], asked: dict[str, Any]) -> list[Registration]:
    for name in ("side", "kind"):
        if asked.get(name):
            rows = [row for row in rows if getattr(row, name) == asked[name]]
    if asked.get("country"):
        rows = [row for row in rows if row.country.code == asked["country"]]
    words = bare(asked.get("q", "")).split()
    return [row for row in rows if all(word in _text(row) for word in words)] if words else rows


def _text(row: Registration) -> str:
    return bare(" ".join([row.organisation_name, row.profile, *row.offers, *row.seeks]))


def _between(registration: Registration) -> dict[int, Any]:
    """What stands between the reader and others, by organisation. One query."""
    us = registration.organisation
    found: dict[int, Any] = {}
    rows: Any = Meeting.objects.filter(event=registration.event)
    for meeting in rows.of(us).values("party_a", "party_b", "state"):
        other = meeting["party_b"] if us and meeting["party_a"] == us.pk else meeting["party_a"]
        found[other] = BETWEEN.get(meeting["state"], "")
    return found


def _meeting_with(registration: Registration, other: Registration) -> Meeting | None:
    rows: Any = Meeting.objects.filter(event=registration.event)
    found: Meeting | None = (
        rows.of(registration.organisation).of(other.organisation).order_by("-pk").first()
    )
    return found

"""What participants do about meetings: ask, answer, take back, and say when they cannot."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import MeetingKind, MeetingState, Priority
from events.emails import requests as emails
from events.exceptions import (
    MeetingNotPossible,
    RequestLimitReached,
    RequestsAreClosed,
    StepNotAllowed,
)
from events.models import Event, Matchmaking, Meeting, MeetingResource, Registration, Slot
from events.participants import listed_for, partners_of, takes_part
from gateways.choices import Side
from gateways.models import Organisation

S = MeetingState
GAVE_UP = (S.WITHDRAWN, S.CANCELLED)
"""A pair in these states may be asked for again."""
CLUSTERS = (Side.EU_CLUSTER, Side.THIRD_INTERMEDIARY)


def is_open(matchmaking: Matchmaking, now: datetime) -> bool:
    """Whether meetings can be asked for at a moment."""
    begins, ends = matchmaking.requests_open_at, matchmaking.requests_close_at
    return (begins is None or begins <= now) and (ends is None or now < ends)


def counted_requests(event: Event, organisation: Organisation) -> int:
    """Requests of a participant that count against its limit. One query.

    Those that were declined, withdrawn or forbidden give their place back, and what the organisers
    added was never its own.
    """
    rows = Meeting.objects.filter(event=event, party_a=organisation, added_by=None)
    return rows.exclude(state__in=[*GAVE_UP, S.DECLINED, S.FORBIDDEN]).count()


def kind_of(one: Organisation, other: Organisation) -> MeetingKind:
    """Two clusters or intermediaries meet as clusters; whatever has a business in it is B2B."""
    both = one.side in CLUSTERS and other.side in CLUSTERS
    return MeetingKind.C2C if both else MeetingKind.B2B


@transaction.atomic
def ask_for_meeting(
    *,
    registration: Registration,
    other: Registration,
    priority: Priority,
    message: str = "",
    resources: Iterable[MeetingResource] = (),
) -> Meeting:
    """Ask another participant for a meeting, and tell it.

    Where the other one has asked already, this accepts. Raises ``RequestsAreClosed``,
    ``RequestLimitReached``, and ``MeetingNotPossible`` where these two do not see each other or it
    was decided already.
    """
    matchmaking = _locked_matchmaking(registration)
    us, them = _organisation(registration), _organisation(other)
    meeting = _pair(registration.event, us, them)
    has_asked = meeting is not None and meeting.party_a_id == them.pk
    may_see = partners_of(registration) if has_asked else listed_for(registration)
    if not may_see.filter(pk=other.pk).exists():
        raise MeetingNotPossible(_("You cannot ask this participant for a meeting."))
    if meeting is not None and has_asked and meeting.state in (S.REQUESTED, S.DECLINED):
        return accept_request(
            registration=registration, meeting=meeting, priority=priority, answer=message
        )
    if meeting is not None and meeting.state not in GAVE_UP:
        raise MeetingNotPossible(_refusal(meeting))
    if not is_open(matchmaking, timezone.now()):
        raise RequestsAreClosed(_("Meetings cannot be asked for at this time."))
    limit = matchmaking.request_limit
    if limit is not None and counted_requests(registration.event, us) >= limit:
        raise RequestLimitReached(
            ngettext(
                "You may ask for %(limit)d meeting. Withdraw a request to ask for another one.",
                "You may ask for %(limit)d meetings. Withdraw a request to ask for another one.",
                limit,
            )
            % {"limit": limit}
        )
    asked = meeting or Meeting(event=registration.event)
    asked.party_a, asked.party_b, asked.kind = us, them, kind_of(us, them)
    asked.state, asked.priority, asked.priority_back = S.REQUESTED, priority, None
    asked.message, asked.answer = message, ""
    asked.asked_at, asked.answered_at, asked.added_by = timezone.now(), None, None
    asked.slot, asked.table, asked.is_locked, asked.is_demanded = None, None, False, False
    _keep(asked, "Asked by the participant")
    asked.resources.set(row for row in resources if row.event_id == asked.event_id)
    emails.post_asked(asked, registration, other)
    return asked


@transaction.atomic
def accept_request(
    *, registration: Registration, meeting: Meeting, priority: Priority, answer: str = ""
) -> Meeting:
    """Accept a request with a priority of one's own, also one that was declined before.

    Raises ``StepNotAllowed`` where it is somebody else's to answer, or too late.
    """
    locked = _locked(registration, meeting)
    us = _organisation(registration)
    if locked.party_b_id != us.pk or locked.state not in (S.REQUESTED, S.DECLINED):
        raise StepNotAllowed(_("This request was answered or withdrawn meanwhile."))
    if not partners_of(registration).filter(participation__organisation=locked.party_a_id).exists():
        raise StepNotAllowed(_("This participant does not take part any more."))
    locked.state, locked.priority_back, locked.answer = S.ACCEPTED, priority, answer
    locked.answered_at = timezone.now()
    _keep(locked, "Accepted by the participant")
    emails.post_answered(locked, registration)
    return locked


@transaction.atomic
def decline_request(*, registration: Registration, meeting: Meeting, answer: str = "") -> Meeting:
    """Decline a request, also one that was accepted before, and tell who asked.

    Raises ``StepNotAllowed`` where it is somebody else's to answer, too late, or fixed.
    """
    locked = _locked(registration, meeting)
    us = _organisation(registration)
    if locked.party_b_id != us.pk or locked.state not in (S.REQUESTED, S.ACCEPTED):
        raise StepNotAllowed(_too_late(locked))
    _refuse_fixed(locked)
    locked.state, locked.answer = S.DECLINED, answer
    locked.priority_back, locked.answered_at = None, timezone.now()
    _keep(locked, "Declined by the participant")
    emails.post_answered(locked, registration)
    return locked


@transaction.atomic
def withdraw_request(*, registration: Registration, meeting: Meeting) -> Meeting:
    """Take one's own request back, also one that was accepted.

    Raises ``StepNotAllowed`` where it is not one's own, scheduled or over, or fixed.
    """
    locked = _locked(registration, meeting)
    us = _organisation(registration)
    if locked.party_a_id != us.pk or locked.state not in (S.REQUESTED, S.ACCEPTED):
        raise StepNotAllowed(_too_late(locked))
    _refuse_fixed(locked)
    was_accepted = locked.state == S.ACCEPTED
    locked.state = S.WITHDRAWN
    _keep(locked, "Withdrawn by the participant")
    if was_accepted:
        emails.post_withdrawn(locked, registration)
    return locked


@transaction.atomic
def set_availability(
    *, registration: Registration, away: Iterable[Slot], meeting_limit: int | None
) -> Registration:
    """Say in which slots a participant cannot, and how many meetings it wants at most.

    Slots of other events are left out. Raises ``StepNotAllowed`` where it does not take part, and
    where it already has a meeting at such a time.
    """
    locked = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if not takes_part(locked):
        raise StepNotAllowed(_("Your registration is not confirmed."))
    slots = [slot for slot in away if slot.event_id == locked.event_id]
    placed = Meeting.objects.filter(event=locked.event_id, slot__in=slots).filter(
        Q(state=S.SCHEDULED) | Q(is_locked=True, state__in=S.wanted())
    )
    taken = placed.of(_organisation(registration)).select_related("slot__event").first()
    if taken is not None and taken.slot is not None:
        begins = taken.slot.starts_at.astimezone(registration.event.zone)
        raise StepNotAllowed(
            _("You have a meeting at %(time)s already. Write to the organisers if you cannot come.")
            % {"time": f"{begins:%H:%M}"}
        )
    locked.meeting_limit = meeting_limit
    _keep(locked, "Times changed by the participant")
    locked.away.set(slots)
    return locked


def _pair(event: Event, one: Organisation, other: Organisation) -> Meeting | None:
    """What stands between two organisations; what is alive counts before what is over."""
    rows = Meeting.objects.select_for_update().filter(event=event)
    both = rows.filter(Q(party_a=one, party_b=other) | Q(party_a=other, party_b=one)).order_by(
        "-pk"
    )
    return min(both, key=lambda row: row.state in GAVE_UP, default=None)


def _refusal(meeting: Meeting) -> str:
    if meeting.state == S.FORBIDDEN:
        return _("The organisers do not allow this meeting.")
    if meeting.state == S.DECLINED:
        return _("This participant has declined. You cannot ask again.")
    return _("There is a request of you two already.")


def _too_late(meeting: Meeting) -> str:
    if meeting.state == S.SCHEDULED:
        return _("This meeting is in the schedule. Write to the organisers if you cannot come.")
    return _("This request was answered or withdrawn meanwhile.")


def _refuse_fixed(meeting: Meeting) -> None:
    if meeting.is_demanded or meeting.is_locked:
        raise StepNotAllowed(
            _("The organisers have fixed this meeting. Write to them if you cannot come.")
        )


def _organisation(registration: Registration) -> Organisation:
    organisation = registration.organisation
    if organisation is None or not takes_part(registration):
        raise StepNotAllowed(_("Your registration is not confirmed."))
    return organisation


def _locked_matchmaking(registration: Registration) -> Matchmaking:
    """All that is asked for at an event takes turns, so that limits and pairs hold."""
    rows = Matchmaking.objects.select_for_update().filter(event=registration.event_id)
    found = rows.first()
    if found is None:
        raise RequestsAreClosed(_("There are no meetings at this event."))
    return found


def _locked(registration: Registration, meeting: Meeting) -> Meeting:
    _locked_matchmaking(registration)
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("party_a", "party_b")
    return rows.get(pk=meeting.pk, event=registration.event_id)


def _keep(row: Any, reason: str) -> None:
    row._change_reason = reason
    row.save()

"""What organisers do about the meetings of an event: add, fix, forbid, order, keep apart."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.choices import MeetingState, Priority
from events.exceptions import MeetingNotPossible, ReasonIsMissing, StepNotAllowed
from events.models import (
    BlockedPair,
    Event,
    Matchmaking,
    Meeting,
    MeetingOrder,
    MeetingResource,
    Registration,
    Slot,
)
from events.services.requests import GAVE_UP, kind_of
from gateways.models import Organisation
from partnership.models import User

S = MeetingState
BEFORE_SCHEDULE = (S.REQUESTED, S.ACCEPTED)


@dataclass(frozen=True)
class Wishes:
    """How a meeting is to be placed. With ``slot`` it is locked there."""

    length: int = 1
    slot: Slot | None = None
    is_demanded: bool = False
    resources: tuple[MeetingResource, ...] = ()


@transaction.atomic
def add_meeting(
    *,
    event: Event,
    one: Registration,
    other: Registration,
    priority: Priority,
    wishes: Wishes,
    note: str = "",
    by: User,
) -> Meeting:
    """Put two participants on the list as agreed; who may see whom does not matter.

    Raises ``MeetingNotPossible`` where one of them takes no part, they are kept apart, or there is a
    request of the two already.
    """
    _lock(event)
    parties = [row.organisation for row in (one, other) if row.event_id == event.pk]
    party_a, party_b = (*parties, None, None)[:2]
    if party_a is None or party_b is None or party_a == party_b:
        raise MeetingNotPossible("Choose two different participants.")
    if _blocks(event, party_a, party_b).exists():
        raise MeetingNotPossible("These two are kept apart. Take that back first.")
    pair = _meetings_of_pair(event, party_a, party_b)
    if pair.exclude(state__in=[*GAVE_UP, S.DECLINED]).exists():
        raise MeetingNotPossible("There is a meeting of these two already. Change that one.")
    meeting = pair.first() or Meeting(event=event)
    meeting.party_a, meeting.party_b, meeting.kind = party_a, party_b, kind_of(party_a, party_b)
    meeting.state, meeting.priority, meeting.priority_back = S.ACCEPTED, priority, priority
    meeting.message, meeting.answer, meeting.note = "", "", note
    meeting.asked_at = meeting.answered_at = timezone.now()
    meeting.added_by, meeting.table = by, None
    _place(meeting, wishes)
    _keep(meeting, by, "Added by the organisers")
    meeting.resources.set(wishes.resources)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, wishes: Wishes, by: User) -> Meeting:
    """Say how long a meeting takes, what it needs, where it stays and whether it must be.

    A meeting of the published schedule keeps its slot and length: it is moved on the grid. Raises
    ``StepNotAllowed`` where it is over or not wanted any more.
    """
    locked = _locked(meeting)
    if locked.state not in S.wanted():
        raise StepNotAllowed(f"This meeting is {locked.get_state_display().lower()}.")
    if locked.state == S.SCHEDULED:
        if (wishes.slot and wishes.slot != locked.slot) or wishes.length != locked.length:
            raise StepNotAllowed("It stands in the published schedule. Move it on the grid.")
        locked.is_locked, locked.is_demanded = wishes.slot is not None, wishes.is_demanded
    else:
        _place(locked, wishes)
    _keep(locked, by, "Changed by the organisers")
    locked.resources.set(wishes.resources)
    return locked


@transaction.atomic
def forbid_meeting(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Do not allow a meeting that was asked for; the reason is kept for the organisers.

    Raises ``ReasonIsMissing``, and ``StepNotAllowed`` for what is scheduled or over.
    """
    if not reason.strip():
        raise ReasonIsMissing("Say why this meeting is not allowed.")
    locked = _locked(meeting)
    if locked.state not in (*BEFORE_SCHEDULE, S.DECLINED):
        raise StepNotAllowed(f"This meeting is {locked.get_state_display().lower()}.")
    return _forbid(locked, reason.strip(), by)


@transaction.atomic
def allow_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Take a “not allowed” back: it waits for an answer again, or was agreed before.

    Raises ``StepNotAllowed`` where nothing was forbidden, or the two are kept apart.
    """
    locked = _locked(meeting)
    if locked.state != S.FORBIDDEN:
        raise StepNotAllowed("This meeting is allowed.")
    if _blocks(locked.event, locked.party_a, locked.party_b).exists():
        raise StepNotAllowed("These two are kept apart. Take that back first.")
    locked.state = S.ACCEPTED if locked.priority_back else S.REQUESTED
    locked.note = ""
    _keep(locked, by, "Allowed by the organisers")
    return locked


@transaction.atomic
def set_order(*, before: Meeting, after: Meeting, by: User) -> MeetingOrder:
    """Say that one meeting ends before another begins; safe to say twice.

    Raises ``StepNotAllowed`` where they are one, of different events, or already ordered the other way.
    """
    _lock(before.event)
    if before.pk == after.pk or before.event_id != after.event_id:
        raise StepNotAllowed("Choose two different meetings of this event.")
    if _leads_to(after, before):
        raise StepNotAllowed("These two are already in the opposite order. Take that back first.")
    order = MeetingOrder.objects.filter(before=before, after=after).first()
    if order is None:
        order = MeetingOrder(event=before.event, before=before, after=after)
        _keep(order, by, "Order of two meetings")
    return order


@transaction.atomic
def remove_order(*, order: MeetingOrder, by: User) -> None:
    """Let two meetings come in any order."""
    _signed(order, by, "Order of two meetings taken back")
    order.delete()


@transaction.atomic
def keep_apart(
    *, event: Event, one: Organisation, other: Organisation, reason: str = "", by: User
) -> BlockedPair:
    """Keep two organisations from seeing and meeting each other; safe to say twice.

    What one had asked of the other is not allowed any more. Raises ``StepNotAllowed`` where they
    have a scheduled meeting, or are one.
    """
    _lock(event)
    if one == other:
        raise StepNotAllowed("Choose two different organisations.")
    known = _blocks(event, one, other).first()
    if known is not None:
        return known
    pair = _meetings_of_pair(event, one, other)
    if pair.filter(state=S.SCHEDULED).exists():
        raise StepNotAllowed("They have a meeting in the published schedule. Cancel it first.")
    block = BlockedPair(event=event, one=one, other=other, reason=reason.strip())
    try:
        block.full_clean()
    except ValidationError as error:
        raise StepNotAllowed(" ".join(error.messages)) from error
    _keep(block, by, "Kept apart by the organisers")
    for meeting in pair.filter(state__in=BEFORE_SCHEDULE):
        _forbid(meeting, "The two are kept apart.", by)
    return block


@transaction.atomic
def let_meet(*, block: BlockedPair, by: User) -> None:
    """Let two organisations see each other again; what was forbidden stays so until it is allowed."""
    _signed(block, by, "No longer kept apart")
    block.delete()


def _place(meeting: Meeting, wishes: Wishes) -> None:
    if wishes.slot is not None and wishes.slot.event_id != meeting.event_id:
        raise StepNotAllowed("This slot belongs to another event.")
    meeting.length, meeting.slot = wishes.length, wishes.slot
    meeting.is_locked, meeting.is_demanded = wishes.slot is not None, wishes.is_demanded


def _forbid(meeting: Meeting, reason: str, by: User) -> Meeting:
    meeting.state, meeting.note = S.FORBIDDEN, reason
    meeting.slot, meeting.table = None, None
    meeting.is_locked = meeting.is_demanded = False
    return _keep(meeting, by, "Not allowed by the organisers")


def _leads_to(first: Meeting, last: Meeting) -> bool:
    """Whether a chain of orders leads from one meeting to another."""
    orders: dict[int, list[int]] = {}
    rows = MeetingOrder.objects.filter(event=first.event_id)
    for before, after in rows.values_list("before", "after"):
        orders.setdefault(before, []).append(after)
    seen, ahead = set(), [first.pk]
    while ahead:
        pk = ahead.pop()
        if pk == last.pk:
            return True
        if pk not in seen:
            seen.add(pk)
            ahead += orders.get(pk, [])
    return False


def _blocks(event: Event, one: Organisation, other: Organisation) -> Any:
    return BlockedPair.objects.filter(event=event).filter(
        Q(one=one, other=other) | Q(one=other, other=one)
    )


def _meetings_of_pair(event: Event, one: Organisation, other: Organisation) -> Any:
    rows = Meeting.objects.select_for_update().filter(event=event)
    return rows.filter(Q(party_a=one, party_b=other) | Q(party_a=other, party_b=one))


def _lock(event: Event) -> None:
    list(Matchmaking.objects.select_for_update().filter(event=event))


def _locked(meeting: Meeting) -> Meeting:
    _lock(meeting.event)
    rows: Any = Meeting.objects.select_for_update(of=("self",))
    found: Meeting = rows.select_related("event", "party_a", "party_b").get(pk=meeting.pk)
    return found


def _signed(row: Any, by: User, reason: str) -> Any:
    row._history_user, row._change_reason = by, reason
    return row


def _keep(row: Any, by: User, reason: str) -> Any:
    _signed(row, by, reason).save()
    return row

"""What organisers do about meetings: add, fix, forbid, order, keep apart."""

import pytest

from events.choices import MeetingState, Priority
from events.exceptions import MeetingNotPossible, ReasonIsMissing, StepNotAllowed
from events.models import BlockedPair, Meeting, MeetingOrder
from events.services.organising import (
    Wishes,
    add_meeting,
    allow_meeting,
    change_meeting,
    forbid_meeting,
    keep_apart,
    let_meet,
    remove_order,
    set_order,
)
from events.services.requests import ask_for_meeting
from tests.factories import UserFactory
from tests.factories.events import MeetingResourceFactory, RegistrationFactory, SlotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def asked(join):
    us, them = join("Us"), join("Them")
    return ask_for_meeting(registration=us, other=them, priority=Priority.LOW)


def add(event, one, other, by, **wishes):
    return add_meeting(
        event=event, one=one, other=other, priority=Priority.HIGH, wishes=Wishes(**wishes), by=by
    )


def test_a_meeting_that_organisers_add_is_agreed(event, join, slots, by):
    us, them = join("Us", is_in_catalogue=False), join("Them", is_in_catalogue=False)
    interpreter = MeetingResourceFactory(event=event)
    meeting = add(
        event, us, them, by, length=2, slot=slots[0], is_demanded=True, resources=(interpreter,)
    )
    assert (meeting.state, meeting.priority, meeting.priority_back) == ("accepted", 3, 3)
    assert (meeting.length, meeting.slot, meeting.is_locked, meeting.is_demanded) == (
        2,
        slots[0],
        True,
        True,
    )
    assert meeting.added_by == by
    assert list(meeting.resources.all()) == [interpreter]
    assert meeting.history.first().history_user == by


def test_what_is_added_twice_or_with_oneself_is_refused(event, join, by):
    us, them = join("Us"), join("Them")
    add(event, us, them, by)
    with pytest.raises(MeetingNotPossible, match="already"):
        add(event, them, us, by)
    with pytest.raises(MeetingNotPossible, match="two different"):
        add(event, us, us, by)
    with pytest.raises(MeetingNotPossible, match="two different"):
        add(event, us, RegistrationFactory(), by)


def test_organisers_may_add_what_was_declined(event, asked, by):
    Meeting.objects.update(state=MeetingState.DECLINED)
    one, other = (
        party.participations.get().registration for party in (asked.party_a, asked.party_b)
    )
    assert add(event, one, other, by).pk == asked.pk


def test_a_meeting_is_locked_demanded_and_let_go_again(asked, slots, by):
    changed = change_meeting(
        meeting=asked, wishes=Wishes(length=2, slot=slots[1], is_demanded=True), by=by
    )
    assert (changed.slot, changed.is_locked, changed.is_demanded, changed.length) == (
        slots[1],
        True,
        True,
        2,
    )
    again = change_meeting(meeting=asked, wishes=Wishes(), by=by)
    assert (again.slot, again.is_locked, again.is_demanded, again.length) == (None, False, False, 1)


def test_a_scheduled_meeting_is_locked_where_it_is_and_moved_on_the_grid_only(asked, slots, by):
    Meeting.objects.update(state="scheduled", slot=slots[0])
    with pytest.raises(StepNotAllowed, match="on the grid"):
        change_meeting(meeting=asked, wishes=Wishes(slot=slots[1]), by=by)
    with pytest.raises(StepNotAllowed, match="on the grid"):
        change_meeting(meeting=asked, wishes=Wishes(length=2), by=by)
    locked = change_meeting(meeting=asked, wishes=Wishes(slot=slots[0]), by=by)
    assert (locked.state, locked.slot, locked.is_locked) == ("scheduled", slots[0], True)
    free = change_meeting(meeting=asked, wishes=Wishes(), by=by)
    assert (free.slot, free.is_locked) == (slots[0], False)


def test_slots_of_other_events_are_refused(asked, by):
    with pytest.raises(StepNotAllowed, match="another event"):
        change_meeting(meeting=asked, wishes=Wishes(slot=SlotFactory()), by=by)


def test_a_meeting_is_forbidden_with_a_reason_and_allowed_again(asked, by):
    with pytest.raises(ReasonIsMissing):
        forbid_meeting(meeting=asked, reason=" ", by=by)
    forbidden = forbid_meeting(meeting=asked, reason="Same group", by=by)
    assert (forbidden.state, forbidden.note) == ("forbidden", "Same group")
    with pytest.raises(StepNotAllowed):
        forbid_meeting(meeting=asked, reason="Again", by=by)
    assert allow_meeting(meeting=asked, by=by).state == "requested"
    with pytest.raises(StepNotAllowed):
        allow_meeting(meeting=asked, by=by)


def test_what_is_scheduled_is_not_forbidden(asked, by):
    Meeting.objects.update(state="scheduled")
    with pytest.raises(StepNotAllowed, match="scheduled"):
        forbid_meeting(meeting=asked, reason="Late", by=by)


def test_meetings_are_put_in_an_order_without_circles(event, join, asked, by):
    second = add(event, join("A"), join("B"), by)
    third = add(event, join("C"), join("D"), by)
    order = set_order(before=asked, after=second, by=by)
    assert set_order(before=asked, after=second, by=by) == order
    set_order(before=second, after=third, by=by)
    with pytest.raises(StepNotAllowed, match="opposite order"):
        set_order(before=third, after=asked, by=by)
    with pytest.raises(StepNotAllowed, match="two different"):
        set_order(before=asked, after=asked, by=by)
    remove_order(order=order, by=by)
    assert set_order(before=third, after=asked, by=by)
    assert MeetingOrder.objects.count() == 2


def test_two_are_kept_apart_with_what_they_had_asked(event, asked, by):
    block = keep_apart(event=event, one=asked.party_b, other=asked.party_a, reason="Rivals", by=by)
    asked.refresh_from_db()
    assert (asked.state, asked.note) == ("forbidden", "The two are kept apart.")
    assert keep_apart(event=event, one=asked.party_a, other=asked.party_b, by=by) == block
    with pytest.raises(StepNotAllowed, match="kept apart"):
        allow_meeting(meeting=asked, by=by)
    let_meet(block=block, by=by)
    assert not BlockedPair.objects.exists()
    assert allow_meeting(meeting=asked, by=by).state == "requested"


def test_who_has_a_scheduled_meeting_is_not_kept_apart(event, asked, by):
    Meeting.objects.update(state="scheduled")
    with pytest.raises(StepNotAllowed, match="published schedule"):
        keep_apart(event=event, one=asked.party_a, other=asked.party_b, by=by)
    with pytest.raises(StepNotAllowed, match="two different"):
        keep_apart(event=event, one=asked.party_a, other=asked.party_a, by=by)

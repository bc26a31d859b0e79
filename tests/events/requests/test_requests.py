"""Asking for meetings and answering: what happens, what is refused, who is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from events.choices import MeetingKind, MeetingState, Priority
from events.exceptions import (
    MeetingNotPossible,
    RequestLimitReached,
    RequestsAreClosed,
    StepNotAllowed,
)
from events.models import Meeting
from events.models.registrations import registration_links
from events.services.requests import (
    accept_request,
    ask_for_meeting,
    decline_request,
    set_availability,
    withdraw_request,
)
from gateways.choices import Side
from tests.factories.events import BlockedPairFactory, MeetingResourceFactory, SlotFactory

pytestmark = pytest.mark.django_db

HIGH, LOW, MEDIUM = Priority.HIGH, Priority.LOW, Priority.MEDIUM


def ask(us, them, priority=MEDIUM, **more):
    return ask_for_meeting(registration=us, other=them, priority=priority, **more)


def rules(event, **more):
    for name, value in more.items():
        setattr(event.matchmaking, name, value)
    event.matchmaking.save()


def test_a_request_has_priority_message_and_what_it_needs(event, join):
    us, them = join("Us"), join("Them", country="JP")
    interpreter = MeetingResourceFactory(event=event)
    stranger = MeetingResourceFactory()
    meeting = ask(us, them, HIGH, message="Your sensors", resources=[interpreter, stranger])
    assert (meeting.party_a, meeting.party_b) == (us.organisation, them.organisation)
    assert (meeting.state, meeting.priority, meeting.message) == ("requested", 3, "Your sensors")
    assert (meeting.length, meeting.priority_back, meeting.added_by) == (1, None, None)
    assert meeting.kind == MeetingKind.B2B
    assert meeting.asked_at is not None
    assert list(meeting.resources.all()) == [interpreter]


def test_the_other_one_is_told_by_e_mail_without_the_message(join):
    us, them = join("Us"), join("Them", country="JP", language="fr")
    ask(us, them, message="Secret of the house")
    (email,) = mail.outbox
    assert email.to == ["them@example.org"]
    assert "Us" in email.subject
    (address,) = [line for line in email.body.splitlines() if "/registrations/" in line]
    assert "/fr/registrations/" in address
    assert registration_links.read(address.split("/")[-3]).pk == them.pk
    assert "Allemagne" in email.body
    assert "Secret of the house" not in email.body


@pytest.mark.parametrize(
    ("side", "other", "kind"),
    [
        (Side.EU_CLUSTER, Side.THIRD_INTERMEDIARY, "C2C"),
        (Side.EU_CLUSTER, Side.THIRD_BUSINESS, "B2B"),
        (Side.EU_SME, Side.THIRD_INTERMEDIARY, "B2B"),
    ],
)
def test_two_clusters_meet_as_clusters(join, side, other, kind):
    us, them = join("Us", side=side), join("Them", country="JP", side=other)
    assert ask(us, them).kind == kind


def test_who_is_asked_in_turn_accepts_instead_of_asking_again(join):
    us, them = join("Us"), join("Them")
    first = ask(us, them, HIGH, message="Why")
    second = ask(them, us, LOW, message="Gladly")
    assert second.pk == first.pk
    assert Meeting.objects.count() == 1
    assert (second.state, second.priority, second.priority_back) == ("accepted", 3, 1)
    assert (second.message, second.answer) == ("Why", "Gladly")
    assert [email.to for email in mail.outbox] == [["them@example.org"], ["us@example.org"]]


def test_nobody_asks_twice(join):
    us, them = join("Us"), join("Them")
    ask(us, them)
    with pytest.raises(MeetingNotPossible, match="There is a request of you two already"):
        ask(us, them)


def test_a_withdrawn_request_may_be_sent_again_also_by_the_other_one(join):
    us, them = join("Us"), join("Them")
    first = ask(us, them)
    withdraw_request(registration=us, meeting=first)
    again = ask(them, us, LOW, message="From us")
    assert again.pk == first.pk
    assert (again.party_a, again.state, again.priority) == (them.organisation, "requested", 1)


def test_a_declined_request_is_not_sent_again_but_may_be_accepted_after_all(join):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    decline_request(registration=them, meeting=meeting, answer="No time")
    with pytest.raises(MeetingNotPossible, match="has declined"):
        ask(us, them)
    assert ask(them, us).state == MeetingState.ACCEPTED


@pytest.mark.parametrize("state", ["accepted", "scheduled", "held", "forbidden"])
def test_what_is_decided_is_not_asked_again(join, state):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    with pytest.raises(MeetingNotPossible):
        ask(them, us)


def test_blocked_pairs_cannot_ask(event, join):
    us, them = join("Us"), join("Them")
    BlockedPairFactory(event=event, one=them.organisation, other=us.organisation)
    for one, other in ((us, them), (them, us)):
        with pytest.raises(MeetingNotPossible, match="cannot ask"):
            ask(one, other)
    assert not Meeting.objects.exists()


def test_who_is_not_in_the_catalogue_is_not_asked_and_does_not_ask(join):
    us, hidden = join("Us"), join("Hidden", is_in_catalogue=False)
    for one, other in ((us, hidden), (hidden, us)):
        with pytest.raises(MeetingNotPossible):
            ask(one, other)


def test_the_limit_counts_requests_that_stand(event, join):
    rules(event, request_limit=2)
    us, one, two, three = join("Us"), join("One"), join("Two"), join("Three")
    first = ask(us, one)
    ask(us, two)
    with pytest.raises(RequestLimitReached, match="You may ask for 2 meetings"):
        ask(us, three)
    decline_request(registration=one, meeting=first)
    assert ask(us, three).state == "requested"


def test_requests_of_others_do_not_count_against_the_limit(event, join):
    rules(event, request_limit=1)
    us, one, two = join("Us"), join("One"), join("Two")
    ask(one, us)
    assert ask(us, two).state == "requested"
    assert ask(us, one).state == "accepted"


@pytest.mark.parametrize(
    ("opens", "closes"), [(timedelta(minutes=1), None), (None, timedelta(minutes=-1))]
)
def test_requests_are_sent_in_their_time_only(event, join, opens, closes):
    now = timezone.now()
    us, them = join("Us"), join("Them")
    rules(
        event,
        requests_open_at=now + opens if opens else None,
        requests_close_at=now + closes if closes else None,
    )
    with pytest.raises(RequestsAreClosed):
        ask(us, them)
    assert not mail.outbox


def test_requests_are_still_answered_when_no_new_ones_are_sent(event, join):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    rules(event, requests_close_at=timezone.now() - timedelta(minutes=1))
    assert ask(them, us).state == "accepted"
    assert decline_request(registration=them, meeting=meeting).state == "declined"


def test_declining_tells_who_asked_but_not_in_which_words(join):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    mail.outbox.clear()
    declined = decline_request(registration=them, meeting=meeting, answer="Not our field")
    assert (declined.state, declined.answer, declined.priority_back) == (
        "declined",
        "Not our field",
        None,
    )
    (email,) = mail.outbox
    assert (email.to, email.subject) == (["us@example.org"], "Them cannot meet you")
    assert "Not our field" not in email.body


def test_only_who_is_asked_answers_and_only_who_asked_withdraws(join):
    us, them, stranger = join("Us"), join("Them"), join("Stranger")
    meeting = ask(us, them)
    with pytest.raises(StepNotAllowed):
        accept_request(registration=us, meeting=meeting, priority=LOW)
    with pytest.raises(StepNotAllowed):
        decline_request(registration=us, meeting=meeting)
    with pytest.raises(StepNotAllowed):
        withdraw_request(registration=them, meeting=meeting)
    with pytest.raises(StepNotAllowed):
        accept_request(registration=stranger, meeting=meeting, priority=LOW)


def test_a_request_that_was_accepted_may_be_withdrawn_and_the_other_one_is_told(join):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    withdraw_request(registration=us, meeting=meeting)
    assert len(mail.outbox) == 1  # nobody had answered, nobody is told
    ask(us, them)
    accept_request(registration=them, meeting=meeting, priority=HIGH)
    mail.outbox.clear()
    assert withdraw_request(registration=us, meeting=meeting).state == "withdrawn"
    assert [(row.to, row.subject) for row in mail.outbox] == [
        (["them@example.org"], "Us has withdrawn its request")
    ]


@pytest.mark.parametrize("field", ["is_demanded", "is_locked"])
def test_what_the_organisers_fixed_stays(event, join, slots, field):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    Meeting.objects.filter(pk=meeting.pk).update(**{field: True}, slot=slots[0])
    with pytest.raises(StepNotAllowed, match="organisers have fixed"):
        withdraw_request(registration=us, meeting=meeting)
    with pytest.raises(StepNotAllowed, match="organisers have fixed"):
        decline_request(registration=them, meeting=meeting)


def test_a_scheduled_meeting_is_for_the_organisers(join):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    Meeting.objects.filter(pk=meeting.pk).update(state="scheduled")
    with pytest.raises(StepNotAllowed, match="in the schedule"):
        withdraw_request(registration=us, meeting=meeting)
    with pytest.raises(StepNotAllowed, match="in the schedule"):
        decline_request(registration=them, meeting=meeting)


def test_who_dropped_out_is_not_accepted_any_more(join):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    us.state = "cancelled"
    us.save()
    with pytest.raises(StepNotAllowed, match="does not take part any more"):
        accept_request(registration=them, meeting=meeting, priority=LOW)


def test_who_is_not_confirmed_does_nothing(join):
    us, them = join("Us"), join("Them")
    us.state = "cancelled"
    us.save()
    with pytest.raises(StepNotAllowed, match="not confirmed"):
        ask(us, them)


def test_availability_is_kept_and_slots_of_other_events_are_left_out(join, slots):
    us = join("Us")
    stranger = SlotFactory()
    set_availability(registration=us, away=[slots[1], stranger], meeting_limit=3)
    us.refresh_from_db()
    assert (list(us.away.all()), us.meeting_limit) == ([slots[1]], 3)


def test_nobody_is_away_when_a_meeting_is_scheduled(join, slots):
    us, them = join("Us"), join("Them")
    meeting = ask(us, them)
    Meeting.objects.filter(pk=meeting.pk).update(state="scheduled", slot=slots[2])
    with pytest.raises(StepNotAllowed, match="You have a meeting at 09:40 already"):
        set_availability(registration=us, away=[slots[2]], meeting_limit=None)
    assert not us.away.exists()

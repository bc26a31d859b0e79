"""What a schedule is computed from."""

from datetime import timedelta

import pytest
import time_machine

from events.choices import MeetingState, ParticipationState, RegistrationState
from events.models import BlockedPair
from events.services.problems import situation_of
from events.services.worth import value_of
from tests.events.schedules.world import MORNING, published, request, situation
from tests.factories import MeetingFactory, MeetingOrderFactory, MeetingResourceFactory


@pytest.mark.parametrize(
    ("state", "priority", "back", "value"),
    [
        (MeetingState.REQUESTED, 1, None, 1),
        (MeetingState.REQUESTED, 2, None, 2),
        (MeetingState.REQUESTED, 3, None, 4),
        (MeetingState.ACCEPTED, 1, 1, 5),
        (MeetingState.ACCEPTED, 1, None, 6),
        (MeetingState.ACCEPTED, 2, 2, 7),
        (MeetingState.ACCEPTED, 3, 3, 11),
    ],
)
def test_a_meeting_that_both_wish_is_worth_more_than_any_request(state, priority, back, value):
    meeting = MeetingFactory.build(
        event=None, party_a=None, party_b=None, state=state, priority=priority, priority_back=back
    )
    assert value_of(meeting) == value


def test_the_value_stays_when_it_is_published(world):
    before = {wish.key: wish.value for wish in situation(world).problem.requests}
    published(world)
    assert {wish.key: wish.value for wish in situation(world).problem.requests} == before
    assert sorted(before.values()) == [2, 7, 7, 7, 7, 7]


def test_parties_are_who_comes_and_when_they_can(world):
    world.registrations["A"].away.add(world.slots[0], world.slots[5])
    registration = world.registrations["B"]
    registration.people_at_once, registration.meeting_limit = 2, 4
    registration.save()
    world.event.matchmaking.meeting_limit = 5
    world.event.matchmaking.save()
    registration = world.registrations["F"]
    registration.state = RegistrationState.CANCELLED
    registration.save()
    parties = {party.key: party for party in situation(world).problem.parties}
    keys = {letter: str(party.pk) for letter, party in world.parties.items()}
    assert set(parties) == {keys[letter] for letter in "ABCDE"}
    assert parties[keys["A"]].available == {1, 2, 3, 4}
    assert (parties[keys["A"]].limit, parties[keys["A"]].at_once) == (5, 1)
    assert (parties[keys["B"]].limit, parties[keys["B"]].at_once) == (4, 2)


def test_requests_are_those_that_are_wanted_between_two_who_come(world):
    request(world, "AF", state=MeetingState.DECLINED)
    request(world, "AB")
    BlockedPair.objects.create(event=world.event, one=world.parties["B"], other=world.parties["A"])
    participation = world.registrations["E"].participation
    participation.state = ParticipationState.NO_SHOW
    participation.save()
    wanted = {int(wish.key) for wish in situation(world).problem.requests}
    assert wanted == {world.meetings[pair].pk for pair in ("AD", "BD", "BF", "CF")}


def test_unanswered_requests_are_left_out_where_they_are_not_to_be_placed(world):
    world.event.matchmaking.places_unanswered = False
    world.event.matchmaking.save()
    wanted = {int(wish.key) for wish in situation(world).problem.requests}
    assert wanted == {world.meetings[pair].pk for pair in ("AD", "AE", "BD", "BF", "CE")}
    world.meetings["CF"].is_demanded = True
    world.meetings["CF"].save()
    assert len(situation(world).problem.requests) == 6


def test_locks_demands_lengths_resources_and_orders_are_told(world):
    interpreter = MeetingResourceFactory(event=world.event, how_many=2)
    meeting = world.meetings["AD"]
    meeting.slot, meeting.is_locked, meeting.is_demanded, meeting.length = (
        world.slots[4],
        True,
        True,
        2,
    )
    meeting.save()
    meeting.resources.add(interpreter)
    MeetingOrderFactory(event=world.event, before=meeting, after=world.meetings["BD"])
    problem = situation(world).problem
    wish = problem.requests[problem.number_of[str(meeting.pk)]]
    assert (wish.locked, wish.must, wish.length, wish.needs) == (4, True, 2, {str(interpreter.pk)})
    assert problem.resources == {str(interpreter.pk): 2}
    order = problem.precedences[0]
    assert (order.before, order.after) == (str(meeting.pk), str(world.meetings["BD"].pk))


def test_a_long_meeting_stays_within_a_session(world):
    meeting = request(world, "AF", length=2)
    problem = situation(world).problem
    assert problem.starts[problem.number_of[str(meeting.pk)]] == (0, 1, 3, 4)


def test_a_change_of_tables_of_ten_minutes_is_no_new_session(world):
    for slot in world.slots[3:]:
        slot.starts_at -= timedelta(hours=2, minutes=50)
        slot.ends_at -= timedelta(hours=2, minutes=50)
        slot.save()
    assert situation(world).sessions == (0,) * 6
    world.slots[3].starts_at += timedelta(minutes=1)
    world.slots[3].save()
    assert situation(world).sessions == (0, 0, 0, 1, 1, 1)


def test_the_digest_knows_what_matters_and_nothing_else(world):
    first = situation(world).digest
    assert len(first) == 64
    published(world)
    assert situation(world).digest == first
    with time_machine.travel(MORNING):
        assert situation(world).digest == first
    world.registrations["A"].away.add(world.slots[0])
    assert situation(world).digest != first


def test_what_has_begun_stays_and_its_slots_are_closed(world):
    schedule = published(world)
    with time_machine.travel(MORNING + timedelta(minutes=25)):
        found = situation(world)
        assert found.first_open == 2
        rows = schedule.meetings.filter(slot__number__lte=2).values_list("meeting", flat=True)
        assert set(found.standing) == set(rows)
        assert rows
        assert not {int(wish.key) for wish in found.problem.requests} & set(rows)
        assert all(min(party.available) == 2 for party in found.problem.parties)


def test_it_takes_ten_queries(world, django_assert_num_queries):
    event = type(world.event).objects.get(pk=world.event.pk)
    with django_assert_num_queries(10):
        assert situation_of(event).problem.requests

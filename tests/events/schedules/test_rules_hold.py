"""Whatever is published, repaired and moved: a checker that shares no code finds no broken rule."""

import random

import pytest

from events.choices import MeetingState, RegistrationState, ScheduleState
from events.exceptions import RulesAreBroken
from events.models import Meeting, MeetingTable
from events.services.moves import move
from events.services.publishing import publish
from events.services.schedules import ask_for_repair
from events.services.tables import take_table_out
from tests.events.schedules.world import build_world, computed, request, situation
from tests.events.scheduling.checker import broken_rules
from tests.factories import MeetingOrderFactory, MeetingResourceFactory

SEEDS = range(6)
PAIRS = [one + other for one in "ABC" for other in "DEF"] + ["AB", "DE"]


@pytest.fixture(params=SEEDS)
def chance(request):
    return random.Random(request.param)


@pytest.fixture
def busy_world(db, before, chance):
    """Nearly everybody wishes to meet everybody, with all kinds of limits, drawn by chance."""
    world = build_world(tables=2)
    interpreter = MeetingResourceFactory(event=world.event, how_many=1)
    for pair in PAIRS:
        if pair not in world.meetings and chance.random() < 0.8:
            fields = {"length": chance.choice([1, 1, 1, 2]), "priority": chance.choice([1, 2, 3])}
            if chance.random() < 0.3:
                fields |= {"state": MeetingState.REQUESTED, "answered_at": None}
            made = request(world, pair, **fields)
            if chance.random() < 0.3:
                made.resources.add(interpreter)
    for registration in world.registrations.values():
        registration.people_at_once = chance.choice([1, 1, 2])
        registration.meeting_limit = chance.choice([None, None, 2, 4])
        registration.save()
        registration.away.set(slot for slot in world.slots if chance.random() < 0.15)
    one, other = chance.sample(sorted(world.meetings), 2)
    MeetingOrderFactory(event=world.event, before=world.meetings[one], after=world.meetings[other])
    return world


def assert_no_rule_is_broken(world, *, limits=True):
    found = situation(world)
    places = {str(key): place for key, place in found.agreed.items()}
    broken = broken_rules(found.problem, places)
    if not limits:
        broken = [words for words in broken if not words.endswith(" meetings")]
    assert broken == []
    sessions = found.sessions
    for key, place in found.agreed.items():
        length = found.meetings[key].length
        assert len(set(sessions[place.slot : place.slot + length])) == 1


def test_no_rule_is_broken_by_publishing_moving_and_repairing(busy_world, chance):
    world = busy_world
    schedule = computed(world, seed=chance.randrange(1, 100))
    assert schedule.state == ScheduleState.READY, schedule.error
    publish(schedule=schedule, by=None)
    assert_no_rule_is_broken(world)
    schedule.refresh_from_db()
    moved = 0
    for _attempt in range(40):
        meeting = chance.choice(list(world.meetings.values()))
        try:
            move(
                schedule=schedule,
                meeting_id=meeting.pk,
                slot=chance.randrange(6),
                table=chance.choice([0, 1, 2]),
                anyway=True,
            )
            moved += 1
        except RulesAreBroken:
            continue
    assert moved
    assert_no_rule_is_broken(world, limits=False)
    locked = Meeting.objects.filter(state=MeetingState.SCHEDULED).first()
    locked.is_locked = True
    locked.save()
    parties = {locked.party_a_id, locked.party_b_id}
    gone, late = [
        registration
        for registration in world.registrations.values()
        if registration.organisation.pk not in parties
    ][:2]
    gone.state = RegistrationState.CANCELLED
    gone.save()
    late.away.set(world.slots[:2])
    asked = ask_for_repair(event=world.event, by=None)
    asked.refresh_from_db()
    publish(schedule=asked, by=None)
    assert_no_rule_is_broken(world, limits=False)
    locked_now = Meeting.objects.get(pk=locked.pk)
    assert (locked_now.slot_id, locked_now.state) == (locked.slot_id, MeetingState.SCHEDULED)


def test_no_rule_is_broken_when_a_table_fails(busy_world):
    world = busy_world
    publish(schedule=computed(world), by=None)
    take_table_out(table=MeetingTable.objects.filter(event=world.event).last(), by=None)
    asked = ask_for_repair(event=world.event, by=None)
    asked.refresh_from_db()
    publish(schedule=asked, by=None)
    assert_no_rule_is_broken(world)

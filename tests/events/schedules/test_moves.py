"""A move in the grid breaks no rule: hard ones are refused by name, soft ones asked about."""

from datetime import timedelta

import pytest
import time_machine

from events.choices import MeetingState
from events.exceptions import MoveIsUnwise, RulesAreBroken, StepNotAllowed
from events.models import BlockedPair, Meeting
from events.scheduling.schedule import Place
from events.services.moves import grid_of, move, set_lock, take_off
from events.services.publishing import publish
from events.services.rules import Plan, Rule
from tests.events.schedules.world import (
    MORNING,
    computed,
    places,
    published,
    request,
    situation,
)
from tests.factories import (
    MeetingOrderFactory,
    MeetingResourceFactory,
    ScheduledMeetingFactory,
    ScheduleFactory,
)


@pytest.fixture
def ready(world):
    """A schedule that places A–D at 1, A–E at 2, B–F at 1; B–D, C–E and C–F nowhere."""
    schedule = ScheduleFactory(
        event=world.event,
        number=1,
        state="ready",
        value=21,
        value_bound=37,
        breaks=0,
        breaks_bound=0,
    )
    schedule.problem = situation(world).digest
    schedule.save()
    for pair, slot, table in (("AD", 0, 0), ("AE", 1, 0), ("BF", 0, 1)):
        ScheduledMeetingFactory(
            schedule=schedule,
            meeting=world.meetings[pair],
            slot=world.slots[slot],
            table=world.tables[table],
        )
    for pair in ("BD", "CE", "CF"):
        ScheduledMeetingFactory(
            schedule=schedule, meeting=world.meetings[pair], slot=None, table=None
        )
    return schedule


def rules(world, schedule, pair, slot, table=0):
    """The rules that a move breaks: to a slot and table, both from 1."""
    with pytest.raises(RulesAreBroken) as caught:
        move(schedule=schedule, meeting_id=world.meetings[pair].pk, slot=slot - 1, table=table)
    return [rule.rule for rule in caught.value.broken], str(caught.value)


def drawn(schedule):
    """Where a schedule places meetings: by both names, slot and table from 1."""
    return {
        str(row.meeting): (row.slot.number, row.table.number)
        for row in schedule.meetings.exclude(slot=None)
    }


def test_a_move_goes_where_nothing_speaks_against_it(world, ready):
    place = move(schedule=ready, meeting_id=world.meetings["BF"].pk, slot=5)
    assert place == Place(5, 2)
    assert drawn(ready)["Baltic Lasers and Osaka Light"] == (6, 2)
    assert places(world) == {}


def test_it_gets_a_free_table_where_its_own_is_taken(world, ready):
    assert move(schedule=ready, meeting_id=world.meetings["BF"].pk, slot=1).table == 2
    assert move(schedule=ready, meeting_id=world.meetings["CF"].pk, slot=0).table == 2
    full, words = rules(world, ready, "CE", 1)
    assert full == [Rule.BUSY, Rule.TABLE]
    assert "No table is free at that time." in words


def test_a_party_that_meets_somebody_else(world, ready):
    assert rules(world, ready, "BD", 1, 2)[0] == [Rule.BUSY, Rule.BUSY, Rule.TABLE]
    found, words = rules(world, ready, "CE", 2, 2)
    assert found == [Rule.BUSY]
    assert words == "Nara Devices meets Alpine Optics on Friday 1 June, 09:20."


def test_two_persons_meet_at_once(world, ready):
    registration = world.registrations["E"]
    registration.people_at_once = 2
    registration.save()
    move(schedule=ready, meeting_id=world.meetings["CE"].pk, slot=1, table=2)
    assert drawn(ready)["Cork Sensors and Nara Devices"] == (2, 2)


def test_a_party_that_is_away(world, ready):
    world.registrations["B"].away.add(world.slots[5])
    assert rules(world, ready, "BF", 6) == (
        [Rule.AWAY],
        "Baltic Lasers is away on Friday 1 June, 13:40.",
    )


def test_a_table_that_is_taken(world, ready):
    assert rules(world, ready, "BF", 2, 1) == (
        [Rule.TABLE],
        "Table 1 is taken then by Alpine Optics and Nara Devices.",
    )


def test_two_who_do_not_meet(world, ready):
    BlockedPair.objects.create(event=world.event, one=world.parties["F"], other=world.parties["B"])
    # A schedule that has them already loses them; nobody brings them back.
    assert rules(world, ready, "BF", 6)[0] == [Rule.BLOCKED]


def test_a_long_meeting_at_the_end_of_a_session(world, ready):
    meeting = request(world, "CD", length=2)
    assert rules(world, ready, "CD", 3)[0] == [Rule.LENGTH]
    assert rules(world, ready, "CD", 6)[0] == [Rule.LENGTH]
    assert move(schedule=ready, meeting_id=meeting.pk, slot=3, anyway=True) == Place(3, 1)
    assert rules(world, ready, "BD", 5)[0] == [Rule.BUSY]


def test_a_resource_that_is_taken(world, ready):
    interpreter = MeetingResourceFactory(event=world.event, name="Interpreter", how_many=1)
    for pair in ("AD", "CF"):
        world.meetings[pair].resources.add(interpreter)
    world.registrations["F"].people_at_once = 2
    world.registrations["F"].save()
    move(schedule=ready, meeting_id=world.meetings["BF"].pk, slot=5)
    assert rules(world, ready, "CF", 1, 2) == (
        [Rule.RESOURCE],
        "Interpreter is taken on Friday 1 June, 09:00.",
    )


def test_an_order_of_meetings(world, ready):
    MeetingOrderFactory(event=world.event, before=world.meetings["AE"], after=world.meetings["CF"])
    found, words = rules(world, ready, "CF", 2, 2)
    assert found == [Rule.ORDER]
    assert words == "It must begin after Alpine Optics and Nara Devices has ended."
    move(schedule=ready, meeting_id=world.meetings["CF"].pk, slot=3, anyway=True)
    assert rules(world, ready, "AE", 5)[0] == [Rule.ORDER]


def test_a_locked_meeting_stays(world, ready):
    set_lock(schedule=ready, meeting_id=world.meetings["BF"].pk, locked=True)
    assert rules(world, ready, "BF", 6)[0] == [Rule.LOCKED]
    with pytest.raises(RulesAreBroken, match="locked"):
        take_off(schedule=ready, meeting_id=world.meetings["BF"].pk)
    again = computed(world)
    assert drawn(again)["Baltic Lasers and Osaka Light"][0] == 1
    set_lock(schedule=ready, meeting_id=world.meetings["BF"].pk, locked=False)
    meeting = Meeting.objects.get(pk=world.meetings["BF"].pk)
    assert (meeting.slot, meeting.state) == (None, MeetingState.ACCEPTED)


def test_a_lock_of_its_own_does_not_keep_a_schedule_from_being_published(world):
    schedule = computed(world)
    set_lock(schedule=schedule, meeting_id=world.meetings["BF"].pk, locked=True)
    assert publish(schedule=schedule, by=None) == 6


def test_only_what_has_a_place_is_locked(world, ready):
    with pytest.raises(StepNotAllowed, match="Give the meeting a time first"):
        set_lock(schedule=ready, meeting_id=world.meetings["CE"].pk, locked=True)


def test_a_draft_does_not_lock_what_participants_see_at_another_time(world):
    published(world)
    draft = computed(world)
    row = draft.meetings.exclude(slot=None).first()
    row.slot = next(slot for slot in world.slots if slot != row.slot)
    row.save()
    with pytest.raises(StepNotAllowed, match="at another time"):
        set_lock(schedule=draft, meeting_id=row.meeting_id, locked=True)


def test_a_new_break_is_asked_about(world, ready):
    with pytest.raises(MoveIsUnwise) as caught:
        move(schedule=ready, meeting_id=world.meetings["AE"].pk, slot=2)
    assert [rule.words for rule in caught.value.broken] == [
        "Alpine Optics would have 1 break instead of 0."
    ]
    move(schedule=ready, meeting_id=world.meetings["AE"].pk, slot=2, anyway=True)
    ready.refresh_from_db()
    assert (ready.breaks, ready.most_breaks, ready.fewest_breaks) == (1, 1, 0)


def test_a_meeting_beyond_the_limit_is_asked_about(world, ready):
    registration = world.registrations["E"]
    registration.meeting_limit = 1
    registration.save()
    with pytest.raises(MoveIsUnwise, match="Nara Devices wants 1 meeting at most"):
        move(schedule=ready, meeting_id=world.meetings["CE"].pk, slot=2)
    move(schedule=ready, meeting_id=world.meetings["CE"].pk, slot=2, anyway=True)
    ready.refresh_from_db()
    assert ready.value == 28


def test_a_hard_rule_holds_whatever_anybody_says(world, ready):
    with pytest.raises(RulesAreBroken) as caught:
        move(schedule=ready, meeting_id=world.meetings["CE"].pk, slot=1, table=2, anyway=True)
    assert not isinstance(caught.value, MoveIsUnwise)


def test_what_has_begun_is_not_moved_and_nothing_moves_there(world, ready):
    publish(schedule=ready, by=None)
    with time_machine.travel(MORNING + timedelta(minutes=1)):
        assert Rule.OVER in rules(world, ready, "AD", 6)[0]
        assert Rule.OVER in rules(world, ready, "AE", 1)[0]
        with pytest.raises(RulesAreBroken):
            take_off(schedule=ready, meeting_id=world.meetings["AD"].pk)


def test_a_meeting_that_is_taken_off_is_a_request_again(world):
    schedule = published(world)
    value = schedule.value
    take_off(schedule=schedule, meeting_id=world.meetings["CF"].pk)
    meeting = Meeting.objects.get(pk=world.meetings["CF"].pk)
    assert (meeting.state, meeting.slot, meeting.table) == (MeetingState.REQUESTED, None, None)
    schedule.refresh_from_db()
    assert schedule.value == value - 2
    world.meetings["AD"].is_demanded = True
    world.meetings["AD"].save()
    with pytest.raises(RulesAreBroken, match="must take place"):
        take_off(schedule=schedule, meeting_id=world.meetings["AD"].pk)


def test_a_schedule_that_is_replaced_is_not_changed(world):
    first = published(world)
    publish(schedule=computed(world), by=None)
    with pytest.raises(StepNotAllowed, match="cannot be changed any more"):
        move(schedule=first, meeting_id=world.meetings["AD"].pk, slot=1)


def test_the_plan_knows_the_breaks_that_the_scheduler_counts(world):
    schedule = computed(world)
    grid = grid_of(schedule)
    total = sum(grid.plan.breaks(party.pk) for party in world.parties.values())
    assert total == schedule.breaks
    assert isinstance(grid.plan, Plan)

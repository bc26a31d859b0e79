"""Schedules are computed in the background: once, one at a time, and never lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import bell
from events.choices import MeetingState, ScheduleState
from events.exceptions import NothingToPlace, StepNotAllowed
from events.models import Meeting, MeetingTable, Registration, Schedule, Slot
from events.scheduling.schedule import Place
from events.services.computing import compute
from events.services.schedules import ask_for_repair, ask_for_schedule, throw_away
from events.tasks import take_up_schedules
from tests.events.schedules.world import computed, published, request, situation
from tests.events.scheduling.checker import broken_rules
from tests.factories import MeetingOrderFactory, ScheduleFactory


def plain_places(schedule, found):
    rows = schedule.meetings.exclude(slot=None).select_related("slot", "table")
    return {
        str(row.meeting_id): Place(found.index_of[row.slot_id], found.table_number[row.table_id])
        for row in rows
    }


def test_a_schedule_is_computed_and_says_how_good_it_is(world):
    schedule = computed(world)
    assert schedule.state == ScheduleState.READY
    assert (schedule.value, schedule.value_bound) == (37, 37)
    assert schedule.breaks >= schedule.breaks_bound
    assert (schedule.number, schedule.attempts) == (1, 1)
    assert schedule.finished_at is not None
    found = situation(world)
    places = plain_places(schedule, found)
    assert len(places) == 6
    assert broken_rules(found.problem, places) == []
    assert not Meeting.objects.exclude(slot=None).exists()


def test_what_is_not_placed_has_a_reason(world):
    for letter in "ABC":
        world.registrations[letter].away.set(world.slots[1:])
    schedule = computed(world)
    reasons = set(schedule.meetings.filter(slot=None).values_list("reason", flat=True))
    assert schedule.meetings.exclude(slot=None).count() == 2
    assert reasons
    assert "" not in reasons


def test_the_same_number_gives_the_same_schedule(world):
    first, second = computed(world, seed=3), computed(world, seed=3)
    assert first.pk != second.pk
    rows = [
        list(one.meetings.order_by("meeting").values_list("meeting", "slot", "table"))
        for one in (first, second)
    ]
    assert rows[0] == rows[1]


def test_a_second_wish_while_one_is_under_way_is_the_same(world):
    waiting = ScheduleFactory(event=world.event, number=1)
    assert ask_for_schedule(event=world.event, by=None).pk == waiting.pk
    assert Schedule.objects.count() == 1


@pytest.mark.parametrize(
    ("remove", "words"),
    [
        (lambda: Slot.objects.all().delete(), "There are no slots yet."),
        (lambda: MeetingTable.objects.all().delete(), "There are no tables yet."),
        (lambda: Registration.objects.update(state="declined"), "No participant is confirmed yet"),
        (
            lambda: Meeting.objects.update(state=MeetingState.WITHDRAWN),
            "There is nothing to place",
        ),
        (
            lambda: Slot.objects.update(
                starts_at=timezone.now() - timedelta(hours=2),
                ends_at=timezone.now() - timedelta(hours=1),
            ),
            "All slots have begun",
        ),
    ],
    ids=["slots", "tables", "participants", "requests", "over"],
)
def test_what_is_missing_is_said_before_anything_waits(world, remove, words):
    remove()
    with pytest.raises(NothingToPlace, match=words):
        ask_for_schedule(event=world.event, by=None)
    assert not Schedule.objects.exists()


def test_nothing_is_repaired_before_it_is_published(world):
    computed(world)
    with pytest.raises(NothingToPlace, match="No schedule is published"):
        ask_for_repair(event=world.event, by=None)


def test_demands_that_clash_are_named_and_no_others(world):
    for pair in ("AD", "AE", "BF"):
        meeting = world.meetings[pair]
        meeting.slot, meeting.is_locked = world.slots[0], pair != "BF"
        meeting.is_demanded = True
        meeting.save()
    schedule = computed(world)
    assert schedule.state == ScheduleState.FAILED
    assert schedule.error.splitlines() == [
        "These demands cannot hold together; without any one of them the others could. "
        "Take one of them back:",
        "• The meeting of Alpine Optics and Kyoto Photonics is locked on Friday 1 June, 09:00.",
        "• The meeting of Alpine Optics and Nara Devices is locked on Friday 1 June, 09:00.",
    ]


def test_a_demand_that_nothing_meets_says_why(world):
    world.meetings["AD"].is_demanded = True
    world.meetings["AD"].save()
    world.registrations["A"].away.set(world.slots[:3])
    world.registrations["D"].away.set(world.slots[3:])
    assert computed(world).error.splitlines() == [
        "This demand cannot be met by any schedule:",
        "• The meeting of Alpine Optics and Kyoto Photonics must take place, but the two have no "
        "common free time.",
    ]


def test_limits_and_orders_that_clash_are_in_words(world):
    for pair in ("AD", "AE"):
        world.meetings[pair].is_demanded = True
        world.meetings[pair].save()
    registration = world.registrations["A"]
    registration.meeting_limit = 1
    registration.save()
    assert "• Alpine Optics has 1 meeting at most." in computed(world).error
    registration.meeting_limit = None
    registration.save()
    for one, other in (("AD", "AE"), ("AE", "AD")):
        MeetingOrderFactory(
            event=world.event, before=world.meetings[one], after=world.meetings[other]
        )
    error = computed(world).error
    assert (
        "• The meeting of Alpine Optics and Kyoto Photonics ends before that of "
        "Alpine Optics and Nara Devices begins." in error
    )


def test_a_schedule_is_taken_by_one_worker_only(world):
    schedule = ScheduleFactory(event=world.event, number=1)
    assert compute(schedule.pk)
    assert not compute(schedule.pk)
    schedule.refresh_from_db()
    assert schedule.attempts == 1


def test_what_a_dead_worker_left_is_taken_up_again(world, settings):
    left = ScheduleFactory(
        event=world.event,
        number=1,
        state=ScheduleState.COMPUTING,
        attempts=1,
        started_at=timezone.now() - timedelta(seconds=settings.SCHEDULE_LEASE_SECONDS + 1),
    )
    assert take_up_schedules() == 1
    left.refresh_from_db()
    assert (left.state, left.attempts) == (ScheduleState.READY, 2)


def test_one_that_is_being_computed_is_left_alone(world):
    ScheduleFactory(
        event=world.event, state=ScheduleState.COMPUTING, attempts=1, started_at=timezone.now()
    )
    assert take_up_schedules() == 0


def test_after_three_dead_workers_it_is_given_up(world, settings):
    left = ScheduleFactory(
        event=world.event,
        state=ScheduleState.COMPUTING,
        attempts=3,
        started_at=timezone.now() - timedelta(seconds=settings.SCHEDULE_LEASE_SECONDS + 1),
    )
    assert take_up_schedules() == 0
    left.refresh_from_db()
    assert left.state == ScheduleState.FAILED
    assert left.error.startswith("The worker stopped 3 times")


def test_a_queue_that_is_away_loses_nothing(world, settings, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(bell.compute_schedule, "apply_async", away)
    schedule = ask_for_schedule(event=world.event, by=None)
    schedule.refresh_from_db()
    assert schedule.state == ScheduleState.WAITING
    monkeypatch.undo()
    assert take_up_schedules() == 1
    schedule.refresh_from_db()
    assert schedule.state == ScheduleState.READY


def test_only_what_nobody_was_told_of_is_thrown_away(world):
    schedule = published(world)
    with pytest.raises(StepNotAllowed):
        throw_away(schedule=schedule)
    other = computed(world)
    throw_away(schedule=other)
    throw_away(schedule=other)
    assert list(Schedule.objects.all()) == [schedule]


def test_requests_may_come_to_lack_what_they_need_while_it_waits(world):
    waiting = ScheduleFactory(event=world.event, number=1)
    MeetingTable.objects.all().delete()
    assert compute(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error[:24]) == (ScheduleState.FAILED, "There are no tables yet.")


def test_long_meetings_keep_to_a_session(world):
    request(world, "AF", length=3)
    schedule = computed(world)
    row = schedule.meetings.get(meeting=world.meetings["AF"])
    assert row.slot.number in (1, 4)

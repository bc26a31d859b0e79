"""A published schedule is what participants see, and only those concerned are told."""

from datetime import timedelta

import pytest
import time_machine

from events.choices import MeetingState, ParticipationState, RegistrationState, ScheduleState
from events.exceptions import RulesAreBroken, ScheduleIsOutdated, StepNotAllowed
from events.models import Meeting
from events.services.moves import move
from events.services.publishing import publish, tell_of_changes
from events.services.schedules import ask_for_repair
from events.services.tables import take_table_out
from partnership.models import Email
from tests.events.schedules.world import (
    MORNING,
    computed,
    places,
    published,
    request,
    situation,
)


def cancel(registration):
    """The participant drops out."""
    registration.state = RegistrationState.CANCELLED
    registration.save()
    registration.participation.state = ParticipationState.CANCELLED
    registration.participation.save()


def repaired(world, **more):
    schedule = ask_for_repair(event=world.event, by=None, **more)
    schedule.refresh_from_db()
    return schedule


def told():
    """The addresses that were written to, in order; and forget them."""
    found = sorted(Email.objects.values_list("to_address", flat=True))
    Email.objects.all().delete()
    return found


def test_publishing_gives_each_meeting_its_place(world):
    schedule = computed(world)
    assert publish(schedule=schedule, by=world.coordinator) == 6
    schedule.refresh_from_db()
    assert schedule.state == ScheduleState.PUBLISHED
    rows = {
        row.meeting_id: (row.slot.number, row.table.number)
        for row in schedule.meetings.select_related("slot", "table")
    }
    assert {world.meetings[pair].pk: place for pair, place in places(world).items()} == rows
    assert set(Meeting.objects.values_list("state", flat=True)) == {MeetingState.SCHEDULED}
    assert world.meetings["AD"].history.latest().history_user == world.coordinator


def test_each_participant_is_told_in_its_own_language(world, mailoutbox):
    published(world)
    emails = {email.to[0]: email for email in mailoutbox}
    assert sorted(emails) == [f"{letter}@example.org" for letter in "abckno"]
    english, french, german = (emails[f"{letter}@example.org"] for letter in "abc")
    assert english.subject == "Your meetings at Osaka B2B"
    assert "Kyoto Photonics" in english.body
    assert "Osaka Light" not in english.body
    assert "Friday, 1 June 2018" in english.body
    assert "vendredi, 1 juin 2018" in french.body
    assert "Freitag, 1. Juni 2018" in german.body


def test_only_a_schedule_that_is_ready_is_published(world):
    schedule = published(world)
    with pytest.raises(StepNotAllowed):
        publish(schedule=schedule, by=None)


def test_what_changed_since_is_not_overlooked(world):
    schedule = computed(world)
    request(world, "AF")
    with pytest.raises(ScheduleIsOutdated):
        publish(schedule=schedule, by=None)
    publish(schedule=schedule, by=None, despite_changes=True)
    assert len(places(world)) == 6
    assert world.meetings["AF"].state == MeetingState.ACCEPTED


def test_a_meeting_that_nobody_wants_any_more_is_left_out(world):
    schedule = computed(world)
    Meeting.objects.filter(pk=world.meetings["AD"].pk).update(state=MeetingState.WITHDRAWN)
    publish(schedule=schedule, by=None, despite_changes=True)
    assert sorted(places(world)) == ["AE", "BD", "BF", "CE", "CF"]
    assert world.meetings["AD"].state == MeetingState.WITHDRAWN


def test_a_rule_that_it_would_break_by_now_stops_it(world):
    schedule = computed(world)
    row = schedule.meetings.get(meeting=world.meetings["AD"])
    world.registrations["A"].away.add(row.slot)
    with pytest.raises(RulesAreBroken, match="Alpine Optics is away on Friday 1 June"):
        publish(schedule=schedule, by=None, despite_changes=True)
    assert places(world) == {}


def test_meetings_that_a_later_schedule_does_not_place_are_requests_again(world):
    first = published(world)
    told()
    for letter in "ABC":
        world.registrations[letter].away.set(world.slots[1:])
    second = computed(world)
    publish(schedule=second, by=None)
    first.refresh_from_db()
    assert first.state == ScheduleState.REPLACED
    states = list(Meeting.objects.filter(slot=None).values_list("state", flat=True))
    assert len(places(world)) == 2
    assert MeetingState.SCHEDULED not in states
    assert set(states) <= {MeetingState.ACCEPTED, MeetingState.REQUESTED}


def test_a_repair_after_a_cancellation_moves_nobody_else(world):
    published(world)
    before = places(world)
    told()
    cancel(world.registrations["D"])
    schedule = repaired(world, reason="D fell ill")
    assert (schedule.reason, schedule.repairs.number) == ("D fell ill", 1)
    assert publish(schedule=schedule, by=None) == 2
    assert told() == ["a@example.org", "b@example.org"]
    after = places(world)
    assert after == {pair: place for pair, place in before.items() if "D" not in pair}
    assert world.meetings["AD"].state == MeetingState.CANCELLED


def test_a_repair_for_whoever_comes_late_tells_only_those_concerned(world):
    published(world)
    before = places(world)
    told()
    world.registrations["C"].away.set(world.slots[:3])
    early = {pair for pair in ("CE", "CF") if before[pair][0] <= 3}
    schedule = repaired(world)
    publish(schedule=schedule, by=None)
    after = places(world)
    moved = {pair for pair in before if after.get(pair) != before[pair]}
    assert moved == early
    assert told() == sorted(
        {
            f"{world.registrations[letter].organisation_name[0].lower()}@example.org"
            for pair in moved
            for letter in pair
        }
    )


def test_a_table_that_fails_moves_only_what_stood_there(world):
    published(world)
    before = places(world)
    told()
    at_last = {pair for pair, place in before.items() if place[1] == 2}
    assert take_table_out(table=world.tables[1], by=None) == len(at_last)
    schedule = repaired(world)
    publish(schedule=schedule, by=None)
    after = places(world)
    assert len(after) == 6
    assert all(after[pair] == place for pair, place in before.items() if pair not in at_last)
    assert {place[1] for place in after.values()} == {1}


def test_a_request_that_came_late_moves_nobody(world):
    published(world)
    before = places(world)
    told()
    request(world, "AF")
    publish(schedule=repaired(world), by=None)
    after = places(world)
    assert "AF" in after
    assert {pair: after[pair] for pair in before} == before
    assert told() == ["a@example.org", "o@example.org"]


def test_a_long_request_that_came_late_gets_a_table_of_its_own(world):
    schedule = computed(world)
    schedule.meetings.update(slot=None, table=None)
    schedule.meetings.filter(meeting=world.meetings["AD"]).update(
        slot=world.slots[1], table=world.tables[0]
    )
    publish(schedule=schedule, by=None)
    Meeting.objects.filter(slot=None).update(state=MeetingState.WITHDRAWN)
    request(world, "BE", length=2)
    publish(schedule=repaired(world), by=None)
    assert {pair: places(world)[pair] for pair in ("AD", "BE")} == {"AD": (2, 1), "BE": (1, 2)}


def test_a_locked_meeting_is_never_moved_by_a_repair(world):
    published(world)
    before = places(world)
    meeting = world.meetings["AD"]
    meeting.is_locked = True
    meeting.save()
    for letter in "BE":
        world.registrations[letter].away.set(world.slots[:3])
    publish(schedule=repaired(world), by=None)
    assert places(world)["AD"][0] == before["AD"][0]


def test_what_has_begun_stays_when_a_repair_is_published(world):
    published(world)
    before = places(world)
    told()
    with time_machine.travel(MORNING + timedelta(minutes=5)):
        for pair, place in before.items():
            if place[0] == 1:
                meeting = world.meetings[pair]
                meeting.state = MeetingState.HELD
                meeting.save()
        cancel(world.registrations["C"])
        publish(schedule=repaired(world), by=None)
        after = places(world)
        assert {pair: place for pair, place in after.items() if place[0] == 1} == {
            pair: place for pair, place in before.items() if place[0] == 1
        }


def test_moves_in_the_grid_are_told_when_the_organisers_say_so(world, mailoutbox):
    schedule = published(world)
    before = places(world)
    told()
    free = next(
        number
        for number in range(6)
        if not any(
            place[0] == number + 1 and set(pair) & set("AD") for pair, place in before.items()
        )
        and sum(1 for place in before.values() if place[0] == number + 1) < 2
    )
    move(schedule=schedule, meeting_id=world.meetings["AD"].pk, slot=free, anyway=True)
    assert told() == []
    assert tell_of_changes(published=schedule) == 2
    email = next(email for email in reversed(mailoutbox) if email.to == ["a@example.org"])
    assert email.subject == "Changes to your meetings at Osaka B2B"
    assert "Moved meetings" in email.body
    assert "Nara Devices" not in email.body
    assert told() == ["a@example.org", "k@example.org"]
    assert tell_of_changes(published=schedule) == 0
    back = before["AD"]
    move(
        schedule=schedule,
        meeting_id=world.meetings["AD"].pk,
        slot=back[0] - 1,
        table=back[1],
        anyway=True,
    )
    assert tell_of_changes(published=schedule) == 2


def test_whoever_has_no_contact_is_not_written_to(world):
    world.registrations["A"].attendees.all().delete()
    published(world)
    assert told() == [f"{letter}@example.org" for letter in "bckno"]


def test_a_meeting_online_has_its_link_in_the_e_mail(world, mailoutbox):
    for table in world.tables:
        table.link = f"https://meet.example/{table.number}"
        table.save()
    published(world)
    assert "https://meet.example/" in mailoutbox[0].body


def test_publishing_costs_no_query_for_each_meeting(world, django_assert_max_num_queries):
    schedule = computed(world)
    with django_assert_max_num_queries(100) as first:
        publish(schedule=schedule, by=None)
    assert len(first) < 100
    assert situation(world).agreed

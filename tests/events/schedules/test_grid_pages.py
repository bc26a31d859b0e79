"""The organisers' grid, and telling those concerned of what was changed in it."""

import re

import pytest

from events.choices import MeetingState
from events.models import Meeting, Schedule
from events.services.publishing import publish
from partnership.models import Email
from tests.events.schedules.world import address, computed, places, published, said
from tests.factories import EventFactory


def test_the_grid_has_nothing_before_there_is_a_schedule(office, world):
    assert "There is nothing to move yet" in said(office.get(address(world, "event_grid")))


@pytest.mark.parametrize("view", ["tables", "participants"])
def test_the_grid_shows_each_meeting_and_where_a_chosen_one_may_go(office, world, view):
    published(world)
    meeting = world.meetings["AD"]
    response = office.get(address(world, "event_grid"), {"view": view, "meeting": str(meeting.pk)})
    text = response.content.decode()
    assert len(re.findall(r'id="meeting-\d+"', text)) == 6
    times = len(re.findall(r'data-meeting="', text))
    assert times == (6 if view == "tables" else 12)
    assert "Take it off" in text
    assert 'name="place"' in text


def move(office, world, pair, number, at=None, /, **more):
    """Send a move as the form does; with ``script`` as the script does."""
    script = more.pop("script", False)
    data = {
        "schedule": str(Schedule.objects.latest("number").number),
        "meeting": str(world.meetings[pair].pk),
        "slot": str(world.slots[number - 1].pk),
        "table": str(world.tables[at - 1].pk) if at else "",
        **more,
    }
    headers = {"Accept": "application/json"} if script else {}
    return office.post(address(world, "event_grid_move"), data, headers=headers)


@pytest.fixture
def placed(world):
    """A published schedule with only A–D at 1 and A–E at 2, both at table 1."""
    schedule = computed(world)
    schedule.meetings.update(slot=None, table=None)
    for pair, slot in (("AD", 0), ("AE", 1)):
        schedule.meetings.filter(meeting=world.meetings[pair]).update(
            slot=world.slots[slot], table=world.tables[0]
        )
    publish(schedule=schedule, by=None)
    Email.objects.all().delete()
    return schedule


def test_a_move_without_script_answers_with_a_page(office, world, placed):
    response = move(office, world, "AE", 3)
    assert response.status_code == 409
    assert "Alpine Optics would have 1 break instead of 0." in said(response)
    assert "Move anyway" in said(response)
    assert places(world)["AE"] == (2, 1)
    response = move(office, world, "AE", 3, anyway="yes")
    assert response.status_code == 302
    assert places(world)["AE"] == (3, 1)
    response = move(office, world, "AE", 1, anyway="yes")
    assert response.status_code == 409
    assert "Alpine Optics meets Kyoto Photonics on Friday 1 June, 09:00." in said(response)
    assert (
        "Move anyway"
        not in said(response).split("Without a place")[0].split("It was not moved.")[1]
    )


def test_a_move_by_script_answers_with_words(office, world, placed):
    asked = move(office, world, "AE", 3, script=True)
    assert (asked.status_code, asked.json()) == (
        409,
        {"state": "asks", "words": ["Alpine Optics would have 1 break instead of 0."]},
    )
    refused = move(office, world, "AE", 1, 2, script=True)
    assert refused.json()["state"] == "refused"
    done = move(office, world, "CE", 3, script=True)
    assert done.json() == {"state": "done", "words": ["It is moved."]}


@pytest.mark.parametrize(
    "sent", [{"slot": "0"}, {"slot": ""}, {"place": "x-1"}, {"table": "999999"}]
)
def test_a_place_that_does_not_exist_is_not_found(office, world, placed, sent):
    assert move(office, world, "AE", 3, **sent).status_code == 404


def test_a_meeting_of_another_event_is_not_moved(office, world, placed):
    other = Meeting.objects.create(
        event=EventFactory(partnership=world.partnership),
        kind="B2B",
        party_a=world.parties["A"],
        party_b=world.parties["B"],
        state=MeetingState.ACCEPTED,
    )
    response = move(office, world, "AE", 3, meeting=str(other.pk), script=True)
    assert response.json()["state"] == "refused"
    other.refresh_from_db()
    assert other.slot is None


def test_a_meeting_is_locked_and_unlocked(office, world, placed):
    data = {"schedule": "1", "meeting": str(world.meetings["AD"].pk), "locked": "yes"}
    response = office.post(address(world, "event_grid_lock"), data, follow=True)
    assert "It is locked: it stays in its slot." in said(response)
    assert Meeting.objects.get(pk=world.meetings["AD"].pk).is_locked
    assert move(office, world, "AD", 4, script=True).json()["state"] == "refused"
    office.post(address(world, "event_grid_lock"), {**data, "locked": "no"})
    assert not Meeting.objects.get(pk=world.meetings["AD"].pk).is_locked


def test_those_concerned_are_told_after_a_preview(office, world, placed):
    move(office, world, "AE", 3, anyway="yes")
    page = said(office.get(address(world, "event_grid")))
    assert "1 meeting has another place than participants were told." in page
    page = said(office.get(address(world, "event_grid_tell")))
    assert "2 e-mails" in page
    assert "Changes to your meetings at Osaka B2B" in page
    assert (
        "now Friday, 1 June 2018, 09:40, Table 1 (before: Friday, 1 June 2018, 09:20, Table 1)"
        in page
    )
    assert not Email.objects.exists()
    response = office.post(address(world, "event_grid_tell"), follow=True)
    assert "2 participants are told." in said(response)
    assert Email.objects.count() == 2
    assert "Everybody was told of everything." in said(
        office.get(address(world, "event_grid_tell"))
    )


def test_a_meeting_is_taken_off(office, world, placed):
    response = move(office, world, "AE", 3, off="yes")
    assert response.status_code == 302
    assert "AE" not in places(world) or world.meetings["AE"].slot is None

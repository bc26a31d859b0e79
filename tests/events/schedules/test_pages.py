"""The pages of those who run an event: schedules and the grid."""

import pytest

from events.choices import MeetingState, ScheduleState
from events.models import Meeting, Schedule
from partnership.models import Email
from tests.events.schedules.world import address, computed, places, published, request, said
from tests.factories import (
    EventFactory,
    MembershipFactory,
    PartnershipFactory,
    RoleFactory,
    ScheduleFactory,
    UserFactory,
)

PAGES = ("event_schedule", "event_grid", "event_grid_tell")


@pytest.fixture(params=["coordinator", "partner", "officer", "elsewhere", "nobody"])
def person(request, world):
    """Who comes, and whether there is a page for them."""
    if request.param == "coordinator":
        return world.coordinator, True
    if request.param == "partner":
        own = MembershipFactory(partnership=world.partnership)
        return RoleFactory(
            kind="partner", partnership=world.partnership, cluster=own.cluster
        ).person, False
    if request.param == "officer":
        return RoleFactory(kind="project officer", partnership=world.partnership).person, False
    if request.param == "elsewhere":
        return RoleFactory(kind="coordinator", partnership=PartnershipFactory()).person, False
    return UserFactory(), False


@pytest.mark.parametrize("name", PAGES)
def test_only_who_runs_the_event_sees_its_pages(client, world, person, name):
    published(world)
    user, may = person
    client.force_login(user)
    assert client.get(address(world, name)).status_code == (200 if may else 404)
    assert client.get(address(world, "event_schedule_one", 1)).status_code == (200 if may else 404)
    for step in ("event_schedule_compute", "event_schedule_repair", "event_grid_move"):
        status = client.post(address(world, step), {"seed": "0"}).status_code
        assert (status != 404) is (may and step != "event_grid_move")


def test_nobody_reads_it_without_signing_in(client, world):
    response = client.get(address(world, "event_schedule"))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_a_schedule_of_another_event_is_none_of_this_one(office, world):
    other = EventFactory(partnership=world.partnership)
    ScheduleFactory(event=other, number=7)
    assert office.get(address(world, "event_schedule_one", 7)).status_code == 404


def test_from_nothing_to_published(office, world):
    page = office.get(address(world, "event_schedule"))
    assert "No schedule has been computed yet." in said(page)
    response = office.post(address(world, "event_schedule_compute"), {"seed": "1"})
    one = address(world, "event_schedule_one", 1)
    assert (response.status_code, response["Location"]) == (302, one)
    words = said(office.get(one))
    assert "100.0 % The best there is: no schedule can be worth more than 37." in words
    assert "6 participants get an e-mail" in words
    response = office.post(address(world, "event_schedule_publish", 1), follow=True)
    assert "Schedule 1 is published. 6 participants are told." in said(response)
    assert len(places(world)) == 6
    assert Schedule.objects.get().requested_by == world.coordinator


def test_a_wrong_number_stays_where_it_was_typed(office, world):
    response = office.post(address(world, "event_schedule_compute"), {"seed": "many"})
    assert response.status_code == 400
    assert "Enter a whole number, such as 1." in said(response)
    assert 'value="many"' in response.content.decode()
    assert not Schedule.objects.exists()


def test_what_is_missing_is_said_on_the_page(office, world):
    Meeting.objects.update(state=MeetingState.WITHDRAWN)
    response = office.post(address(world, "event_schedule_compute"), {"seed": "1"})
    assert response.status_code == 409
    assert "There is nothing to place" in said(response)
    response = office.post(address(world, "event_schedule_repair"), {"reason": "x"})
    assert response.status_code == 409


def test_while_it_is_computed_the_page_comes_again(office, world):
    schedule = ScheduleFactory(event=world.event, number=1, state=ScheduleState.COMPUTING)
    page = office.get(address(world, "event_schedule_one", 1))
    assert '<meta http-equiv="refresh"' in page.content.decode()
    state = address(world, "event_schedule_state", 1)
    assert f'data-follow="{state}"' in page.content.decode()
    assert office.get(state).json()["is_finished"] is False
    schedule.delete()
    assert office.get(state).json()["is_finished"] is True


def test_requests_without_a_place_are_shown_by_reason(office, world):
    schedule = computed(world)
    schedule.meetings.filter(meeting__in=[world.meetings["AD"], world.meetings["AE"]]).update(
        slot=None, table=None, reason="limit reached"
    )
    schedule.meetings.filter(meeting=world.meetings["CF"]).update(
        slot=None, table=None, reason="no common free slot"
    )
    one = address(world, "event_schedule_one", 1)
    table = said(office.get(one)).split("Requests without a place", 1)[1]
    assert "Limit reached 2" in table
    assert "Kyoto Photonics" in table
    assert "Osaka Light" in table
    table = said(office.get(f"{one}?reason=limit+reached")).split("Requests without a place", 1)[1]
    assert "Kyoto Photonics" in table
    assert "Osaka Light" not in table


def test_a_failure_names_the_demands(office, world):
    ScheduleFactory(
        event=world.event, number=1, state=ScheduleState.FAILED, error="They clash:\n• One.\n• Two."
    )
    text = office.get(address(world, "event_schedule_one", 1)).content.decode()
    assert "<p>They clash:</p><ul><li>One.</li><li>Two.</li></ul>" in text


def test_a_schedule_that_is_outdated_is_published_only_on_purpose(office, world):
    computed(world)
    request(world, "AF")
    response = office.post(address(world, "event_schedule_publish", 1))
    assert response.status_code == 409
    assert "Publish it all the same" in said(response)
    assert places(world) == {}
    office.post(address(world, "event_schedule_publish", 1), {"despite": "yes"})
    assert len(places(world)) == 6


def test_a_schedule_that_would_break_a_rule_says_which(office, world):
    schedule = computed(world)
    row = schedule.meetings.get(meeting=world.meetings["AD"])
    world.registrations["A"].away.add(row.slot)
    response = office.post(address(world, "event_schedule_publish", 1), {"despite": "yes"})
    assert response.status_code == 409
    assert "Alpine Optics and Kyoto Photonics: Alpine Optics is away on" in said(response)


def test_a_repair_shows_what_moves_before_anybody_is_told(office, world):
    published(world)
    Email.objects.all().delete()
    registration = world.registrations["D"]
    registration.state = "cancelled"
    registration.save()
    assert "Repair it, and see what would change" in said(
        office.get(address(world, "event_schedule"))
    )
    office.post(address(world, "event_schedule_repair"), {"reason": "D fell ill"})
    words = said(office.get(address(world, "event_schedule_one", 2)))
    assert "Repairs schedule 1: D fell ill" in words
    assert "2 participants get an e-mail" in words
    assert words.count("Gone") == 2
    assert not Email.objects.exists()
    office.post(address(world, "event_schedule_publish", 2))
    assert Email.objects.count() == 2


def test_a_schedule_is_thrown_away(office, world):
    computed(world)
    response = office.post(address(world, "event_schedule_discard", 1), follow=True)
    assert "Schedule 1 is thrown away." in said(response)
    published(world)
    response = office.post(address(world, "event_schedule_discard", 1), follow=True)
    assert "Participants were told of this schedule, so it is kept." in said(response)
    assert Schedule.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "queries"),
    [("event_schedule", 18), ("event_grid", 18), ("event_grid_tell", 19)],
)
def test_pages_ask_the_database_a_fixed_number_of_times(
    office, world, name, queries, django_assert_num_queries
):
    published(world)
    office.get(address(world, name))
    with django_assert_num_queries(queries):
        assert office.get(address(world, name)).status_code == 200


def test_the_page_of_a_schedule_asks_a_fixed_number_of_times(
    office, world, django_assert_num_queries
):
    computed(world)
    one = address(world, "event_schedule_one", 1)
    office.get(one)
    with django_assert_num_queries(22):
        assert office.get(one).status_code == 200


def test_a_table_that_fails_is_taken_out(office, world):
    published(world)
    at_last = sum(1 for place in places(world).values() if place[1] == 2)
    page = address(world, "event_schedule_table")
    assert office.post(page, {"table": "x"}).status_code == 404
    response = office.post(page, {"table": str(world.tables[1].pk)}, follow=True)
    assert f"Table 2 is taken out. {at_last} meeting" in said(response)
    assert "Repair it, and see what would change" in said(response)
    assert "Without a table" in said(office.get(address(world, "event_grid")))
    response = office.post(page, {"table": str(world.tables[0].pk)}, follow=True)
    assert "This is the only table." in said(response)


def test_names_are_shown_as_they_are_typed(office, world):
    organisation = world.parties["A"]
    organisation.name = "<script>alert(1)</script>"
    organisation.save()
    published(world)
    for name in PAGES:
        assert b"<script>alert" not in office.get(address(world, name)).content

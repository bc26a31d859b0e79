"""Pages of organisers: requests, one meeting, matchmaking and agendas."""

import pytest
from django.urls import reverse

from events.choices import MeetingState, Pairing, Priority, ProgrammeKind
from events.models import BlockedPair, Matchmaking, Meeting, MeetingOrder, Slot
from events.services.requests import ask_for_meeting
from partnership.choices import RoleKind
from tests.events.requests.test_slots import minutes
from tests.factories import RoleFactory, UserFactory
from tests.factories.events import (
    EventFactory,
    MeetingFactory,
    MeetingResourceFactory,
    MeetingTableFactory,
    ProgrammeItemFactory,
)

pytestmark = pytest.mark.django_db

PAGES = ("event_matchmaking", "event_requests", "event_agendas", "event_table_agendas")


@pytest.fixture
def coordinator(event, client):
    """Somebody who runs the event, signed in."""
    person = RoleFactory(kind=RoleKind.COORDINATOR, partnership=event.partnership).person
    client.force_login(person)
    return person


def address(event, name, *more):
    return reverse(name, args=[event.partnership.slug, event.pk, *more])


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_only_those_who_run_the_event_get_there(client, event, name):
    page = address(event, name)
    assert client.get(page).status_code == 302
    client.force_login(UserFactory())
    assert client.get(page).status_code == 404
    stranger = RoleFactory(kind=RoleKind.COORDINATOR).person
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    officer = RoleFactory(kind=RoleKind.OFFICER, partnership=event.partnership).person
    client.force_login(officer)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("which", ["participants", "tables", "wall"])
def test_papers_are_for_those_who_run_the_event(client, event, coordinator, which):
    page = address(event, "event_agenda_papers", which, 1)
    assert client.get(address(event, "event_agenda_papers", which, 2)).status_code == 404
    response = client.get(page)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    client.force_login(UserFactory())
    assert client.get(page).status_code == 404


def test_the_list_has_counts_and_who_has_none(client, event, join, coordinator):
    us, them = join("Us"), join("Them")
    join("Lonely")
    ask_for_meeting(registration=us, other=them, priority=Priority.HIGH)
    page = text(client.get(address(event, "event_requests")))
    assert "<dt>Requested</dt>" in page
    assert page.count("No request yet") == 1
    row = page[page.index(">Lonely</a>") :]
    assert row.index("No request yet") < row.index("</tr>")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A", "B", "C", "D"]),
        ("q=a1", ["A"]),
        ("state=accepted", ["B"]),
        ("mark=demanded", ["C"]),
        ("mark=resources", ["D"]),
        ("state=nonsense", ["A", "B", "C", "D"]),
    ],
)
def test_the_list_is_narrowed_down(client, event, coordinator, query, found):
    def meeting(name, **more):
        return MeetingFactory(
            event=event, party_a__name=f"{name}1", party_b__name=f"{name}2",
            **{"state": MeetingState.REQUESTED, **more},
        )  # fmt: skip

    meeting("A")
    meeting("B", state=MeetingState.ACCEPTED)
    meeting("C", is_demanded=True)
    meeting("D").resources.add(*MeetingResourceFactory.create_batch(2, event=event))
    page = text(client.get(f"{address(event, 'event_requests')}?{query}"))
    table = page[page.index("Choose what is shown") : page.index('id="add"')]
    assert [name for name in "ABCD" if f"{name}1 <" in table] == found


def test_the_list_costs_the_same_for_one_and_many(
    client, event, join, coordinator, django_assert_num_queries
):
    us = join("Us")
    ask_for_meeting(registration=us, other=join("First"), priority=Priority.LOW)
    page = address(event, "event_requests")
    text(client.get(page))
    for more in (4, 0):
        with django_assert_num_queries(18):
            text(client.get(page))
        for number in range(more):
            other = join(f"P{number}")
            ask_for_meeting(registration=us, other=other, priority=Priority.LOW)


def test_a_meeting_is_added(client, event, join, slots, coordinator):
    us, them = join("Us"), join("Them")
    adding = address(event, "event_request_add")
    typed = {"one": us.pk, "other": them.pk, "priority": "3", "length": "2", "slot": slots[1].pk}
    assert client.post(adding, typed).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.length, meeting.slot) == ("accepted", 2, slots[1])
    assert meeting.added_by == coordinator
    page = text(client.post(adding, {**typed, "note": "Kept words"}), 422)
    assert "There is a meeting of these two already." in page
    assert "Kept words" in page


def test_two_are_kept_apart_and_let_meet_again(client, event, join, coordinator):
    us, them = join("Us"), join("Them")
    typed = {"one": us.pk, "other": them.pk, "reason": "Rivals"}
    assert client.post(address(event, "event_keep_apart"), typed).status_code == 302
    block = BlockedPair.objects.get()
    assert "Rivals" in text(client.get(address(event, "event_requests")))
    assert client.post(address(event, "event_let_meet", block.pk)).status_code == 302
    assert not BlockedPair.objects.exists()
    page = text(
        client.post(address(event, "event_keep_apart"), {"one": us.pk, "other": us.pk}), 422
    )
    assert "Choose two different organisations." in page


def test_a_meeting_is_changed_forbidden_allowed_and_ordered(
    client, event, join, slots, coordinator
):
    us, them = join("Us"), join("Them")
    meeting = ask_for_meeting(registration=us, other=them, priority=Priority.LOW)
    other = ask_for_meeting(registration=us, other=join("Third"), priority=Priority.LOW)

    def act(step, **typed):
        return client.post(
            address(event, "event_request_act", meeting.pk, step), typed, follow=True
        )

    act("change", length="2", slot=slots[0].pk, is_demanded="on")
    meeting.refresh_from_db()
    assert (meeting.length, meeting.slot, meeting.is_demanded) == (2, slots[0], True)
    assert "Enter 1 to 8 slots." in text(act("change", length="9"), 422)
    act("order", after=other.pk)
    order = MeetingOrder.objects.get()
    assert (order.before, order.after) == (meeting, other)
    assert "different meetings" in text(act("order", after=meeting.pk))
    act("unorder", order=order.pk)
    assert not MeetingOrder.objects.exists()
    assert "Say why." in text(act("forbid"), 422)
    act("forbid", reason="Rivals")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.note, meeting.slot) == ("forbidden", "Rivals", None)
    act("allow")
    meeting.refresh_from_db()
    assert meeting.state == "requested"


def test_meetings_of_other_events_are_not_there(client, event, coordinator):
    stranger = MeetingFactory()
    assert client.get(address(event, "event_request", stranger.pk)).status_code == 404
    page = address(event, "event_request_act", stranger.pk, "allow")
    assert client.post(page).status_code == 404


# Settings ----------------------------------------------------------------------------------------


def change(client, event, part, **typed):
    return client.post(address(event, "event_matchmaking_change", part), typed, follow=True)


def test_the_rules_are_set_in_the_zone_of_the_event(client, coordinator, event):
    bare = EventFactory(partnership=event.partnership, time_zone="Asia/Tokyo")
    assert "Save the rules to let participants" in text(
        client.get(address(bare, "event_matchmaking"))
    )
    rules = {"pairing": "across", "minutes": "15", "requests_open_at": "2026-05-01T09:00"}
    change(client, bare, "rules", **rules)
    kept = Matchmaking.objects.get(event=bare)
    assert (kept.pairing, kept.minutes) == (Pairing.ACROSS, 15)
    assert kept.requests_open_at.isoformat() == "2026-05-01T00:00:00+00:00"
    assert 'value="2026-05-01T09:00"' in text(client.get(address(bare, "event_matchmaking")))
    page = text(change(client, bare, "rules", pairing="across", minutes="2"), 422)
    assert "A slot lasts 5 to 240 minutes." in page


def test_slots_and_tables_are_made_on_the_page(client, coordinator, event):
    ProgrammeItemFactory(
        event=event, kind=ProgrammeKind.MATCHMAKING, starts_at=minutes(0), ends_at=minutes(60)
    )
    assert "3 slots added, 0 removed, 0 unchanged." in text(change(client, event, "slots"))
    assert Slot.objects.filter(event=event).count() == 3
    assert "There are 2 tables now." in text(change(client, event, "tables", how_many="2"))
    MeetingFactory(event=event, table=event.tables.get(number=2))
    assert "Meetings stand at the tables" in text(change(client, event, "tables", how_many="1"))
    one, two = event.tables.all()
    named = {
        "table-TOTAL_FORMS": "2",
        "table-INITIAL_FORMS": "2",
        "table-0-id": one.pk,
        "table-0-name": "Room Kyoto",
        "table-0-link": "meet.example/1",
        "table-1-id": two.pk,
        "table-1-name": "",
        "table-1-link": "",
    }
    assert "The tables are kept." in text(change(client, event, "names", **named))
    one.refresh_from_db()
    assert (one.name, one.link) == ("Room Kyoto", "https://meet.example/1")


def test_resources_are_kept_and_one_that_is_needed_stays(client, coordinator, event):
    typed = {
        "resource-TOTAL_FORMS": "2",
        "resource-INITIAL_FORMS": "0",
        "resource-0-name": "Interpreter",
        "resource-0-how_many": "3",
        "resource-1-name": "",
        "resource-1-how_many": "1",
    }
    assert "The resources are kept." in text(change(client, event, "resources", **typed))
    kept = event.resources.get()
    assert (kept.name, kept.how_many) == ("Interpreter", 3)
    typed["resource-0-how_many"] = "0"
    page = text(change(client, event, "resources", **typed), 422)
    assert "Enter 1 or more, or delete the resource." in page


def test_the_settings_cost_the_same_always(
    client, event, slots, coordinator, django_assert_num_queries
):
    page = address(event, "event_matchmaking")
    for more in (3, 0):
        with django_assert_num_queries(11):
            text(client.get(page))
        MeetingTableFactory.create_batch(more, event=event)
        MeetingResourceFactory.create_batch(more, event=event)


# Agendas -----------------------------------------------------------------------------------------


def test_the_agendas_are_listed_with_what_can_be_printed(
    client, event, join, slots, coordinator, django_assert_num_queries
):
    us, them = join("Us"), join("Them")
    join("Lonely")
    MeetingFactory(
        event=event,
        party_a=us.organisation,
        party_b=them.organisation,
        slot=slots[0],
        table=MeetingTableFactory(event=event, number=4),
        state="scheduled",
    )
    with django_assert_num_queries(9):
        page = text(client.get(address(event, "event_agendas")))
    assert "12 May, 09:00" in page
    assert page.count("No meeting<") == 1
    one = client.get(address(event, "event_agenda_paper", us.number))
    assert one.content.startswith(b"%PDF")
    assert client.get(address(event, "event_agenda_paper", 9999)).status_code == 404
    tables = text(client.get(address(event, "event_table_agendas")))
    assert "Table 4" in tables
    assert "09:00–09:20" in tables

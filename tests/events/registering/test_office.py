"""The office: the list of registrations, decisions, invitations and delegations."""

from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from events.choices import RegistrationMode, RegistrationState
from events.models import EventInvitation
from tests.events.registering.conftest import make_event, now
from tests.factories import RoleFactory
from tests.factories.events import (
    AttendeeFactory,
    DelegationFactory,
    EventAnswerFactory,
    EventInvitationFactory,
    EventQuestionFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home):
    """An event of ten places, on approval."""
    return make_event(home, capacity=10, registration_mode=RegistrationMode.APPROVAL)


@pytest.fixture
def office(client, home):
    client.force_login(home.coordinator)
    return client


def address(event, name="event_registrations", *args):
    return reverse(name, args=[event.partnership.slug, event.pk, *args])


def register(event, state="registered", persons=1, **fields):
    made = RegistrationFactory(event=event, state=state, **fields)
    AttendeeFactory(registration=made)
    AttendeeFactory.create_batch(persons - 1, registration=made, is_contact=False)
    return made


PAGES = ("event_registrations", "event_invitations", "event_delegations")


@pytest.mark.parametrize("name", PAGES)
def test_only_those_who_run_the_event_see_its_pages(client, home, event, name):
    assert client.get(address(event, name)).status_code == 302
    own = RoleFactory(kind="partner", partnership=home.partnership, cluster=home.cluster).person
    client.force_login(own)
    assert client.get(address(event, name)).status_code == 404
    event.cluster = home.cluster
    event.save()
    assert client.get(address(event, name)).status_code == 200
    client.force_login(RoleFactory(kind="coordinator").person)
    assert client.get(address(event, name)).status_code == 404


def test_the_list_counts_places_and_leaves_out_unconfirmed_addresses(office, event):
    register(event, "confirmed", 3)
    register(event, "registered", 2)
    register(event, "unconfirmed", organisation_name="Not confirmed")
    page = office.get(address(event))
    assert (page.context["taken"], page.context["left"]) == (3, 7)
    assert [
        (state.value, number, persons) for state, number, persons in page.context["states"]
    ] == [
        ("registered", 1, 2),
        ("waiting list", 0, 0),
        ("confirmed", 1, 3),
        ("declined", 0, 0),
        ("cancelled", 0, 0),
    ]
    assert "Not confirmed" not in page.content.decode()


def test_the_list_costs_as_many_queries_for_two_as_for_twenty(
    office, event, django_assert_num_queries
):
    for number in (2, 18):
        for _ in range(number):
            register(event, "registered", 2)
        office.get(address(event))
        with django_assert_num_queries(12):
            office.get(address(event))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?state=confirmed", ["Nord"]),
        ("?side=third_business", ["Osaka"]),
        ("?q=osaka", ["Osaka"]),
        ("?q=needle", ["Nord"]),
        ("?q=nothing", []),
        ("?state=none", []),
    ],
)
def test_the_list_is_narrowed_down(office, event, query, names):
    nord = register(event, "confirmed", organisation_name="Nord")
    AttendeeFactory(registration=nord, name="Needle", is_contact=False)
    register(event, organisation_name="Osaka", side="third_business")
    page = office.get(address(event) + query)
    assert [row.organisation_name for row in page.context["page"].object_list] == names


def test_several_are_decided_at_once_and_told(office, event, home):
    chosen = [register(event), register(event)]
    other = register(event)
    answer = office.post(
        address(event), {"chosen": [row.pk for row in chosen], "decision": "confirmed"}, follow=True
    )
    assert "2 registrations are confirmed; those concerned are told" in answer.content.decode()
    assert [now(row).state for row in (*chosen, other)] == ["confirmed", "confirmed", "registered"]
    assert now(chosen[0]).decided_by == home.coordinator
    assert len(mail.outbox) == 2


def test_declining_needs_a_reason_and_keeps_what_was_chosen(office, event):
    made = register(event)
    page = office.post(address(event), {"chosen": [made.pk], "decision": "declined"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Tell the registrants why" in text
    assert f'value="{made.pk}" aria-label="{made.organisation_name}" checked' in text
    office.post(address(event), {"chosen": [made.pk], "decision": "declined", "reason": "Full."})
    assert now(made).state == RegistrationState.DECLINED


def test_what_cannot_be_decided_is_said_and_the_rest_is_done(office, home):
    event = make_event(home, capacity=1, registration_mode=RegistrationMode.APPROVAL)
    first, second = register(event), register(event)
    page = office.post(
        address(event), {"chosen": [first.pk, second.pk], "decision": "confirmed"}, follow=True
    )
    text = page.content.decode()
    assert "there are not enough places left" in text
    assert "1 registration is confirmed" in text


def test_registrations_of_another_event_cannot_be_chosen(office, home, event):
    foreign = register(make_event(home))
    page = office.post(address(event), {"chosen": [foreign.pk], "decision": "confirmed"})
    assert page.status_code == 422
    assert now(foreign).state == RegistrationState.REGISTERED


def test_that_something_changed_is_shown_and_told_by_a_button(office, event):
    register(event, "confirmed")
    assert "know an earlier state" not in office.get(address(event)).content.decode()
    event.place = "Kobe"
    event.save()
    text = office.get(address(event)).content.decode()
    assert "1 registrant knows an earlier state of the event." in text
    page = office.post(address(event, "event_tell"), follow=True)
    assert "1 registrant is told by e-mail." in page.content.decode()
    assert len(mail.outbox) == 1


def test_the_list_is_downloaded_with_a_line_for_each_person(office, event):
    made = register(event, "confirmed", 2, organisation_name="=Nord", offers=["Lenses", "Sensors"])
    question = EventQuestionFactory(event=event, text="Diet?")
    EventAnswerFactory(registration=made, question=question, value="Vegan")
    content = office.get(address(event, "event_registrations_download", "xlsx")).content
    rows = list(load_workbook(BytesIO(content)).active.values)
    assert len(rows) == 3
    assert rows[0][-1] == "Diet?"
    assert (rows[1][1], rows[1][-1]) == ("=Nord", "Vegan")
    text = office.get(address(event, "event_registrations_download", "csv")).content.decode(
        "utf-8-sig"
    )
    assert "'=Nord" in text
    assert office.get(address(event, "event_registrations_download", "pdf")).status_code == 404


def test_people_are_pasted_sent_reminded_and_taken_off(office, event):
    where = address(event, "event_invitations")
    page = office.post(where, {"people": "Guest <g@example.org>\nnobody", "language": "en"})
    assert page.status_code == 422
    assert "No e-mail address is found in: “nobody”." in page.content.decode()
    office.post(where, {"people": "Guest <g@example.org>\nh@example.org", "language": "de"})
    assert "Send 2 invitations" in office.get(where).content.decode()
    office.post(address(event, "event_invitations_act", "send"))
    assert [letter.to for letter in mail.outbox] == [["g@example.org"], ["h@example.org"]]
    assert "Remind 2 who have not answered" in office.get(where).content.decode()
    row = EventInvitation.objects.get(email="h@example.org")
    office.post(address(event, "event_invitations_act", "take-off"), {"invitation": row.pk})
    office.post(address(event, "event_invitations_act", "remind"))
    assert len(mail.outbox) == 3
    assert "No answer yet" in office.get(where).content.decode()


def test_invitations_cost_the_same_queries_however_many(office, event, django_assert_num_queries):
    for number in (1, 9):
        EventInvitationFactory.create_batch(number, event=event)
        office.get(address(event, "event_invitations"))
        with django_assert_num_queries(8):
            office.get(address(event, "event_invitations"))


def test_registrations_are_assigned_to_a_delegation_and_printed(office, event):
    group = DelegationFactory(event=event, name="By train")
    made = register(event, "confirmed", 2)
    where = address(event, "event_delegations")
    assert office.post(where, {"delegation": group.pk}).status_code == 422
    office.post(where, {"chosen": [made.pk], "delegation": group.pk})
    assert now(made).delegation == group
    assert "1 organisation, 2 persons" in office.get(where).content.decode()
    text = office.get(address(event, "event_travellers", group.pk)).content.decode()
    assert made.attendees.first().email in text
    foreign = DelegationFactory()
    assert office.get(address(event, "event_travellers", foreign.pk)).status_code == 404


def test_the_page_of_the_event_in_the_office_leads_there(office, event):
    text = office.get(reverse("admin:events_event_change", args=[event.pk])).content.decode()
    assert address(event) in text


def test_what_waits_for_a_decision_is_counted_on_the_first_page_of_the_office(office, event):
    register(event, "registered")
    register(event, "waiting list")
    lines = {
        line.url: line.number for line in office.get(reverse("admin:index")).context["waiting"]
    }
    list_of_them = reverse("admin:events_registration_changelist")
    assert lines[f"{list_of_them}?waiting=undecided"] == 1
    page = office.get(f"{list_of_them}?waiting=undecided")
    assert page.context["cl"].result_count == 1

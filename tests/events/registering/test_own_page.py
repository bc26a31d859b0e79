"""The page of a registration: what it shows, and what a registrant changes there."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from events.choices import RegistrationState
from events.models import Attendee
from tests.events.registering.conftest import WINTER, make_event, now, path_in
from tests.factories.events import (
    AttendeeFactory,
    DelegationFactory,
    EventAnswerFactory,
    EventQuestionFactory,
    ProgrammeItemFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home):
    """A partnering day in Tokyo's winter, with a link for online participants."""
    return make_event(home, start_on=WINTER, link="https://meet.example/room")


@pytest.fixture
def registration(event):
    """A confirmed registration of two persons."""
    made = RegistrationFactory(event=event, organisation_name="Optik Nord", offers=["Lenses"])
    AttendeeFactory(registration=made, name="Contact", email="c@example.org")
    AttendeeFactory(registration=made, name="Second", email="", is_contact=False)
    return made


def address(name, registration):
    return reverse(name, args=[registration.link])


def shown(client, name, registration):
    page = client.get(address(name, registration))
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert not page.cookies
    return page.content.decode()


def test_the_page_tells_state_hours_of_both_sides_and_persons(client, registration):
    text = shown(client, "registration", registration)
    for words in (
        "You take part",
        "Tuesday, 15 January 2030",
        "09:00–17:00, Tokyo (UTC+9)",
        "01:00–09:00, Brussels (UTC+1)",
        "https://meet.example/room",
        "Contact",
        "Second",
        "Lenses",
        registration.reference,
    ):
        assert words in text


def test_the_link_for_online_participants_is_for_the_confirmed_only(client, event):
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITING_LIST)
    AttendeeFactory(registration=waiting)
    text = shown(client, "registration", waiting)
    assert "You are on the waiting list" in text
    assert "meet.example" not in text
    file = client.get(address("registration_calendar", waiting)).content.decode()
    assert "meet.example" not in file


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("unconfirmed", "One click is left"),
        ("registered", "Your registration waits for a decision"),
        ("declined", "Your registration could not be accepted"),
        ("cancelled", "Your registration is cancelled"),
    ],
)
def test_each_state_is_told_in_words(client, event, state, words):
    made = RegistrationFactory(event=event, state=state)
    AttendeeFactory(registration=made)
    assert words in shown(client, "registration", made)


def test_a_programme_is_told_by_the_days_of_its_place(client, event, registration):
    ProgrammeItemFactory(
        event=event,
        title="Dinner",
        starts_at=datetime(2030, 1, 15, 23, 30, tzinfo=UTC),
        ends_at=datetime(2030, 1, 16, 1, 0, tzinfo=UTC),
    )
    text = shown(client, "registration", registration)
    assert "Wednesday, 16 January 2030" in text
    assert "08:30–10:00" in text
    assert "00:30–02:00 Brussels (UTC+1)" in text


def test_the_page_costs_five_queries_however_much_there_is(
    client, event, registration, django_assert_num_queries
):
    ProgrammeItemFactory.create_batch(3, event=event)
    for _ in range(3):
        EventAnswerFactory(registration=registration, question=EventQuestionFactory(event=event))
    client.get(address("registration", registration))
    with django_assert_num_queries(5):
        client.get(address("registration", registration))


def test_the_calendar_file_has_the_link_for_the_confirmed(client, registration):
    answer = client.get(address("registration_calendar", registration))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode().replace("\r\n ", "")
    assert "DTSTART;TZID=Asia/Tokyo:20300115T090000" in text
    assert "https://meet.example/room" in text


def test_persons_are_changed_added_and_left_out(client, registration):
    contact, second = registration.attendees.all()
    where = address("registration_persons", registration)
    assert "c@example.org" in shown(client, "registration_persons", registration)
    typed = {
        "persons": "3",
        "person0-pk": contact.pk,
        "person0-name": "Contact, corrected",
        "person1-pk": second.pk,
        "person1-name": "",
        "person2-name": "Third",
        "person2-email": "nobody",
    }
    page = client.post(where, typed)
    assert page.status_code == 422
    assert "Contact, corrected" in page.content.decode()
    answer = client.post(where, {**typed, "person2-email": "third@example.org"})
    assert answer.url == f"{address('registration', registration)}?done=persons"
    assert list(registration.attendees.values_list("name", "email")) == [
        ("Contact, corrected", "c@example.org"),
        ("Third", "third@example.org"),
    ]
    assert "The persons are saved." in client.get(answer.url).content.decode()


def test_another_row_keeps_what_was_typed(client, registration):
    where = address("registration_persons", registration)
    page = client.post(where, {"persons": "2", "person0-name": "Typed", "go": "add"})
    text = page.content.decode()
    assert 'name="persons" value="3"' in text
    assert 'value="Typed"' in text


def test_members_of_a_delegation_tell_their_days_of_travel(client, event, registration):
    registration.delegation = DelegationFactory(event=event, name="By train", note="Meet at gate 4")
    registration.save()
    text = shown(client, "registration", registration)
    assert "Your delegation: By train" in text
    assert "Meet at gate 4" in text
    contact = registration.attendees.get(is_contact=True)
    where = address("registration_persons", registration)
    typed = {"persons": "1", "person0-pk": contact.pk, "person0-name": "Contact"}
    wrong = {"person0-arrives_on": "2030-01-14", "person0-leaves_on": "2030-01-13"}
    page = client.post(where, {**typed, **wrong})
    assert "The person leaves before arriving." in page.content.decode()
    client.post(where, {**typed, **wrong, "person0-leaves_on": "2030-01-17"})
    contact.refresh_from_db()
    assert (contact.arrives_on.day, contact.leaves_on.day) == (14, 17)


def test_profile_and_answers_are_changed_and_the_catalogue_left_and_joined(
    client, event, registration
):
    asked = EventQuestionFactory(event=event, text="Diet?")
    where = address("registration_profile", registration)
    told = {
        "offers": "Lenses\n\nSensors",
        "website": "optik.example",
        f"question_{asked.pk}": "Vegan",
    }
    client.post(where, {**told, "catalogue": "on"})
    kept = now(registration)
    assert kept.offers == ["Lenses", "Sensors"]
    assert kept.catalogue_text.key == "event-catalogue"
    assert kept.answers.get().value == "Vegan"
    assert "Other confirmed participants see you." in shown(client, "registration", registration)
    client.post(where, {**told, f"question_{asked.pk}": ""})
    kept = now(registration)
    assert (kept.is_in_catalogue, kept.catalogue_text) == (False, None)
    assert not kept.answers.exists()
    page = client.post(where, {"website": "no address", "seeks": "Kept"})
    assert (page.status_code, "Kept" in page.content.decode()) == (422, True)


def test_cancelling_asks_before_it_does(client, registration):
    assert "Cancel the registration?" in shown(client, "registration_cancel", registration)
    assert now(registration).state == RegistrationState.CONFIRMED
    answer = client.post(address("registration_cancel", registration))
    assert now(registration).state == RegistrationState.CANCELLED
    assert "Thank you for telling us." in client.get(answer.url).content.decode()
    for name in ("registration_persons", "registration_profile", "registration_cancel"):
        assert client.get(address(name, registration)).status_code == 302


def test_a_registrant_reads_all_that_is_kept(client, registration):
    answer = client.get(address("registration_data_download", registration))
    told = json.loads(answer.content)
    assert [person["name"] for person in told["persons"]] == ["Contact", "Second"]
    assert told["registration"]["organisation"] == "Optik Nord"


def test_a_registrant_has_it_erased_and_the_organisation_is_still_counted(client, registration):
    where = address("registration_erase", registration)
    page = client.post(where)
    assert page.status_code == 422
    assert now(registration).state == RegistrationState.CONFIRMED
    page = client.post(where, {"sure": "yes"})
    assert "Your private link has ended." in page.content.decode()
    kept = now(registration)
    assert (kept.state, kept.offers, kept.participation.state) == ("cancelled", [], "cancelled")
    assert set(Attendee.objects.values_list("name", "email")) == {("Erased", "")}
    assert client.get(where.replace("data/erase/", "")).status_code == 410


def test_a_new_link_ends_the_former_one(client, registration):
    former = address("registration", registration)
    client.post(address("registration_new_link", registration))
    assert client.get(former).status_code == 410
    assert client.get(path_in(mail.outbox[-1].body, "/registrations/")).status_code == 200


def test_who_writes_too_often_is_asked_to_wait(client, registration, settings):
    settings.EVENT_RATE_LIMITS = {"write": "1/10m/key"}
    where = address("registration_profile", registration)
    client.post(where, {"seeks": "One"})
    page = client.post(where, {"seeks": "Two"})
    assert (page.status_code, "Two" in page.content.decode()) == (429, True)
    assert now(registration).seeks == ["One"]


@pytest.mark.parametrize(
    ("prefix", "words"), [("/fr", "Vous participez"), ("/de", "Sie nehmen teil")]
)
def test_the_page_speaks_the_language_of_its_address(client, registration, prefix, words):
    page = client.get(prefix + address("registration", registration))
    assert words in page.content.decode()


def test_hours_of_several_days_tell_how_they_begin(client, home):
    event = make_event(home, start_on=WINTER, end_on=WINTER + timedelta(days=2))
    made = RegistrationFactory(event=event)
    AttendeeFactory(registration=made)
    text = shown(client, "registration", made)
    assert "15 – 17 January 2030" in text
    assert "from 01:00, Brussels (UTC+1)" in text

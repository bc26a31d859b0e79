"""The form: what is asked, kept and refused, and the way to a confirmed address."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from events.choices import ParticipationState, RegistrationMode, RegistrationState
from events.models import Registration
from events.services.registrations import confirm_address, confirm_link
from smes.models import Company
from tests.events.registering.conftest import leads_to, letters, make_event, now, path_in, typed
from tests.factories.events import (
    AttendeeFactory,
    EventInvitationFactory,
    EventQuestionFactory,
    MatchmakingFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


def address(event):
    return reverse("registration_start", args=[event.partnership.slug, event.pk])


def send(client, event, **fields):
    return client.post(address(event), typed(**fields))


def test_the_form_is_shown_without_a_cookie_and_not_indexed(client, event):
    page = client.get(address(event))
    assert page.status_code == 200
    assert not page.cookies
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "Register" in page.content.decode()


def test_the_form_costs_five_queries(client, event, django_assert_num_queries):
    client.get(address(event))
    with django_assert_num_queries(5):
        client.get(address(event))


def test_who_registers_gets_an_e_mail_and_confirms_with_a_button(client, event):
    answer = send(client, event)
    assert answer.url == reverse("registration_sent", args=["alpha", event.pk])
    assert "One click is left" in client.get(answer.url).content.decode()
    made = Registration.objects.get()
    assert made.state == RegistrationState.UNCONFIRMED
    assert (made.number, made.organisation_name, made.country.code) == (1, "Optik Nord GmbH", "DE")
    assert made.website == "https://www.optik-nord.example"
    assert made.offers == ["Lenses", "Sensors"]
    assert made.privacy_text.key == "event-privacy"
    assert made.is_in_catalogue
    assert made.catalogue_text.key == "event-catalogue"
    person = made.attendees.get()
    assert (person.name, person.email, person.is_contact) == (
        "Sales manager",
        "sales@optik-nord.example",
        True,
    )
    (letter,) = letters("Please confirm")
    link = path_in(letter.body, "/registrations/confirm/")
    assert "Yes, this is my address" in client.get(link).content.decode()
    assert now(made).state == RegistrationState.UNCONFIRMED  # looking at a link confirms nothing

    answer = client.post(link)
    made = now(made)
    assert leads_to(answer.url) == (made.pk, 1)
    assert made.state == RegistrationState.CONFIRMED
    assert made.participation.state == ParticipationState.CONFIRMED
    company = Company.objects.get()
    assert company.pk == made.participation.organisation_id
    assert (company.name, company.partnership) == ("Optik Nord GmbH", event.partnership)
    (letter,) = letters("Confirmed")
    (name, content, kind) = letter.attachments[0]
    assert (name, kind) == ("event.ics", "text/calendar")
    assert b"DTSTART;TZID=Asia/Tokyo" in (
        content if isinstance(content, bytes) else content.encode()
    )
    assert leads_to(path_in(letter.body, "/registrations/")) == (made.pk, made.link_version)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("organisation_name", "", "Enter the name of your organisation."),
        ("country", "", "Choose the country of your organisation."),
        ("country", "XX", "Choose one of the countries."),
        ("side", None, "Choose what you are."),
        ("kind", "", "Choose the kind of your organisation."),
        ("website", "no address", "Enter an address such as www.example.org."),
        ("person0_name", "", "Enter the name of the person we write to."),
        ("person0_email", "", "Enter the e-mail address of the person we write to."),
        ("person0_email", "nobody", "Enter an e-mail address such as name@example.org."),
        ("privacy", None, "Without your consent we may not keep your registration."),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(client, event, field, value, message):
    page = send(client, event, profile="We make <b>lenses</b>.", **{field: value})
    assert page.status_code == 422
    text = page.content.decode()
    assert message in text
    assert "We make &lt;b&gt;lenses&lt;/b&gt;." in text
    assert "Lenses\nSensors" in text
    assert not Registration.objects.exists()


def test_persons_are_added_row_by_row_up_to_five_without_a_script(client, event):
    page = send(client, event, go="add").content.decode()
    assert 'name="persons" value="2"' in page
    assert 'value="Optik Nord GmbH"' in page
    assert "Please look at this again" not in page
    page = send(client, event, go="add", persons="4").content.decode()
    assert 'name="persons" value="5"' in page
    assert "Add a person" not in page
    assert not Registration.objects.exists()


def test_further_persons_come_too_and_an_empty_row_is_nobody(client, event):
    more = {"person1-name": "", "person2-name": "Engineer", "person2-function": "Research"}
    send(client, event, persons="3", **more)
    assert list(Registration.objects.get().attendees.values_list("name", flat=True)) == [
        "Sales manager",
        "Engineer",
    ]


def test_a_further_person_needs_a_name(client, event):
    page = send(client, event, persons="2", **{"person1-function": "Research"})
    assert page.status_code == 422
    assert "Enter the name of this person, or empty the row." in page.content.decode()


def test_own_questions_are_asked_and_kept(client, event):
    asked = EventQuestionFactory(
        event=event, text="Which hotel?", kind="one of", choices=["Nord", "Süd"], is_required=True
    )
    page = send(client, event)
    assert page.status_code == 422
    assert "Which hotel?" in page.content.decode()
    send(client, event, **{f"question_{asked.pk}": "Süd"})
    assert Registration.objects.get().answers.get().value == "Süd"


def test_meetings_at_once_are_asked_where_meetings_are_arranged(client, event):
    assert "Meetings at the same time" not in client.get(address(event)).content.decode()
    MatchmakingFactory(event=event)
    assert "Meetings at the same time" in client.get(address(event)).content.decode()
    send(client, event, people_at_once="2")
    assert Registration.objects.get().people_at_once == 2


def test_a_program_that_fills_in_the_hidden_field_registers_nobody(client, event):
    page = send(client, event, nickname="bot")
    assert page.status_code == 422
    assert "A hidden field was filled in" in page.content.decode()
    assert not Registration.objects.exists()


def test_too_many_registrations_from_one_place_are_refused_and_nothing_typed_is_lost(
    client, event, settings
):
    settings.EVENT_RATE_LIMITS = {"register": "1/10m/ip"}
    send(client, event)
    page = send(client, event, person0_email="other@optik-nord.example")
    assert page.status_code == 429
    assert page["Retry-After"] == "600"
    assert "other@optik-nord.example" in page.content.decode()
    assert Registration.objects.count() == 1


def test_sent_twice_before_it_is_confirmed_there_is_one_registration_with_the_later_words(
    client, event
):
    send(client, event)
    send(client, event, organisation_name="Optik Nord AG", person0_email="SALES@optik-nord.example")
    made = Registration.objects.get()
    assert made.organisation_name == "Optik Nord AG"
    assert made.attendees.count() == 1


def test_who_is_registered_already_is_sent_the_private_link_and_nothing_changes(client, event):
    known = RegistrationFactory(event=event, organisation_name="Optik Nord GmbH")
    AttendeeFactory(registration=known, email="sales@optik-nord.example")
    answer = send(client, event, organisation_name="Somebody else")
    assert answer.url == reverse("registration_sent", args=["alpha", event.pk])
    assert Registration.objects.get().organisation_name == "Optik Nord GmbH"
    (letter,) = mail.outbox
    assert letter.subject == "You are registered already: Osaka partnering day"
    assert leads_to(path_in(letter.body, "/registrations/")) == (known.pk, known.link_version)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"registration_mode": RegistrationMode.NONE}, "There is no registration here"),
        ({"registration_mode": RegistrationMode.INVITED}, "Registration is by invitation"),
        ({"registration_closes_at": timedelta(days=-1)}, "Registration is closed"),
        ({"registration_opens_at": timedelta(days=1)}, "Registration is not open yet"),
        ({"start_on": timedelta(days=-9)}, "Registration is closed"),
        ({"status": "cancelled"}, "There is no registration here"),
    ],
)
def test_a_closed_door_says_why_and_gives_back_what_was_typed(client, home, fields, words):
    moment = timezone.now()
    fields = {
        name: (moment + value if name != "start_on" else timezone.localdate() + value)
        if isinstance(value, timedelta)
        else value
        for name, value in fields.items()
    }
    event = make_event(home, **fields)
    page = client.get(address(event))
    assert (page.status_code, words in page.content.decode()) == (200, True)
    page = send(client, event)
    assert page.status_code == 409
    assert "A distributor" in page.content.decode()
    assert not Registration.objects.exists()


def test_an_event_that_is_not_public_is_found_by_invitation_only(client, home):
    event = make_event(home, is_public=False)
    for name in ("registration_start", "registration_sent", "registration_lost_link"):
        assert client.get(reverse(name, args=["alpha", event.pk])).status_code == 404
    assert send(client, event).status_code == 404
    invitation = EventInvitationFactory(event=event, email="guest@optik-nord.example", name="Guest")
    page = client.get(reverse("event_invitation", args=[invitation.link]))
    assert "Osaka partnering day" in page.content.decode()
    form = reverse("event_invitation_register", args=[invitation.link])
    assert "guest@optik-nord.example" in client.get(form).content.decode()
    assert client.post(form, typed()).status_code == 302
    invitation.refresh_from_db()
    assert invitation.registration == Registration.objects.get()


def test_who_is_invited_comes_into_an_event_by_invitation_at_once(client, home):
    event = make_event(home, registration_mode=RegistrationMode.INVITED)
    invitation = EventInvitationFactory(event=event)
    client.post(reverse("event_invitation_register", args=[invitation.link]), typed())
    made = Registration.objects.get()
    assert confirm_address(registration=made).state == RegistrationState.CONFIRMED


def test_who_is_invited_can_say_no(client, home):
    invitation = EventInvitationFactory(event=make_event(home))
    page = client.post(reverse("event_invitation", args=[invitation.link]))
    assert "You have told us that you cannot come." in page.content.decode()
    invitation.refresh_from_db()
    assert invitation.declined_at is not None


def test_forged_links_lead_nowhere(client, event):
    for name in ("registration", "registration_confirm", "event_invitation"):
        assert client.get(reverse(name, args=["1.1~x~y"])).status_code == 404


def test_a_link_to_confirm_ends_after_a_week(client, event, time_machine):
    send(client, event)
    link = reverse("registration_confirm", args=[confirm_link(Registration.objects.get())])
    time_machine.move_to(timezone.now() + timedelta(days=8))
    page = client.post(link)
    assert page.status_code == 410
    assert "Register again" in page.content.decode()


def test_a_lost_link_is_replaced_and_the_page_tells_nobody_who_is_registered(client, event):
    made = RegistrationFactory(event=event)
    AttendeeFactory(registration=made, email="known@example.org")
    former = reverse("registration", args=[made.link])
    where = reverse("registration_lost_link", args=["alpha", event.pk])
    known = client.post(where, {"email": "known@example.org"}).content.decode()
    stranger = client.post(where, {"email": "other@example.org"}).content.decode()
    assert known.replace("known@", "x@") == stranger.replace("other@", "x@")
    (letter,) = mail.outbox
    assert leads_to(path_in(letter.body, "/registrations/")) == (
        now(made).pk,
        now(made).link_version,
    )
    assert client.get(former).status_code == 410

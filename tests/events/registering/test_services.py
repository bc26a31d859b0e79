"""Places, decisions, the waiting list, and how registrations become participations."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from events.choices import ParticipationState, RegistrationMode, RegistrationState
from events.exceptions import (
    EventIsFull,
    OrganisationIsRegistered,
    ReasonIsMissing,
    StepNotAllowed,
)
from events.forgetting import forget_people, forget_unconfirmed
from events.models import Attendee, EventInvitation, Participation, Registration
from events.services.delegations import assign
from events.services.invitations import (
    add_invitations,
    read_pasted,
    remind_invited,
    send_invitations,
)
from events.services.news import not_told, promote_all, remind_registrants, tell_changes
from events.services.persons import Person, change_persons
from events.services.registrations import cancel, confirm_address, decide, promote, walk_in
from gateways.models import Organisation
from partnership.privacy.erasure import erase_person
from partnership.privacy.export import describe_person
from smes.models import Company
from tests.events.registering.conftest import letters, make_event, now
from tests.factories import CompanyFactory, OrganisationFactory, UserFactory
from tests.factories.events import (
    AttendeeFactory,
    DelegationFactory,
    EventInvitationFactory,
    ParticipationFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


def register(event, persons=1, state=RegistrationState.UNCONFIRMED, **fields):
    made = RegistrationFactory(event=event, state=state, **fields)
    AttendeeFactory(registration=made)
    AttendeeFactory.create_batch(persons - 1, registration=made, is_contact=False)
    return made


def confirm(registration):
    return confirm_address(registration=registration)


def subjects():
    return [letter.subject.partition(":")[0] for letter in mail.outbox]


# Confirming --------------------------------------------------------------------------------------


def test_capacity_counts_persons_and_who_fits_no_more_waits(home):
    event = make_event(home, capacity=3)
    assert confirm(register(event, 2)).state == RegistrationState.CONFIRMED
    assert confirm(register(event, 2)).state == RegistrationState.WAITING_LIST
    assert confirm(register(event, 1)).state == RegistrationState.CONFIRMED
    assert confirm(register(event, 1)).state == RegistrationState.WAITING_LIST


def test_without_a_limit_everybody_comes(event):
    assert [confirm(register(event, 5)).state for _ in range(3)] == [
        RegistrationState.CONFIRMED
    ] * 3


def test_on_approval_a_registration_waits_and_who_was_invited_does_not(home):
    event = make_event(home, registration_mode=RegistrationMode.APPROVAL)
    assert confirm(register(event)).state == RegistrationState.REGISTERED
    guest = register(event)
    EventInvitationFactory(event=event, registration=guest)
    assert confirm(guest).state == RegistrationState.CONFIRMED


def test_confirmed_twice_it_is_confirmed_once(event):
    made = register(event)
    confirm(made)
    confirm(made)
    assert subjects() == ["Confirmed"]
    assert Participation.objects.count() == 1


def test_the_organisation_of_the_directory_is_found_by_name_and_country(event, home):
    known = CompanyFactory(partnership=home.partnership, name="Optik Nord GmbH", country="DE")
    CompanyFactory(partnership=home.partnership, name="Optik Nord GmbH", country="AT")
    CompanyFactory(name="Optik Nord", country="DE")
    made = confirm(register(event, organisation_name="OPTIK NORD", country="DE"))
    assert made.participation.organisation_id == known.pk
    assert Organisation.objects.count() == 3


@pytest.mark.parametrize(
    ("side", "kind", "is_company"),
    [
        ("eu_sme", "business", True),
        ("eu_cluster", "cluster", False),
        ("third_business", "business", False),
    ],
)
def test_a_new_organisation_is_entered_as_what_it_says(event, side, kind, is_company):
    made = confirm(register(event, organisation_name="Neu & Söhne", side=side, kind=kind))
    organisation = made.participation.organisation
    assert (organisation.name, organisation.side, organisation.kind) == ("Neu & Söhne", side, kind)
    assert Company.objects.filter(pk=organisation.pk).exists() is is_company


def test_a_participation_that_is_there_is_taken_over(event, home):
    company = CompanyFactory(partnership=home.partnership, name="Optik Nord", country="DE")
    there = ParticipationFactory(
        event=event, organisation=company, state=ParticipationState.INVITED
    )
    made = confirm(register(event, organisation_name="Optik Nord", country="DE"))
    assert made.participation == there
    assert made.participation.state == ParticipationState.CONFIRMED


def test_a_second_registration_of_an_organisation_waits_for_the_office(event, home):
    first = confirm(register(event, organisation_name="Optik Nord"))
    second = confirm(register(event, organisation_name="Optik Nord GmbH"))
    assert second.state == RegistrationState.REGISTERED
    with pytest.raises(OrganisationIsRegistered, match=first.reference):
        decide(registration=second, state="confirmed", by=home.coordinator)


def test_who_cancelled_may_register_again(event):
    first = confirm(register(event, organisation_name="Optik Nord"))
    cancel(registration=first)
    second = confirm(register(event, organisation_name="Optik Nord"))
    assert second.state == RegistrationState.CONFIRMED
    assert second.participation.state == ParticipationState.CONFIRMED
    assert now(first).participation is None


# Deciding ----------------------------------------------------------------------------------------


def test_a_decision_is_told_once_with_its_reason(home):
    event = make_event(home, registration_mode=RegistrationMode.APPROVAL)
    made = register(event, state=RegistrationState.REGISTERED)
    with pytest.raises(ReasonIsMissing):
        decide(registration=made, state="declined", by=home.coordinator, reason=" ")
    for _ in range(2):
        decide(
            registration=made, state="declined", by=home.coordinator, reason="Too many like you."
        )
    (letter,) = mail.outbox
    assert "Too many like you." in letter.body
    kept = now(made)
    assert (kept.state, kept.decided_by, kept.decision_reason) == (
        "declined",
        home.coordinator,
        "Too many like you.",
    )
    assert kept.history.first().history_change_reason == "Decided by the organisers"


def test_a_full_event_takes_nobody_by_decision(home):
    event = make_event(home, capacity=1, registration_mode=RegistrationMode.APPROVAL)
    decide(registration=register(event, 1, "registered"), state="confirmed", by=home.coordinator)
    waiting = register(event, 1, "registered")
    with pytest.raises(EventIsFull):
        decide(registration=waiting, state="confirmed", by=home.coordinator)
    assert (
        decide(registration=waiting, state="waiting list", by=home.coordinator).state
        == "waiting list"
    )


def test_nothing_is_decided_on_what_has_ended(event, home):
    made = confirm(register(event))
    with pytest.raises(StepNotAllowed):
        decide(registration=made, state="declined", by=home.coordinator, reason="No.")
    cancel(registration=made)
    with pytest.raises(StepNotAllowed):
        decide(registration=made, state="confirmed", by=home.coordinator)


# Cancelling and moving up ------------------------------------------------------------------------


def test_who_fits_moves_up_in_order_when_somebody_cancels(home):
    event = make_event(home, capacity=3)
    first = confirm(register(event, 2))
    confirm(register(event, 1))
    large, small, last = (confirm(register(event, number)) for number in (3, 1, 1))
    mail.outbox.clear()
    cancel(registration=first)
    assert [now(row).state for row in (first, large, small, last)] == [
        "cancelled",
        "waiting list",
        "confirmed",
        "confirmed",
    ]
    assert now(first).participation.state == ParticipationState.CANCELLED
    assert len(letters("Confirmed")) == 2
    assert "a place became free" in letters("Confirmed")[0].body
    (letter,) = letters("Cancelled")
    assert b"STATUS:CANCELLED" in _bytes(letter.attachments[0][1])


def _bytes(content):
    return content if isinstance(content, bytes) else content.encode()


def test_cancelled_twice_it_is_told_once(event):
    made = confirm(register(event))
    mail.outbox.clear()
    cancel(registration=made)
    cancel(registration=made)
    assert subjects() == ["Cancelled"]


def test_who_has_come_cannot_cancel(event):
    made = confirm(register(event))
    made.participation.state = ParticipationState.ATTENDED
    made.participation.save()
    with pytest.raises(StepNotAllowed):
        cancel(registration=made)


def test_more_places_let_others_move_up_within_minutes(home):
    event = make_event(home, capacity=1)
    confirm(register(event))
    waiting = confirm(register(event))
    assert promote_all() == 0
    event.capacity = 2
    event.save()
    assert promote_all() == 1
    assert now(waiting).state == RegistrationState.CONFIRMED


def test_nobody_moves_up_after_the_event_or_where_it_is_called_off(home):
    event = make_event(home, capacity=1)
    waiting = register(event, state=RegistrationState.WAITING_LIST)
    event.status = "cancelled"
    event.save()
    assert promote(event=event) == []
    event.status, event.start_on = "planned", timezone.localdate() - timedelta(days=2)
    event.save()
    assert promote(event=event) == []
    assert now(waiting).state == RegistrationState.WAITING_LIST


# Persons -----------------------------------------------------------------------------------------


def test_persons_are_changed_in_place_and_keep_their_badges(event):
    made = confirm(register(event, 2))
    contact, other = made.attendees.all()
    change_persons(
        registration=made,
        persons=[
            Person("New name", email="ignored@example.org", pk=contact.pk),
            Person("Third", function="Research"),
        ],
    )
    kept, added = made.attendees.all()
    assert (kept.name, kept.email, kept.badge) == ("New name", contact.email, contact.badge)
    assert (added.name, added.function) == ("Third", "Research")
    assert not Attendee.objects.filter(pk=other.pk).exists()


def test_the_person_who_is_written_to_stays(event):
    made = confirm(register(event, 2))
    change_persons(registration=made, persons=[])
    assert [row.is_contact for row in made.attendees.all()] == [True]


def test_a_full_event_has_no_place_for_one_more(home):
    event = make_event(home, capacity=2)
    made = confirm(register(event, 2))
    contact, other = made.attendees.all()
    known = [Person(contact.name, pk=contact.pk), Person(other.name, pk=other.pk)]
    with pytest.raises(EventIsFull):
        change_persons(registration=made, persons=[*known, Person("One more")])
    change_persons(registration=made, persons=[known[0], Person("Instead")])
    assert list(made.attendees.values_list("name", flat=True)) == [contact.name, "Instead"]


def test_six_persons_are_too_many_and_who_came_stays(event):
    made = confirm(register(event, 2))
    with pytest.raises(StepNotAllowed):
        change_persons(registration=made, persons=[Person(f"P{n}") for n in range(5)])
    other = made.attendees.get(is_contact=False)
    other.checked_in_at = timezone.now()
    other.save()
    with pytest.raises(StepNotAllowed):
        change_persons(registration=made, persons=[])


def test_nobody_changes_persons_of_another_registration(event):
    made, foreign = confirm(register(event)), confirm(register(event))
    person = foreign.attendees.get()
    change_persons(registration=made, persons=[Person("Mine", pk=person.pk)])
    assert Attendee.objects.get(pk=person.pk).name == person.name


# Walk-ins ----------------------------------------------------------------------------------------


def test_who_stands_at_the_door_is_confirmed_at_once_even_where_it_is_full(home):
    event = make_event(home, capacity=0)
    told = {
        "event": event,
        "organisation_name": "Osaka Med",
        "country": "JP",
        "side": "third_business",
        "kind": "business",
        "by": home.coordinator,
    }
    person = walk_in(**told, name="At the door", email="door@example.org")
    made = person.registration
    assert (made.state, made.participation.state) == ("confirmed", "confirmed")
    assert (person.is_walk_in, person.is_contact, person.checked_in_at) == (True, True, None)
    assert walk_in(**told, name="at the door") == person
    second = walk_in(**told, name="A colleague")
    assert second.registration == made
    assert (second.is_contact, Registration.objects.count()) == (False, 1)
    assert not mail.outbox


# Invitations -------------------------------------------------------------------------------------


def test_a_pasted_list_is_read_however_it_is_written():
    read = read_pasted(
        "Research head <head@example.org>\n"
        '"Doe, J." <doe@example.org>;\n'
        "plain@example.org\n"
        "Spread Sheet\tsheet@example.org\n"
        "a@example.org, b@example.org\n"
        "PLAIN@example.org\n"
        "\nnobody here\n"
    )
    assert read.people == (
        ("Research head", "head@example.org"),
        ("Doe, J.", "doe@example.org"),
        ("", "plain@example.org"),
        ("Spread Sheet", "sheet@example.org"),
        ("", "a@example.org"),
        ("", "b@example.org"),
    )
    assert read.unread == ("nobody here",)


def test_an_invitation_is_sent_once_and_reminded_of_once(event):
    added = add_invitations(
        event=event, people=[("Guest", "g@example.org"), ("", "h@example.org")], language="fr"
    )
    again = add_invitations(event=event, people=[("", "G@example.org")], language="en")
    assert (len(added.new), again.known) == (2, ["G@example.org"])
    rows = EventInvitation.objects.all()
    assert remind_invited(invitations=rows) == 0
    assert send_invitations(invitations=rows) == 2
    assert send_invitations(invitations=rows) == 0
    rows.filter(email="h@example.org").update(declined_at=timezone.now())
    assert remind_invited(invitations=rows) == 1
    assert remind_invited(invitations=rows) == 0
    assert len(mail.outbox) == 3
    assert "/fr/events/invitations/" in mail.outbox[0].body


# Reminders and changes ---------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "words"), [(7, "In a week"), (1, "Tomorrow")])
def test_a_reminder_goes_once_for_each_stage(home, days, words):
    today = timezone.localdate()
    event = make_event(home, start_on=today + timedelta(days=days))
    register(event, state=RegistrationState.CONFIRMED)
    register(event, state=RegistrationState.WAITING_LIST)
    assert remind_registrants(today) == 1
    remind_registrants(today)
    (letter,) = mail.outbox
    assert letter.subject == f"{words}: Osaka partnering day"


def test_who_knows_an_earlier_state_is_told_what_changed_with_a_new_calendar_file(event):
    first = confirm(register(event))
    assert not_told(event) == []
    event.place, event.start_on = "Kobe, Japan", event.start_on + timedelta(days=1)
    event.save()
    later = confirm(register(event))
    assert [entry.registration for entry in not_told(event)] == [first]
    assert tell_changes(event=event) == 1
    assert tell_changes(event=event) == 0
    (letter,) = letters("Changed")
    assert letter.to == [first.attendees.get().email]
    assert "the day" in letter.body
    assert "the place" in letter.body
    assert "the hour" not in letter.body
    assert b"SEQUENCE:3" in _bytes(letter.attachments[0][1])
    assert later.state == RegistrationState.CONFIRMED


def test_what_was_typed_wrongly_and_mended_is_told_to_nobody(event):
    confirm(register(event))
    place = event.place
    for name in ("Wrong", place):
        event.place = name
        event.save()
    assert not_told(event) == []


def test_that_the_event_is_called_off_is_told_to_those_who_wait_too(event):
    confirm(register(event))
    register(event, state=RegistrationState.WAITING_LIST)
    register(event, state=RegistrationState.DECLINED)
    event.status = "cancelled"
    event.save()
    mail.outbox.clear()
    assert tell_changes(event=event) == 2
    assert subjects() == ["Does not take place"] * 2
    assert b"STATUS:CANCELLED" in _bytes(mail.outbox[0].attachments[0][1])


def test_what_changed_costs_four_queries_however_many_there_are(event, django_assert_num_queries):
    for _ in range(3):
        confirm(register(event))
    event.place = "Kobe"
    event.save()
    with django_assert_num_queries(4):
        assert len(not_told(event)) == 3


# Delegations and privacy -------------------------------------------------------------------------


def test_registrations_travel_with_a_delegation_of_their_event_only(event):
    own, foreign = DelegationFactory(event=event), DelegationFactory()
    made = confirm(register(event))
    assert assign(registrations=[made], delegation=foreign) == 0
    assert assign(registrations=[made], delegation=own) == 1
    assert now(made).delegation == own
    assert assign(registrations=[made], delegation=None) == 1


def test_a_person_reads_and_erases_where_it_was_registered_and_invited(event):
    person = UserFactory(email="me@example.org")
    made = RegistrationFactory(event=event)
    AttendeeFactory(registration=made, email="ME@example.org", name="Former name", phone="12")
    EventInvitationFactory(event=event, email="me@example.org")
    told = describe_person(person)
    assert told["Registered for events"][0]["name"] == "Former name"
    assert len(told["Invited to events"]) == 1
    erase_person(person=person, by=None, reason="Asked")
    kept = made.attendees.get()
    assert (kept.name, kept.email, kept.phone, kept.is_contact) == ("Erased", "", "", False)
    assert not Attendee.history.exclude(name="Erased").exists()
    assert not EventInvitation.objects.exists()
    assert not EventInvitation.history.exists()


def test_persons_of_events_long_over_are_forgotten_and_still_counted(home, settings):
    settings.EVENT_PEOPLE_KEPT_DAYS = 100
    old = make_event(home, start_on=date(2018, 6, 1))
    fresh = make_event(home)
    for event in (old, fresh):
        register(event, state=RegistrationState.CONFIRMED)
        EventInvitationFactory(event=event)
    assert forget_people(timezone.localdate()) == 1
    assert forget_people(timezone.localdate()) == 0
    assert Attendee.objects.get(registration__event=old).name == "Erased"
    assert Attendee.objects.get(registration__event=fresh).name != "Erased"
    assert [row.event for row in EventInvitation.objects.all()] == [fresh]
    assert Participation.objects.count() == 2


def test_what_nobody_confirmed_is_forgotten_after_two_weeks(event, time_machine):
    register(event)
    kept = register(event, state=RegistrationState.WAITING_LIST)
    assert forget_unconfirmed() == 0
    time_machine.move_to(timezone.now() + timedelta(days=15))
    assert forget_unconfirmed() == 1
    assert list(Registration.objects.all()) == [kept]
    assert not OrganisationFactory._meta.model.objects.filter(name="Erased").exists()

"""Two questions about each meeting, on the participant's page and by e-mail."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from events.choices import MeetingState, ParticipationState
from events.models import MeetingFeedback
from events.services.feedback import ask_for_feedback
from partnership.models import Email
from tests.events.going import going_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def going():
    return going_event()


def page(registration):
    return reverse("registration_feedback", args=[registration.link])


def answers(meeting, useful="4", goes_on="yes"):
    return {
        "meeting": str(meeting.pk),
        f"m{meeting.pk}-useful": useful,
        f"m{meeting.pk}-goes_on": goes_on,
    }


def test_meetings_that_are_over_are_asked_about(client, going):
    response = client.get(page(going.registrations[0]))
    assert [row.other.name for row in response.context["rated"]] == ["Gamma Kogaku"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_what_did_not_take_place_is_not_asked_about(client, going):
    going.meetings[0].state = MeetingState.NO_SHOW
    going.meetings[0].save()
    response = client.get(page(going.registrations[0]))
    assert "There is no meeting to rate yet." in response.content.decode()


def test_an_answer_is_kept_and_may_be_changed(client, going):
    registration, meeting = going.registrations[0], going.meetings[0]
    address = page(registration)
    response = client.post(address, answers(meeting))
    assert response.headers["Location"] == f"{address}?saved={meeting.pk}#meeting-{meeting.pk}"
    assert "your answer is saved" in client.get(response.headers["Location"]).content.decode()
    client.post(page(registration), answers(meeting, "2", "no"))
    rating = MeetingFeedback.objects.get()
    assert (rating.organisation_id, rating.useful, rating.goes_on) == (
        going.parties[0].pk,
        2,
        "no",
    )
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.SCHEDULED


def test_what_is_missing_is_told_and_the_rest_is_kept(client, going):
    registration, meeting = going.registrations[0], going.meetings[0]
    response = client.post(page(registration), answers(meeting, "", "perhaps"))
    assert response.status_code == 422
    shown = response.content.decode()
    assert "Choose a number from 1 to 5." in shown
    assert f'value="perhaps" id="id_m{meeting.pk}-goes_on_1" checked' in " ".join(
        shown.replace("required ", "").split()
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_meetings_of_others_and_of_later_cannot_be_rated(client, going, number):
    response = client.post(page(going.registrations[0]), answers(going.meetings[number]))
    assert response.status_code == 409
    assert not MeetingFeedback.objects.exists()


def test_a_forged_link_opens_nothing(client, going):
    address = reverse("registration_feedback", args=["1.1~forged~link"])
    assert client.get(address).status_code == 404


def test_the_page_costs_the_same_however_many_meetings(client, going, django_assert_num_queries):
    for expected in (1, 3):
        with django_assert_num_queries(3):
            response = client.get(page(going.registrations[0]))
        assert len(response.context["rated"]) == expected
        for meeting in going.meetings[1:3]:
            meeting.party_a, meeting.party_b = going.parties[0], going.parties[4]
            meeting.state = MeetingState.HELD
            meeting.save()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Comment se sont passés vos rendez-vous ?"),
        ("de", "Wie waren Ihre Gespräche?"),
    ],
)
def test_the_page_speaks_the_language_of_its_address(client, going, language, words):
    address = f"/{language}{page(going.registrations[0])}"
    assert words in client.get(address).content.decode()


@pytest.fixture
def over(going):
    """The event of two days ago, to which the first and the third came."""
    going.event.start_on = timezone.localdate() - timedelta(days=2)
    going.event.save()
    for number in (0, 2):
        going.registrations[number].participation.state = ParticipationState.ATTENDED
        going.registrations[number].participation.save()
    return going


def asked():
    return list(Email.objects.order_by("pk").values_list("to_address", "subject"))


def test_whoever_came_and_met_is_asked_once(over):
    assert [ask_for_feedback(timezone.now()) for _ in range(2)] == [2, 0]
    assert asked() == [
        (person.attendees.get().email, "How were your meetings at Photonics days?")
        for person in (over.registrations[0], over.registrations[2])
    ]
    assert "/feedback/" in mail.outbox[0].body


def test_nobody_is_asked_before_the_end(going):
    going.registrations[0].participation.state = ParticipationState.ATTENDED
    going.registrations[0].participation.save()
    evening = datetime.combine(
        going.event.start_on, datetime.min.time(), timezone.get_current_timezone()
    )
    assert ask_for_feedback(evening + timedelta(hours=23)) == 0
    assert ask_for_feedback(evening + timedelta(hours=24)) == 1


def test_nobody_is_asked_about_an_old_event(over):
    assert ask_for_feedback(timezone.now() + timedelta(days=20)) == 0


def test_the_e_mail_speaks_the_language_of_the_registration(over):
    over.registrations[0].language = "fr"
    over.registrations[0].save()
    ask_for_feedback(timezone.now())
    first = Email.objects.order_by("pk").first()
    assert first.subject == "Comment se sont passés vos rendez-vous lors de Photonics days ?"
    assert "/fr/registrations/" in mail.outbox[0].body
    assert "Évaluer mes rendez-vous" in mail.outbox[0].body

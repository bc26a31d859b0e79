"""The pages of the day: check-in, badges, walk-ins, no-shows, meetings held."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from events.choices import MeetingState, ParticipationState, RegistrationState
from events.models import Attendee, Meeting, Participation, Registration
from gateways.models import Organisation
from smes.models import Company
from tests.events.going import going_event, page, take_part
from tests.factories import OrganisationFactory, PartnershipFactory, UserFactory
from tests.pdf import texts
from tests.people import person_as

pytestmark = pytest.mark.django_db


PAGES = (
    "event_check_in",
    "event_present",
    "event_check_in_worker",
    "event_walk_in",
    "event_no_shows",
    "event_badges",
    "event_meetings",
    "event_live",
    "event_results",
    "event_summary",
    "event_result_answers",
    "event_import",
)


@pytest.mark.parametrize("name", PAGES)
def test_only_those_who_run_the_event_open_its_pages(client, going, name):
    address = page(going, name)
    assert client.get(address).status_code == 302
    for person in (UserFactory(), person_as("coordinator", PartnershipFactory())):
        client.force_login(person)
        assert client.get(address).status_code == 404
    client.force_login(person_as("coordinator", going.event.partnership))
    assert client.get(address).status_code == 200


def test_taps_of_others_are_not_taken(client, going, ada):
    client.force_login(UserFactory())
    assert client.post(page(going, "event_taps"), "{}", "application/json").status_code == 404
    assert client.post(page(going, "event_badge", ada.badge)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["Ada Vogel", "Béatrice Fabre", "Chiyo Mori", "Daichi Ito", "Émile Roux"]),
        ("beatrice", ["Béatrice Fabre"]),
        ("BETA las", ["Béatrice Fabre"]),
        ("kogaku mori", ["Chiyo Mori"]),
        ("nobody", []),
    ],
)
def test_people_are_found_by_name_and_organisation_however_they_are_spelt(
    office, going, asked, names
):
    response = office.get(page(going, "event_check_in"), {"q": asked})
    assert [row.name for row in response.context["people"]] == names


def test_one_tap_checks_in_and_another_takes_it_back_without_scripts(office, going, ada):
    address = page(going, "event_check_in")
    response = office.post(address, {"attendee": ada.pk, "comes": "1", "q": "ada"})
    assert response.headers["Location"] == f"{address}?q=ada"
    ada.refresh_from_db()
    assert ada.checked_in_at is not None
    office.post(address, {"attendee": ada.pk, "comes": "0"})
    ada.refresh_from_db()
    assert ada.checked_in_at is None


def send(office, going, *taps, now=None):
    body = {"now": (now or timezone.now()).isoformat(), "taps": list(taps)}
    return office.post(page(going, "event_taps"), json.dumps(body), "application/json")


def tap(person, name="a-1", *, comes=True, at="2018-06-01T09:00:00.123Z"):
    return {"id": name, "attendee": person.pk, "comes": comes, "at": at}


def test_a_device_sends_taps_and_each_is_answered(office, going, ada):
    response = send(office, going, tap(ada), {"id": "b", "attendee": "x"}, "nonsense")
    assert response.json() == {
        "answers": [
            {"id": "b", "refusal": "This tap cannot be read."},
            {"id": None, "refusal": "This tap cannot be read."},
            {"id": "a-1", "attendee": ada.pk, "is_in": True, "refusal": ""},
        ]
    }


def test_a_tap_keeps_its_moment(office, going, ada):
    send(office, going, tap(ada))
    ada.refresh_from_db()
    assert ada.checked_in_at.isoformat() == "2018-06-01T09:00:00.123000+00:00"


def test_the_clock_of_a_device_is_told_right(office, going, ada):
    now = timezone.now()
    ahead = now + timedelta(days=1)
    at = (ahead - timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    send(office, going, tap(ada, at=at), now=ahead)
    ada.refresh_from_db()
    assert abs(ada.checked_in_at - (now - timedelta(minutes=10))) < timedelta(minutes=1)


def test_a_moment_that_clocks_at_home_have_twice_is_kept(office, going, ada):
    send(office, going, tap(ada, at="2020-10-25T02:30:00.000Z"))
    ada.refresh_from_db()
    assert ada.checked_in_at.isoformat() == "2020-10-25T02:30:00+00:00"


@pytest.mark.parametrize("body", ["", "[]", "null", '{"taps": 3}', '"taps"'])
def test_what_is_no_list_of_taps_is_refused(office, going, body):
    response = office.post(page(going, "event_taps"), body, "application/json")
    assert response.status_code == 400


def test_a_device_learns_who_is_in_only_when_something_changed(office, going, ada):
    address = page(going, "event_present")
    first = office.get(address)
    assert first.json()["present"] == []
    again = {"If-None-Match": first.headers["ETag"]}
    assert office.get(address, headers=again).status_code == 304
    send(office, going, tap(ada))
    assert office.get(address, headers=again).json()["present"] == [ada.pk]


def test_live_numbers(office, going, ada):
    send(office, going, tap(ada))
    Meeting.objects.filter(pk=going.meetings[0].pk).update(state=MeetingState.HELD)
    answer = office.get(page(going, "event_live")).json()
    assert {name: answer[name] for name in ("expected", "present", "scheduled", "held")} == {
        "expected": 5,
        "present": 1,
        "scheduled": 4,
        "held": 1,
    }
    assert [(side["side"], side["present"], side["expected"]) for side in answer["sides"]] == [
        ("eu_cluster", 0, 1),
        ("eu_sme", 1, 2),
        ("third_intermediary", 0, 1),
        ("third_business", 0, 1),
    ]


@pytest.mark.parametrize("more", [0, 5])
def test_lists_cost_the_same_however_long_they_are(office, going, django_assert_num_queries, more):
    for number in range(more):
        party = OrganisationFactory(partnership=going.event.partnership)
        take_part(going.event, party, f"Person {number}")
    for name, queries in (
        ("event_check_in", 7),
        ("event_meetings", 8),
        ("event_live", 5),
        ("event_no_shows", 7),
    ):
        with django_assert_num_queries(queries):
            assert office.get(page(going, name)).status_code == 200


def test_a_badge_checks_its_person_in(office, going, ada):
    address = page(going, "event_badge", ada.badge)
    assert "Not checked in yet" in office.get(address).content.decode()
    ada.refresh_from_db()
    assert ada.checked_in_at is None
    shown = office.post(address, {"comes": "1"}, follow=True).content.decode()
    assert "Checked in at" in shown
    office.post(address, {"comes": "0"})
    ada.refresh_from_db()
    assert ada.checked_in_at is None


def test_a_badge_of_another_event_is_told_apart(office, going):
    other = going_event(name="Another")
    stranger = Attendee.objects.filter(registration__event=other.event).first()
    response = office.get(page(going, "event_badge", stranger.badge))
    assert response.status_code == 404
    assert "This badge is not of this event" in response.content.decode()


def test_badges_have_name_organisation_and_country(office, going):
    text = " ".join(texts(office.get(page(going, "event_badges")).content))
    for words in ("Ada Vogel", "Alpha Optik GmbH", "Germany", "Émile Roux"):
        assert words in text
    one = " ".join(texts(office.get(page(going, "event_badges"), {"q": "ada"}).content))
    assert "Ada Vogel" in one
    assert "Émile Roux" not in one
    assert office.get(page(going, "event_badges"), {"q": "nobody"}).status_code == 404


@pytest.mark.parametrize(("ending", "begin"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_the_code_of_a_badge(office, going, ada, ending, begin):
    response = office.get(page(going, "event_badge_code", ada.badge, ending))
    assert response.content.startswith(begin)


WALK_IN = {
    "name": "Kim Nova",
    "organisation_name": "Nova Photonics",
    "country": "ES",
    "side": "eu_sme",
    "kind": "business",
    "email": "kim@example.org",
}


def test_a_walk_in_is_entered_and_checked_in(office, going):
    response = office.post(page(going, "event_walk_in"), WALK_IN)
    person = Attendee.objects.get(name="Kim Nova")
    assert response.headers["Location"] == page(going, "event_badge", person.badge)
    registration = person.registration
    assert (person.is_walk_in, person.is_contact) == (True, True)
    assert person.checked_in_at is not None
    assert registration.state == RegistrationState.CONFIRMED
    assert registration.participation.state == ParticipationState.ATTENDED
    assert Company.objects.get(name="Nova Photonics").country.code == "ES"


def test_a_walk_in_of_a_known_organisation_joins_its_registration(office, going):
    before = Registration.objects.count(), Organisation.objects.count()
    typed = {**WALK_IN, "organisation_name": "beta  LASERS", "country": "FR", "email": ""}
    for _ in range(2):
        office.post(page(going, "event_walk_in"), typed)
    assert (Registration.objects.count(), Organisation.objects.count()) == before
    person = Attendee.objects.get(name="Kim Nova")
    assert person.registration == going.registrations[1]


def test_a_walk_in_needs_an_organisation_and_keeps_what_was_typed(office, going):
    response = office.post(page(going, "event_walk_in"), {**WALK_IN, "organisation_name": ""})
    assert response.status_code == 400
    assert response.context["form"].errors == {"organisation_name": ["This field is required."]}
    assert 'value="Kim Nova"' in response.content.decode()


def test_no_shows_are_marked_after_the_event_only(office, going, ada):
    send(office, going, tap(ada))
    address = page(going, "event_no_shows")
    seen = list(Participation.objects.exclude(state="attended").values_list("pk", flat=True))
    office.post(address, {"seen": seen})
    assert not Participation.objects.filter(state=ParticipationState.NO_SHOW).exists()
    going.event.start_on -= timedelta(days=2)
    going.event.save()
    assert [row.pk for row in office.get(address).context["rows"]] != []
    late = going.registrations[4].participation
    office.post(address, {"seen": [pk for pk in seen if pk != late.pk]})
    states = Participation.objects.order_by("organisation__name").values_list("state", flat=True)
    assert list(states) == ["attended", "no-show", "no-show", "confirmed", "no-show"]

"""Taps that check people in: late, twice, out of order, by a wrong clock, and for the wrong person."""

from datetime import UTC, datetime, timedelta

import pytest

from events.choices import ParticipationState, RegistrationState
from events.models import Attendee
from events.services.check_in import Tap, take_taps, told_right
from tests.factories import AttendeeFactory, EventFactory, UserFactory

pytestmark = pytest.mark.django_db

NINE = datetime(2018, 6, 1, 9, 0, tzinfo=UTC)


def minute(number):
    return NINE + timedelta(minutes=number)


@pytest.fixture
def person():
    return AttendeeFactory()


@pytest.fixture
def by():
    return UserFactory()


def tap(person, number, *, comes=True, name=""):
    return Tap(name or f"tap-{number}-{comes}", person.pk, comes, minute(number))


def take(person, by, *taps):
    answers = take_taps(event=person.registration.event, taps=taps, by=by)
    person.refresh_from_db()
    person.registration.participation.refresh_from_db()
    return answers


def state_of(person):
    return person.registration.participation.state


def test_the_first_person_who_comes_makes_the_organisation_attend(person, by):
    [answer] = take(person, by, tap(person, 0))
    assert (answer.is_in, answer.refusal) == (True, "")
    assert (person.checked_in_at, person.checked_in_by) == (NINE, by)
    assert state_of(person) == ParticipationState.ATTENDED


def test_taking_the_last_check_in_back_confirms_the_organisation_again(person, by):
    other = AttendeeFactory(registration=person.registration, is_contact=False)
    take(person, by, tap(person, 0), tap(other, 0))
    take(person, by, tap(person, 1, comes=False))
    assert state_of(person) == ParticipationState.ATTENDED
    take(person, by, tap(other, 2, comes=False))
    assert person.checked_in_at is None
    assert state_of(person) == ParticipationState.CONFIRMED


def test_somebody_who_was_marked_as_no_show_may_still_come(person, by):
    person.registration.participation.state = ParticipationState.NO_SHOW
    person.registration.participation.save()
    take(person, by, tap(person, 0))
    assert state_of(person) == ParticipationState.ATTENDED


def test_a_tap_that_is_sent_again_changes_nothing(person, by):
    take(person, by, tap(person, 0))
    versions = Attendee.history.count()
    take(person, by, tap(person, 0))
    take(person, by, tap(person, 0), tap(person, 0))
    assert Attendee.history.count() == versions
    assert person.checked_in_at == NINE


def test_a_tap_sent_again_after_it_was_taken_back_does_not_count_again(person, by):
    take(person, by, tap(person, 0, name="first"))
    take(person, by, tap(person, 1, comes=False, name="second"))
    # The same tap, told a little later because the message took long.
    take(person, by, tap(person, 5, name="first"))
    assert person.checked_in_at is None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_later_moment_counts_in_whatever_order_taps_arrive(person, by, order):
    taps = [tap(person, 0), tap(person, 1, comes=False)]
    for number in order:
        take(person, by, taps[number])
    assert person.checked_in_at is None


def test_a_second_device_that_also_checked_in_is_not_undone_by_an_earlier_tap(person, by):
    take(person, by, tap(person, 0, name="a"), tap(person, 3, name="b"))
    take(person, by, tap(person, 2, comes=False, name="c"))
    assert person.checked_in_at == NINE


def test_a_person_of_another_event_is_refused(person, by):
    [answer] = take_taps(event=EventFactory(), taps=[tap(person, 0)], by=by)
    person.refresh_from_db()
    assert answer.refusal == "This person is not on the list of this event."
    assert person.checked_in_at is None


def test_a_registration_that_is_not_confirmed_is_refused(by):
    person = AttendeeFactory(name="Ada", registration__state=RegistrationState.WAITING_LIST)
    [answer] = take_taps(event=person.registration.event, taps=[tap(person, 0)], by=by)
    assert answer.refusal == "The registration of Ada is not confirmed (on the waiting list)."


def test_the_cost_of_taps_does_not_grow_with_those_known(person, by, django_assert_num_queries):
    taps = [tap(person, number) for number in range(3)]
    take(person, by, *taps)
    event = person.registration.event
    with django_assert_num_queries(6):
        take_taps(event=event, taps=taps, by=by)


@pytest.mark.parametrize(
    ("device", "expected"),
    [
        (minute(60), minute(55)),
        (minute(59), minute(55)),
        (minute(120), minute(0) - timedelta(minutes=5)),
        (minute(0), minute(60)),
        (None, minute(55)),
    ],
)
def test_a_clock_that_is_off_is_told_right(device, expected):
    assert told_right(minute(55), device_now=device, now=minute(60)) == expected


def test_no_tap_is_of_the_future():
    assert told_right(minute(90), device_now=None, now=minute(60)) == minute(60)

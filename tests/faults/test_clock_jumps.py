"""The clock is put forward and back: nobody is written to twice, and no work stays locked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from common.limits import is_too_often
from common.links import LinkHasExpired, PrivateLinks
from events.services.computing import find_waiting
from events.services.news import remind_registrants
from events.tasks import remind_of_events
from partnership.mail.recovery import send_waiting
from partnership.models import Email
from partnership.tasks import forget_sessions
from reporting.jobs.recovery import find_work
from reporting.models import Job
from smes.services.reminders import remind_of_expressions
from tests.factories import (
    AttendeeFactory,
    EmailFactory,
    EventFactory,
    JobFactory,
    RegistrationFactory,
    ReviewFactory,
    ScheduleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGIN = datetime(2027, 5, 12, 8, tzinfo=UTC)
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture
def clock():
    """A clock that a test puts forward and back."""
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


# Work that somebody holds --------------------------------------------------------------------


@pytest.mark.parametrize("jump", [HOUR, DAY, 365 * DAY])
def test_a_job_of_a_dead_worker_is_taken_up_although_the_clock_was_put_back(jump):
    job = JobFactory(state="running", owner="host:1:abc", attempts=1)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=Now() + jump)
    assert find_work() == [job.pk]
    job.refresh_from_db()
    assert (job.state, job.owner, job.attempts) == ("queued", "", 1)


def test_a_job_of_a_living_worker_stays_with_it():
    job = JobFactory(state="running", owner="host:1:abc", attempts=1)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=Now() + timedelta(seconds=5))
    assert find_work() == []


def test_workers_are_told_again_of_a_job_although_the_clock_was_put_back():
    job = JobFactory(state="queued")
    Job.objects.filter(pk=job.pk).update(sent_at=Now() + HOUR)
    assert find_work() == [job.pk]
    assert find_work() == []


def test_an_e_mail_of_a_dead_worker_is_sent_once_although_the_clock_was_put_back(mailoutbox):
    email = EmailFactory(state="sending", owner="host:1:abc", attempts=1)
    Email.objects.filter(pk=email.pk).update(claimed_at=Now() + DAY)
    assert (send_waiting(), send_waiting()) == (1, 0)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(("waits", "sent"), [(HOUR, 0), (24 * HOUR, 0), (3 * DAY, 1)])
def test_an_e_mail_waits_no_longer_than_the_longest_delay(waits, sent, mailoutbox):
    email = EmailFactory(attempts=3)
    Email.objects.filter(pk=email.pk).update(next_attempt_at=Now() + waits)
    assert send_waiting() == sent
    assert len(mailoutbox) == sent


def test_a_schedule_of_a_dead_worker_is_computed_anew_although_the_clock_was_put_back():
    schedule = ScheduleFactory(
        state="computing", started_at=timezone.now() + 5 * HOUR, attempts=1, finished_at=None
    )
    assert find_waiting() == [schedule.pk]


# Reminders -----------------------------------------------------------------------------------


def test_nobody_is_reminded_of_an_event_twice_whatever_the_clock_does(clock):
    event = EventFactory(start_on=BEGIN.date() + 7 * DAY, status="planned")
    for _ in range(2):
        AttendeeFactory(registration=RegistrationFactory(event=event, state="confirmed"))
    for moment in (BEGIN, BEGIN + HOUR, BEGIN - HOUR, BEGIN + 6 * DAY, BEGIN, BEGIN + 6 * DAY):
        clock.move_to(moment)
        remind_of_events()
    reminders = Email.objects.filter(kind__contains="remind").values_list("about_id", "kind")
    assert len(reminders) == 4  # of two registrants each, a week and a day before
    assert remind_registrants(BEGIN.date() + 6 * DAY) == 2
    assert Email.objects.filter(kind__contains="remind").count() == 4


def test_a_reviewer_is_reminded_once_for_each_stage_whatever_the_clock_does(clock):
    review = ReviewFactory(due_on=BEGIN.date() + 2 * DAY, expression__state="under review")
    for moment in (BEGIN, BEGIN + 5 * DAY, BEGIN, BEGIN - HOUR, BEGIN + 5 * DAY, BEGIN + 6 * DAY):
        clock.move_to(moment)
        remind_of_expressions()
    letters = Email.objects.filter(kind__contains="remind", to_address=review.reviewer.email)
    assert letters.count() == 2  # soon, and overdue


@pytest.mark.parametrize("night", [datetime(2027, 3, 28), datetime(2027, 10, 31)])  # noqa: DTZ001
def test_the_nights_in_which_an_hour_is_missing_or_comes_twice_remind_once(clock, night):
    """Each half hour of the night; the day of an event is a day of the calendar, not 24 hours."""
    midnight = night.replace(tzinfo=BRUSSELS)
    event = EventFactory(start_on=night.date() + 7 * DAY, status="planned")
    AttendeeFactory(registration=RegistrationFactory(event=event, state="confirmed"))
    for half_hours in range(12):
        clock.move_to(midnight.astimezone(UTC) + half_hours * HOUR / 2)
        remind_of_events()
    assert Email.objects.filter(kind__contains="remind").count() == 1


# People --------------------------------------------------------------------------------------


def test_links_end_in_time_after_a_jump_and_open_again_when_the_clock_is_right(clock):
    links = PrivateLinks("a purpose of this test", lasts=DAY)
    link = links.make(7, 1)
    clock.move_to(BEGIN + 2 * DAY)
    with pytest.raises(LinkHasExpired):
        links.read(link)
    clock.move_to(BEGIN - HOUR)
    assert links.read(link).pk == 7
    clock.move_to(BEGIN + HOUR)
    assert links.read(link).pk == 7


def test_somebody_signed_in_stays_so_when_an_hour_is_added_or_taken(clock):
    person = UserFactory()
    browser = Client()
    browser.force_login(person)
    for moment in (BEGIN + HOUR, BEGIN - HOUR, BEGIN + DAY, BEGIN):
        clock.move_to(moment)
        forget_sessions()
        page = browser.get("/account/")
        assert (page.status_code, person.email in page.content.decode()) == (200, True)


def test_a_limit_opens_again_once_the_clock_is_where_it_was(clock, rf):
    def is_closed():
        request = rf.post("/", REMOTE_ADDR="192.0.2.7")
        return is_too_often(request, "write", app="smes", limits={"write": "2/10m/ip"})

    assert [is_closed() for _ in range(3)] == [False, False, True]
    clock.move_to(BEGIN - HOUR)
    assert is_closed()
    clock.move_to(BEGIN + timedelta(minutes=11))
    assert not is_closed()

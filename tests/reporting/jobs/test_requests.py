"""Asking for work: once for all who want the same, and nothing that was asked for is lost."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from reporting.exceptions import JobNotPossible
from reporting.jobs.asking import request_rendering
from reporting.jobs.requests import cancel_job, retry_job
from reporting.models import Job
from reporting.rendering import Wanted
from reporting.tasks import run_job
from tests.factories import JobFactory, NarrativeSectionFactory, ReportFactory, UserFactory
from tests.people import coordinator, officer

pytestmark = pytest.mark.django_db


def test_work_is_done_and_its_result_kept(ask):
    job = ask(number=7)
    assert (job.state, job.result, job.attempts) == ("done", {"made": 7}, 1)
    assert (job.owner, job.heartbeat_at, job.error) == ("", None, "")
    assert job.created_at <= job.started_at <= job.finished_at


def test_who_asks_for_the_same_joins_and_is_attached(ask, no_worker):
    first, other = ask(), UserFactory()
    assert ask(by=other) == first
    assert ask(by=AnonymousUser()) == first
    assert ask(by=first.requested_by) == first
    assert list(first.followers.all()) == [other]
    assert no_worker == [first.pk]


def test_other_parameters_are_other_work(ask, no_worker):
    assert len({ask(number=1), ask(number=2), ask(report=ReportFactory())}) == 3


def test_what_is_finished_is_joined_by_nobody(ask):
    assert ask() != ask()


def test_a_rendering_of_changed_records_is_another_one(no_worker):
    report = ReportFactory(is_public=True)

    def request():
        return request_rendering(report=report, wanted=Wanted.of(report, "pdf"), by=AnonymousUser())

    first = request()
    assert request() == first
    NarrativeSectionFactory(report=report)
    assert request() != first


def test_work_is_only_for_those_who_may_ask_for_it(ask, work):
    work.may = False
    with pytest.raises(PermissionDenied):
        ask()
    assert not Job.objects.exists()


def test_an_anonymous_reader_is_nobody_in_particular(ask):
    assert ask(by=AnonymousUser()).requested_by is None


@pytest.mark.django_db(transaction=True)
def test_no_worker_is_told_of_what_is_rolled_back(ask, no_worker):
    with suppress(ZeroDivisionError), transaction.atomic():
        ask()
        raise ZeroDivisionError
    assert (no_worker, Job.objects.count()) == ([], 0)


def test_a_queue_that_is_away_loses_nothing(ask, monkeypatch):
    def away(*args, **options):
        raise ConnectionError("Nobody listens.")

    monkeypatch.setattr(run_job, "apply_async", away)
    job = ask()
    assert (job.state, job.sent_at) == ("queued", None)


def test_the_person_who_asked_and_the_office_may_stop_work(ask, no_worker):
    job = ask()
    for stranger in (AnonymousUser(), UserFactory(), officer()):
        with pytest.raises(PermissionDenied):
            cancel_job(job=job, by=stranger)
    editor = coordinator()
    assert cancel_job(job=job, by=editor).state == "cancelled"
    assert cancel_job(job=ask(), by=job.requested_by).state == "cancelled"


def test_nobody_stops_what_an_anonymous_reader_asked_for(ask, no_worker):
    with pytest.raises(PermissionDenied):
        cancel_job(job=ask(by=AnonymousUser()), by=AnonymousUser())


def test_work_that_runs_is_told_to_stop(ask, no_worker):
    job = ask()
    Job.objects.update(state="running", owner="a worker")
    job = cancel_job(job=job, by=job.requested_by)
    assert (job.state, job.cancel_requested, job.owner) == ("running", True, "a worker")


def test_what_has_ended_stays_as_it_is(ask):
    job = ask()
    assert cancel_job(job=job, by=job.requested_by).state == "done"
    assert not job.cancel_requested


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_what_failed_or_was_stopped_can_be_asked_for_again(work, state):
    job = JobFactory(kind="told", state=state, parameters={"number": 3}, error="Words.")
    person = UserFactory()
    again = retry_job(job=job, by=person)
    assert again != job
    assert (again.state, again.result, again.requested_by) == ("done", {"made": 3}, person)
    job.refresh_from_db()
    assert (job.state, job.error) == (state, "Words.")


@pytest.mark.parametrize("state", ["queued", "running", "waiting", "done"])
def test_what_is_under_way_or_done_cannot(work, state):
    with pytest.raises(JobNotPossible):
        retry_job(job=JobFactory(kind="told", state=state), by=UserFactory())


def test_what_is_done_and_gone_can(work):
    work.is_gone = True
    assert retry_job(job=JobFactory(kind="told", state="done"), by=UserFactory()).is_done


def test_a_part_and_work_of_a_kind_that_is_no_more_cannot(work):
    part = JobFactory(kind="told", state="failed", parent=JobFactory(state="failed"))
    for job in (part, JobFactory(kind="of old", state="failed")):
        with pytest.raises(JobNotPossible):
            retry_job(job=job, by=UserFactory())

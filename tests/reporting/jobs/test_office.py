"""Background work in the office, and submissions that are written there."""

import pytest

from reporting.models import Job, Snapshot
from reporting.tasks import run_job
from tests.factories import JobFactory, ReportFactory
from tests.office import change_page, page, signed_in
from tests.people import coordinator, officer
from tests.reporting.life import approved_report
from tests.reporting.test_life_in_the_office import step_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root", "quick")]


@pytest.fixture
def report():
    return approved_report()


def act(client, action, *jobs):
    data = {"action": action, "_selected_action": [job.pk for job in jobs]}
    return client.post(page(Job, "changelist"), data, follow=True)


def test_a_submission_is_written_in_the_background(client, report, no_worker):
    office = signed_in(client)
    response = office.post(step_page(report, "submit"), {"comment": "Final."})
    job = Job.objects.get()
    assert (response.status_code, response["Location"]) == (302, job.get_absolute_url())
    assert office.get(job.get_absolute_url()).status_code == 200
    assert not Snapshot.objects.exists()
    run_job(job.pk)
    snapshot = Snapshot.objects.get()
    assert (snapshot.comment, snapshot.submitted_by.email) == ("Final.", "office@example.org")
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"snapshot": snapshot.pk, "version": 1})


def test_the_page_of_the_report_shows_what_is_being_made(client, report, no_worker):
    office = signed_in(client)
    office.post(step_page(report, "submit"), {"comment": ""})
    Job.objects.update(state="running", owner="w", stage="Writing", done=9, total=20)
    JobFactory(report=report, state="done", kind="render")
    JobFactory(state="running", owner="w")
    shown = office.get(change_page(report)).content.decode()
    assert f"Submission of {report}</a>: Writing, 45 %" in shown
    assert shown.count("life-work") == 1


def test_a_round_is_submitted_once_however_often_it_is_asked_for(client, report, no_worker):
    first, second = (coordinator(report.partnership) for _ in range(2))
    for person in (first, second):
        client.force_login(person)
        client.post(step_page(report, "submit"), {"comment": f"Says {person}."})
    job = Job.objects.get()
    assert (job.requested_by, list(job.followers.all())) == (first, [second])


def test_a_submission_that_was_done_by_a_worker_that_died_then_is_found(client, report, no_worker):
    signed_in(client).post(step_page(report, "submit"), {"comment": ""})
    job = Job.objects.get()
    run_job(job.pk)
    Job.objects.update(state="queued", result={})
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["version"], Snapshot.objects.count()) == ("done", 1, 1)


def test_who_lost_the_right_meanwhile_submits_nothing(client, report, no_worker):
    person = coordinator(report.partnership)
    client.force_login(person)
    client.post(step_page(report, "submit"), {"comment": ""})
    person.roles.all().delete()
    job = Job.objects.get()
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error == "Whoever asked for this may not submit reports any more."
    assert not Snapshot.objects.exists()


def test_another_round_is_not_submitted_in_place_of_the_one_asked_for(client, report, no_worker):
    signed_in(client).post(step_page(report, "submit"), {"comment": ""})
    type(report).objects.update(round=2)
    job = Job.objects.get()
    run_job(job.pk)
    job.refresh_from_db()
    assert job.error == "The report is in another round by now. Nothing was submitted."
    assert not Snapshot.objects.exists()


def test_a_submission_that_is_not_possible_is_refused_at_once(client):
    report = ReportFactory()
    response = signed_in(client).post(step_page(report, "submit"), {"comment": ""})
    assert "the report is draft, and would have to be approved" in response.content.decode()
    assert not Job.objects.exists()


# The list ------------------------------------------------------------------------------------


def test_the_office_stops_and_tries_again(client, work):
    office = signed_in(client)
    waiting = JobFactory(kind="told")
    failed = JobFactory(kind="told", state="failed", parameters={"number": 2})
    act(office, "stop", waiting, failed)
    waiting.refresh_from_db()
    failed.refresh_from_db()
    assert (waiting.state, failed.state) == ("cancelled", "failed")
    act(office, "try_again", failed)
    again = Job.objects.exclude(pk__in=[waiting.pk, failed.pk]).get()
    assert (again.state, again.requested_by.email) == ("done", "office@example.org")
    shown = act(office, "try_again", again).content.decode()
    assert "Only what has failed or was stopped can be asked for again." in shown


def test_whoever_only_looks_is_offered_neither(client, work):
    waiting = JobFactory(kind="told")
    client.force_login(officer())
    assert "try_again" not in client.get(page(Job, "changelist")).content.decode()
    act(client, "stop", waiting)
    waiting.refresh_from_db()
    assert waiting.state == "queued"


def test_jobs_are_neither_typed_nor_changed(client):
    office = signed_in(client)
    job = JobFactory()
    assert office.get(page(Job, "add")).status_code == 403
    shown = office.get(change_page(job)).content.decode()
    assert 'name="_save"' not in shown
    assert f'<a href="{job.get_absolute_url()}">Follow it</a>' in shown


def test_a_report_with_finished_work_can_be_deleted(client):
    job = JobFactory(state="done")
    office = signed_in(client)
    assert (
        office.post(page(type(job.report), "delete", job.report.pk), {"post": 1}).status_code == 302
    )
    assert not Job.objects.exists()

"""Doing work: once, by one worker, whatever becomes of it."""

import pytest
from django.db import OperationalError

from reporting.engine.progress import confirm
from reporting.exceptions import RenderingFailed
from reporting.jobs.kind import Part, Split
from reporting.jobs.leases import LeaseLost, claim
from reporting.jobs.requests import cancel_job
from reporting.jobs.running import do_job
from reporting.models import Job, RenderedFile
from reporting.rendering import render_report
from tests.factories import JobFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db


def state_of(job):
    job.refresh_from_db()
    return job.state


def test_one_worker_takes_a_job(work):
    job = JobFactory(kind="told")
    lease = claim(job.pk)
    assert lease is not None
    assert claim(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.owner, job.attempts) == ("running", lease.owner, 1)
    assert job.heartbeat_at is not None


@pytest.mark.parametrize("state", ["running", "waiting", "done", "failed", "cancelled"])
def test_only_what_waits_is_taken(work, state):
    job = JobFactory(kind="told", state=state)
    assert do_job(job.pk) == []
    job.refresh_from_db()
    assert (job.state, job.attempts) == (state, 0)


def test_progress_is_shown(ask, work):
    seen = []

    def run(job, progress):
        progress("Laying out the pages", 2, 8)
        job.refresh_from_db()
        seen.append((job.stage, job.done, job.total, job.percent))
        return {}

    work.run = run
    assert ask().percent == 100
    assert seen == [("Laying out the pages", 2, 8, 25)]


def test_what_a_person_can_mend_is_told_in_those_words(ask, work):
    def run(job, progress):
        raise RenderingFailed("There is no space left. Free some and try again.")

    work.run = run
    job = ask()
    assert job.state == "failed"
    assert job.error == "There is no space left. Free some and try again."
    assert do_job(job.pk) == []
    assert (state_of(job), job.attempts) == ("failed", 1)


def test_a_fault_of_the_program_is_told_in_words_too_and_logged(ask, work, caplog):
    work.run = lambda job, progress: 1 / 0
    job = ask()
    assert job.state == "failed"
    assert job.error.startswith("It could not be made (ZeroDivisionError). Nothing is lost;")
    assert "division by zero" in caplog.text


def test_work_of_a_kind_that_is_no_more_fails(db):
    job = JobFactory(kind="of old")
    do_job(job.pk)
    assert state_of(job) == "failed"


def test_a_database_that_is_away_ends_nothing(ask, work):
    def run(job, progress):
        raise OperationalError("The connection was lost.")

    work.run = run
    job = ask()
    assert (job.state, job.error) == ("running", "")


def test_work_that_is_stopped_in_the_middle_leaves_nothing(ask, work):
    reached = []

    def run(job, progress):
        reached.append("begun")
        cancel_job(job=job, by=job.requested_by)
        progress("Laying out the pages", 1, 2)
        reached.append("gone on")
        return {"made": 1}

    work.run = run
    job = ask()
    assert (job.state, job.result, reached) == ("cancelled", {}, ["begun"])
    assert job.finished_at is not None


def test_whoever_lost_the_job_hears_of_it_and_publishes_nothing(ask, work):
    def run(job, progress):
        Job.objects.update(owner="somebody else")
        with pytest.raises(LeaseLost):
            progress("Laying out the pages", 1, 2)
        with pytest.raises(LeaseLost):
            confirm(progress)
        return {"made": "twice"}

    work.run = run
    job = ask()
    assert (job.state, job.owner, job.result) == ("running", "somebody else", {})


def test_a_rendering_whose_lease_is_lost_while_it_writes_is_not_published(root, quick):
    class Lost:
        def __call__(self, stage, done, total):
            """Hears nothing."""

        def confirm(self):
            raise LeaseLost

    report = ReportFactory(is_public=True)
    with pytest.raises(LeaseLost):
        render_report(report.partnership, report.document, "pdf", progress=Lost())
    assert not RenderedFile.objects.exists()
    assert not [path for path in root.rglob(".draft-*") if path.is_file()]


# Parts ---------------------------------------------------------------------------------------


def split_into(*numbers):
    """Work that splits into parts of these numbers; a part gives its own."""

    def run(job, progress):
        if job.parent_id is None:
            return Split([Part({"number": number}) for number in numbers])
        return {"made": job.parameters["number"]}

    return run


def test_a_job_is_joined_from_its_parts_in_their_order_and_once(ask, work):
    joined = []

    def finish(job, parts, progress):
        joined.append([part.result["made"] for part in parts])
        return {"made": joined[-1]}

    work.run, work.finish = split_into(3, 1, 2), finish
    job = ask()
    assert (job.state, job.result, joined) == ("done", {"made": [3, 1, 2]}, [[3, 1, 2]])
    assert [part.state for part in job.children.order_by("position")] == ["done"] * 3


def test_a_whole_that_waits_for_its_parts_holds_no_worker(ask, work, no_worker):
    work.run = split_into(1, 2)
    job = ask()
    parts = do_job(job.pk)
    assert (state_of(job), job.owner, job.heartbeat_at) == ("waiting", "", None)
    assert [do_job(parts[1]), do_job(parts[0])] == [[], [job.pk]]
    assert state_of(job) == "queued"
    assert do_job(job.pk) == []
    assert (state_of(job), job.result) == ("done", {"made": [1, 2]})


def test_a_part_that_fails_fails_the_whole_in_its_words(ask, work, no_worker):
    work.run = split_into(1, 2, 3)
    job = ask()
    first, second, third = do_job(job.pk)
    Job.objects.filter(pk=third).update(state="running", owner="another worker")

    def run(job, progress):
        raise RenderingFailed("Volume 1 is too long.")

    work.run = run
    assert do_job(first) == []
    assert (state_of(job), job.error) == ("failed", "Volume 1 is too long.")
    assert Job.objects.get(pk=second).state == "cancelled"
    running = Job.objects.get(pk=third)
    assert (running.state, running.cancel_requested) == ("running", True)


def test_stopping_the_whole_stops_its_parts_and_stopping_a_part_stops_the_whole(
    ask, work, no_worker
):
    for which in (0, 1):
        work.run = split_into(1, 2)
        job = ask(by=UserFactory())
        parts = do_job(job.pk)
        asked = [job, Job.objects.get(pk=parts[0])][which]
        cancel_job(job=asked, by=job.requested_by)
        states = Job.objects.filter(pk__in=[job.pk, *parts]).values_list("state", flat=True)
        assert list(states) == ["cancelled"] * 3
        assert do_job(parts[0]) == []


def test_a_split_into_nothing_is_a_fault(ask, work):
    work.run = lambda job, progress: Split([])
    assert ask().state == "failed"

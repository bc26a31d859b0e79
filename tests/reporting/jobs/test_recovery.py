"""What dead workers left behind: jobs are taken up again, files are swept."""

import os
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from common.whole_files import written_whole
from reporting.files import sweep_files
from reporting.jobs.leases import LeaseLost, claim
from reporting.jobs.recovery import find_work, prune_jobs, release
from reporting.jobs.states import JobState
from reporting.models import Job
from reporting.tasks import clear_away, take_up_jobs
from tests.factories import JobFactory, RenderedFileFactory, UserFactory

pytestmark = pytest.mark.django_db


def left_by_a_dead_worker(**fields):
    silent = timezone.now() - timedelta(seconds=31)
    return JobFactory(
        **{
            "kind": "told",
            "state": "running",
            "owner": "a dead worker",
            "heartbeat_at": silent,
            "attempts": 1,
            **fields,
        }
    )


def test_the_job_of_a_dead_worker_is_done_by_another(work):
    job = left_by_a_dead_worker(parameters={"number": 5})
    take_up_jobs()
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"made": 5}, 2)


def test_a_worker_that_gives_signs_of_life_keeps_its_job(work):
    job = left_by_a_dead_worker(heartbeat_at=timezone.now() - timedelta(seconds=20))
    assert find_work() == []
    job.refresh_from_db()
    assert (job.state, job.owner) == ("running", "a dead worker")


@pytest.mark.django_db(transaction=True)  # the clock of a transaction stands still
def test_the_sign_of_life_of_a_real_worker_grows_old(work, settings):
    job = JobFactory(kind="told")
    claim(job.pk)
    settings.JOBS_LEASE_SECONDS = 0.2
    assert find_work() == []
    time.sleep(0.4)
    assert find_work() == [job.pk]


def test_a_sign_of_life_in_the_last_moment_counts(work):
    job = left_by_a_dead_worker()
    seen = Job.objects.get()
    Job.objects.update(heartbeat_at=timezone.now())
    assert release(seen) is False
    job.refresh_from_db()
    assert (job.state, job.owner) == ("running", "a dead worker")


def test_of_two_that_look_at_once_one_takes_the_job_up(work):
    job = left_by_a_dead_worker()
    first, second = Job.objects.get(), Job.objects.get()
    assert [release(first), release(second)] == [True, False]
    assert find_work() == [job.pk]
    assert find_work() == []


def test_a_worker_that_was_only_slow_has_lost_its_job(work):
    job = JobFactory(kind="told", parameters={"number": 5})
    slow = claim(job.pk)
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=31))
    take_up_jobs()
    for late in (slow.renew, slow.confirm, lambda: slow.end(JobState.DONE, result={"made": 0})):
        with pytest.raises(LeaseLost):
            late()
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"made": 5})


def test_what_killed_three_workers_does_not_come_back(work):
    job = left_by_a_dead_worker(attempts=3)
    take_up_jobs()
    job.refresh_from_db()
    assert (job.state, job.owner, job.attempts) == ("failed", "", 3)
    assert job.error.startswith("The worker stopped 3 times while it was at this")
    assert find_work() == []


def test_a_part_that_killed_three_workers_fails_the_whole(work):
    whole = JobFactory(kind="told", state="waiting")
    left_by_a_dead_worker(attempts=3, parent=whole)
    take_up_jobs()
    whole.refresh_from_db()
    assert (whole.state, whole.error[:26]) == ("failed", "The worker stopped 3 times")


def test_work_that_was_stopped_while_its_worker_died_is_not_taken_up(work):
    job = left_by_a_dead_worker(cancel_requested=True)
    take_up_jobs()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("cancelled", 1)


def test_workers_are_told_again_of_what_waits_but_not_all_the_time(work):
    never = JobFactory(kind="told", sent_at=None)
    long_ago = JobFactory(kind="told", sent_at=timezone.now() - timedelta(seconds=61))
    JobFactory(kind="told", sent_at=timezone.now() - timedelta(seconds=30))
    assert sorted(find_work()) == [never.pk, long_ago.pk]
    assert find_work() == []


def test_work_finished_long_ago_is_deleted_with_its_parts(work):
    old, recent = timezone.now() - timedelta(days=31), timezone.now() - timedelta(days=29)
    gone = JobFactory(state="done", finished_at=old)
    JobFactory(state="done", finished_at=old, parent=gone)
    kept = {
        JobFactory(state="failed", finished_at=recent),
        JobFactory(state="queued"),
    }
    assert prune_jobs() == 1
    assert set(Job.objects.all()) == kept


@pytest.mark.parametrize("number", [1, 3])
def test_looking_for_work_costs_the_same_for_any_number(work, number, django_assert_num_queries):
    for _ in range(number):
        JobFactory(kind="told", requested_by=UserFactory())
    with django_assert_num_queries(2):
        find_work()


# Files ---------------------------------------------------------------------------------------


def aged(path, hours):
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment))


def test_a_file_is_there_whole_or_not_at_all(tmp_path):
    path = tmp_path / "new" / "report.pdf"
    with suppress(ZeroDivisionError), written_whole(path) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert list(path.parent.iterdir()) == []
    with written_whole(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_what_dead_workers_left_is_swept_and_nothing_else(root):
    known = RenderedFileFactory(path="rendered/known.pdf")
    files = {
        "rendered/known.pdf": 100,
        "rendered/unknown.pdf": 7,
        "rendered/just-written.pdf": 5,
        "rendered/.draft-dead": 7,
        "rendered/.draft-living": 5,
        "submitted/.draft-dead/report.pdf": 7,
        "submitted/laser-go/key-achievements/1/report.pdf": 100,
    }
    for name, hours in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        aged(path, hours)
    aged(root / "submitted/.draft-dead", 7)
    assert sorted(sweep_files()) == [
        "rendered/.draft-dead",
        "rendered/unknown.pdf",
        "submitted/.draft-dead",
    ]
    left = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    assert left == {
        known.path,
        "rendered/just-written.pdf",
        "rendered/.draft-living",
        "submitted/laser-go/key-achievements/1/report.pdf",
    }


def test_uploads_that_a_dead_process_left_half_written_are_swept_and_nothing_else(
    settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    files = {
        "expressions/2026/.draft-dead": 7,
        "expressions/2026/.draft-living": 5,
        "expressions/2026/letter.pdf": 100,
        ".draft-restore-1/expressions/letter.pdf": 100,
    }
    for name, hours in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        aged(path, hours)
    clear_away()
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == set(files) - {"expressions/2026/.draft-dead"}


def test_clearing_away_is_safe_where_there_is_nothing(root):
    clear_away()
    assert not root.exists()

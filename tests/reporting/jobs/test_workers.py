"""Real workers: on a folder and SQLite, as on one's own machine, and on Redis and PostgreSQL."""

import os
import shutil
import subprocess
import sys
import uuid

import pytest
import redis

from tests.services import REDIS, migrated_database, what_is_missing

pytestmark = pytest.mark.slow

QUICK = {
    "JOBS_LEASE_SECONDS": "3",
    "JOBS_HEARTBEAT_SECONDS": "0.3",
    "JOBS_SWEEP_SECONDS": "1",
    "JOBS_RESEND_SECONDS": "5",
}


class Portal:
    """A portal with demonstration data, apart from that of the tests."""

    def __init__(self, folder, **environment):
        own = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "VAR_DIR")
        inherited = {name: value for name, value in os.environ.items() if name not in own}
        self.folder = folder
        self.environment = {
            **inherited,
            **QUICK,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.reporting.jobs.workers.settings",
            "LOG_LEVEL": "INFO",
            **environment,
        }
        self.errors = folder / "scenarios.log"

    def __enter__(self):
        self.stage = self._open()
        self.play("build")
        return self

    def __exit__(self, *_):
        self.stage.communicate()

    def play(self, scenario, **environment):
        """One scenario; in another environment it needs a stage of its own."""
        stage = self._open(**environment) if environment else self.stage
        self.begin(scenario, stage)
        self.end(stage)
        if environment:
            stage.communicate()

    def begin(self, scenario, stage=None):
        stage = stage or self.stage
        stage.stdin.write(f"{scenario}\n")
        stage.stdin.flush()

    def end(self, stage=None):
        ended = (stage or self.stage).stdout.readline().strip()
        assert ended == "0", f"{self.errors.read_text()[-4000:]}\n{self.logs()}"

    def _open(self, **environment):
        with self.errors.open("a") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.reporting.jobs.workers.stage"],
                env={**self.environment, **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def logs(self):
        logs = sorted(self.folder.glob("worker-*.log"), key=lambda path: path.stat().st_mtime)
        return "\n".join(f"== {path.name}\n{path.read_text()[-1500:]}" for path in logs[-3:])


@pytest.fixture(scope="module")
def on_files(tmp_path_factory, empty_database):
    with portal_on_files(tmp_path_factory, empty_database) as portal:
        yield portal


@pytest.fixture(scope="module")
def another_on_files(tmp_path_factory, empty_database):
    with portal_on_files(tmp_path_factory, empty_database) as portal:
        yield portal


def portal_on_files(tmp_path_factory, empty_database):
    folder = tmp_path_factory.mktemp("files")
    shutil.copyfile(empty_database, folder / "portal.sqlite3")
    return Portal(folder)


@pytest.fixture(scope="module")
def on_services(tmp_path_factory):
    """A database and a prefix of its own, which are gone afterwards."""
    if missing := what_is_missing():
        pytest.skip(f"Redis and PostgreSQL are needed: {missing}")
    prefix = f"portal_workers_{uuid.uuid4().hex[:8]}:"
    with (
        migrated_database() as address,
        Portal(
            tmp_path_factory.mktemp("services"),
            DATABASE_URL=address,
            CELERY_BROKER_URL=REDIS,
            QUEUE_PREFIX=prefix,
        ) as portal,
    ):
        yield portal
    queue = redis.Redis.from_url(REDIS)
    for key in queue.scan_iter(f"{prefix}*"):
        queue.delete(key)


@pytest.fixture(params=["files", "services"])
def portal(request):
    return request.getfixturevalue(f"on_{request.param}")


def test_ten_kills_during_a_rendering_each_end_with_one_finished_report(on_files, another_on_files):
    """Five in each of two portals, at the same time: most of it is waiting."""
    portals = (on_files, another_on_files)
    for portal in portals:
        portal.begin("kill_five_times")
    for portal in portals:
        portal.end()


def test_the_same_holds_on_redis_and_postgresql(on_services):
    on_services.play("kill_twice")


def test_a_kill_during_a_submission_ends_with_one_version(on_files):
    on_files.play("kill_during_a_submission")


@pytest.mark.parametrize(
    "scenario",
    [
        "two_same_requests_at_once_are_one_job",
        "two_workers_that_take_the_same_job",
        "one_worker_makes_all_parts",
        "parts_are_made_by_all_workers",
        "a_stopped_job_stops_and_its_worker_lives_on",
        "what_kills_every_worker_ends",
        "one_worker_without_a_choice_serves_every_queue",
        "the_same_expression_sent_twice_at_once_is_one",
        "the_last_place_of_an_event_is_given_once",
    ],
)
def test_workers(portal, scenario):
    portal.play(scenario)


def test_a_mail_is_sent_while_all_workers_for_long_work_are_busy(on_services):
    on_services.play("short_work_is_done_while_all_long_workers_are_busy")


def test_what_is_asked_for_while_redis_is_away_is_done_when_it_is_back(on_services):
    on_services.play(
        "what_was_asked_for_without_a_queue_is_done_when_there_is_one",
        CELERY_BROKER_URL="redis://127.0.0.1:1/0",
        GOOD_BROKER_URL=REDIS,
    )

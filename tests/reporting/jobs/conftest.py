"""A kind of work that does what a test tells it to."""

from types import SimpleNamespace

import pytest

from reporting.engine.editions import Edition
from reporting.jobs.kind import JobKind, job_kinds
from reporting.jobs.requests import request_job
from tests.factories import ReportFactory, UserFactory


@pytest.fixture
def work():
    """``work.run`` and ``work.finish`` are called with job (parts) and progress; ``work.may`` allows."""
    told = SimpleNamespace(
        run=lambda job, progress: {"made": job.parameters.get("number", 0)},
        finish=lambda job, parts, progress: {"made": [part.result["made"] for part in parts]},
        may=True,
        is_gone=False,
    )

    class Told(JobKind):
        key = "told"

        def title(self, job):
            return f"Something of {job.report}"

        def may_request(self, user, report, edition):
            return told.may

        def run(self, job, progress):
            return told.run(job, progress)

        def finish(self, job, parts, progress):
            return told.finish(job, parts, progress)

        def is_gone(self, job):
            return told.is_gone

    job_kinds.add("told", Told())
    yield told
    job_kinds.remove("told")


@pytest.fixture
def ask(work):
    """Asks for such work; by default of one and the same report and person."""
    defaults = {}

    def request(number=1, **fields):
        if not defaults:
            defaults.update(report=ReportFactory(), by=UserFactory())
        wanted = {**defaults, "edition": Edition.PUBLIC, **fields}
        return request_job(kind="told", parameters={"number": number}, **wanted)

    return request


@pytest.fixture
def no_worker(monkeypatch):
    """What is asked for stays waiting: nobody is told of it. Gives those who would be."""
    told = []
    monkeypatch.setattr("reporting.jobs.requests.enqueue", told.extend)
    return told

"""Submitting a report: its files are written while nobody has to wait."""

from typing import Any

from reporting.engine.editions import Edition
from reporting.engine.progress import Progress
from reporting.engine.registries import register
from reporting.exceptions import StepNotAllowed
from reporting.jobs.kind import JobKind, Parameters, Result, job_kinds, report_of
from reporting.models import Job, Report, Snapshot
from reporting.permissions import can_submit_report
from reporting.submission import submit_report


class SubmitKind(JobKind):
    """The submission of one round of a report. Parameters: ``round`` and ``comment``."""

    key = "submit"
    subject = "The report"
    verb = "submitted"
    ready = "The report is submitted"

    def title(self, job: Job) -> str:
        """What is submitted."""
        return f"Submission of {job.report}"

    def may_request(self, user: Any, report: Report, edition: Edition) -> bool:
        """Whoever may submit reports."""
        return bool(can_submit_report.test(user, report))

    def identity(self, report: Report, edition: Edition, parameters: Parameters) -> list[Any]:
        """A round is submitted once, whatever is said about it."""
        return [report.pk, parameters["round"]]

    def run(self, job: Job, progress: Progress) -> Result:
        """Submit in the name of who asked; a version that an earlier attempt submitted is found."""
        done = Snapshot.objects.without_data().filter(
            report=report_of(job), round=job.parameters["round"]
        )
        snapshot = done.first() or self._submit(job, progress)
        return {"snapshot": snapshot.pk, "version": snapshot.number}

    @staticmethod
    def _submit(job: Job, progress: Progress) -> Snapshot:
        person = job.requested_by
        if person is None or not can_submit_report.test(person, report_of(job)):
            raise StepNotAllowed("Whoever asked for this may not submit reports any more.")
        if report_of(job).round != job.parameters["round"]:
            raise StepNotAllowed("The report is in another round by now. Nothing was submitted.")
        comment = job.parameters["comment"]
        return submit_report(report=report_of(job), by=person, comment=comment, progress=progress)


register(job_kinds)(SubmitKind())

"""Making a report as a file."""

from typing import Any

from reporting.engine.editions import Edition
from reporting.engine.progress import Progress
from reporting.engine.registries import register, writers
from reporting.jobs.kind import JobKind, Parameters, Result, job_kinds
from reporting.models import Job, Report
from reporting.permissions import can_read_edition
from reporting.rendering import Rendered, Wanted, find_kept, render_file
from reporting.sources import fingerprint


class RenderKind(JobKind):
    """A report in one format and edition. Parameters: ``format``, ``with_annex``."""

    key = "render"

    def title(self, job: Job) -> str:
        """What the report is, and its format."""
        asked = job.parameters["format"]
        label = writers[asked].label if asked in writers else asked
        return f"{job.report} ({label})"

    def may_request(self, user: Any, report: Report, edition: Edition) -> bool:
        """Whoever may read the edition."""
        return can_read_edition(user, report, edition)

    def identity(self, report: Report, edition: Edition, parameters: Parameters) -> list[Any]:
        """The same as long as no record has changed: somebody who asks later wants the change, too."""
        return [*super().identity(report, edition, parameters), fingerprint()]

    def run(self, job: Job, progress: Progress) -> Result:
        """Render, or find what has not changed."""
        rendered = render_file(_wanted(job), progress=progress)
        return {"sha256": rendered.sha256, "size": rendered.size}

    def find_file(self, job: Job) -> Rendered | None:
        """The rendered file as it is now; a later rendering takes its place."""
        return find_kept(_wanted(job))

    def is_gone(self, job: Job) -> bool:
        """Whether the file was deleted."""
        return self.find_file(job) is None


def _wanted(job: Job) -> Wanted:
    return Wanted(
        job.report.partnership,
        job.report.document,
        job.parameters["format"],
        edition=Edition(job.edition),
        with_annex=job.parameters["with_annex"],
        report_key=job.report.key,
    )


register(job_kinds)(RenderKind())

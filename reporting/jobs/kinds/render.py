"""Making a report as a file."""

from collections.abc import Sequence
from typing import Any

from reporting.engine.editions import Edition
from reporting.engine.progress import Progress
from reporting.engine.registries import register, writers
from reporting.engine.writers import Piece
from reporting.jobs.kind import JobKind, Parameters, Part, Result, Split, job_kinds, report_of
from reporting.models import Job, Report
from reporting.permissions import can_read_edition
from reporting.rendering import Rendered, Wanted, find_kept, find_volumes, plan_pieces, render_file
from reporting.states import state_of_reports


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
        return [
            *super().identity(report, edition, parameters),
            state_of_reports(report.partnership_id),
        ]

    def run(self, job: Job, progress: Progress) -> Result | Split:
        """Render, or find what has not changed. A report in volumes is divided among the workers."""
        pieces = plan_pieces(_wanted(job), progress)
        if pieces:
            return Split([_part(job, piece) for piece in pieces])
        return self.finish(job, [], progress)

    def finish(self, job: Job, parts: Sequence[Job], progress: Progress) -> Result:
        """Render what is missing, and put all of it together."""
        rendered = render_file(_wanted(job), progress=progress)
        return {"sha256": rendered.sha256, "size": rendered.size}

    def find_file(self, job: Job) -> Rendered | None:
        """The rendered file as it is now; a later rendering takes its place."""
        return find_kept(_wanted(job))

    def find_volumes(self, job: Job) -> list[Rendered]:
        """Those of the rendered file as it is now."""
        return find_volumes(_wanted(job))

    def file_format(self, job: Job) -> str:
        """The format that was asked for."""
        return str(job.parameters["format"])

    def is_gone(self, job: Job) -> bool:
        """Whether the file was deleted."""
        return self.find_file(job) is None


class PieceKind(JobKind):
    """A volume of a report. Parameters: ``format``, ``piece``."""

    key = "piece"

    def title(self, job: Job) -> str:
        """A part of its report."""
        return f"{job.report}, a volume"

    def may_request(self, user: Any, report: Report, edition: Edition) -> bool:
        """Nobody by itself: it is a part of a rendering."""
        return False

    def run(self, job: Job, progress: Progress) -> Result:
        """Render it; the whole finds it among the kept parts."""
        progress("Laying out the volumes", 0, 0)
        writers[job.parameters["format"]]().make_piece(job.parameters["piece"])
        return {}


def _part(job: Job, piece: Piece) -> Part:
    parameters = {"format": job.parameters["format"], "piece": piece.name}
    return Part(parameters, piece.weight, kind=PieceKind.key)


def _wanted(job: Job) -> Wanted:
    return Wanted.of(
        report_of(job),
        job.parameters["format"],
        Edition(job.edition),
        with_annex=job.parameters.get("with_annex", False),
    )


register(job_kinds)(RenderKind())
register(job_kinds)(PieceKind())

"""Packing the dossier of a report."""

from typing import Any

from common.stores import reports
from reporting.dossier import dossier_name, version_in_force, write_dossier
from reporting.engine.editions import Edition
from reporting.engine.progress import Progress, confirm
from reporting.engine.registries import register
from reporting.files import DOSSIERS
from reporting.jobs.kind import JobKind, Parameters, Result, job_kinds, report_of
from reporting.manifest import sha256_of
from reporting.models import Job, Report
from reporting.permissions import can_read_edition
from reporting.rendering import Rendered
from reporting.states import state_of_reports


class DossierKind(JobKind):
    """The archive for auditors, of the version in force or, without one, of the working version.

    No parameters. A finished one is sent again as long as it is kept and its version is in force.
    """

    key = "dossier"
    subject = "The dossier"
    ready = "The dossier is ready"

    def title(self, job: Job) -> str:
        """Whose dossier it is."""
        return f"Dossier of {job.report}"

    def may_request(self, user: Any, report: Report, edition: Edition) -> bool:
        """Whoever may read the edition."""
        return can_read_edition(user, report, edition)

    def identity(self, report: Report, edition: Edition, parameters: Parameters) -> list[Any]:
        """The same as long as neither a record nor the version in force has changed."""
        own = super().identity(report, edition, parameters)
        return [*own, _number_in_force(report), state_of_reports(report.partnership_id)]

    def run(self, job: Job, progress: Progress) -> Result:
        """Pack it into a file of its own."""
        edition = Edition(job.edition)
        version = version_in_force(report_of(job))
        with reports().making(_name(job)) as target:
            write_dossier(target, report=report_of(job), edition=edition, progress=progress)
            confirm(progress)
            made = {"sha256": sha256_of(target), "size": target.stat().st_size}
        return {
            "version": version.number if version else 0,
            "file_name": dossier_name(report_of(job), edition, version),
            **made,
        }

    def find_file(self, job: Job) -> Rendered | None:
        """The archive; one of a version that is in force no longer is not given away."""
        path = reports().file(_name(job))
        if not path.is_file() or job.result["version"] != _number_in_force(report_of(job)):
            return None
        made = job.result
        return Rendered(path, made["file_name"], "application/zip", made["sha256"], made["size"])

    def is_gone(self, job: Job) -> bool:
        """Whether it must be packed again."""
        return self.find_file(job) is None


def _name(job: Job) -> str:
    return f"{DOSSIERS}/{job.uuid}.zip"


def _number_in_force(report: Report) -> int:
    version = version_in_force(report)
    return version.number if version else 0


register(job_kinds)(DossierKind())

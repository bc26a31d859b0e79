"""Background work on workbooks: checking, importing, exporting."""

import hashlib
from typing import Any

from django.urls import reverse

from common.stores import reports
from exchange.exceptions import ExchangeError, UnknownImport
from exchange.imports import check_import, do_import, find_import, may_see
from exchange.models import WorkbookImport
from exchange.permissions import can_export
from exchange.writing import default_name, write_partnership
from partnership.models import Partnership
from reporting.downloads import of_workbook
from reporting.engine.editions import Edition
from reporting.engine.progress import Progress, confirm
from reporting.engine.registries import register
from reporting.jobs.kind import JobKind, Parameters, Result, job_kinds
from reporting.models import Download, Job, Report
from reporting.rendering import Rendered
from reporting.states import state_of_reports

FOLDER = "workbooks"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookKind(JobKind):
    """Work on an import. Parameters: ``import``, its number."""

    subject = "The workbook"

    def may_ask(
        self, user: Any, report: Report | None, edition: Edition | None, parameters: Parameters
    ) -> bool:
        """Whoever may import there."""
        row = _find(parameters)
        return row is not None and may_see(user, row)

    def may_follow(self, user: Any, job: Job) -> bool:
        """The same."""
        return self.may_ask(user, None, None, job.parameters)

    def result_address(self, job: Job) -> str:
        """The page of the import."""
        row = _find(job.parameters)
        return row.get_absolute_url() if row else reverse("workbooks")

    def trail(self, job: Job) -> list[tuple[str, str]]:
        """The page of all workbooks."""
        return [("Workbooks", reverse("workbooks"))]

    def reads_everything(self, user: Any, job: Job) -> bool:
        """Whoever may see it, may know."""
        return True


class CheckKind(WorkbookKind):
    """Comparing a workbook with what is there."""

    key = "workbook-check"
    verb = "checked"
    ready = "The workbook is checked"

    def title(self, job: Job) -> str:
        """Which workbook."""
        return f"Check of {_name(job)}"

    def run(self, job: Job, progress: Progress) -> Result:
        """See ``check_import``."""
        return check_import(job, progress)


class ImportKind(WorkbookKind):
    """Importing a workbook."""

    key = "workbook-import"
    verb = "imported"
    ready = "The workbook is imported"

    def title(self, job: Job) -> str:
        """Which workbook."""
        return f"Import of {_name(job)}"

    def run(self, job: Job, progress: Progress) -> Result:
        """See ``do_import``."""
        return do_import(job, progress)


class ExportKind(JobKind):
    """A partnership as a workbook. Parameters: ``partnership``, its number."""

    key = "workbook-export"
    subject = "The workbook"
    ready = "The workbook is ready"

    def title(self, job: Job) -> str:
        """Whose workbook."""
        partnership = _partnership(job.parameters)
        return f"Workbook of {partnership.acronym if partnership else 'a partnership'}"

    def may_ask(
        self, user: Any, report: Report | None, edition: Edition | None, parameters: Parameters
    ) -> bool:
        """Whoever may export the partnership."""
        return bool(can_export.test(user, _partnership(parameters)))

    def may_follow(self, user: Any, job: Job) -> bool:
        """The same."""
        return self.may_ask(user, None, None, job.parameters)

    def tell_apart(
        self, report: Report | None, edition: Edition | None, parameters: Parameters
    ) -> list[Any]:
        """The same as long as no record of the partnership has changed."""
        return [parameters, state_of_reports(int(parameters["partnership"]))]

    def run(self, job: Job, progress: Progress) -> Result:
        """Write it into a file of its own."""
        partnership = _partnership(job.parameters)
        if partnership is None or not can_export.test(job.requested_by, partnership):
            raise ExchangeError("Whoever asked for this may not export this partnership any more.")
        content = write_partnership(partnership, progress)
        confirm(progress)
        with reports().writing(_path(job)) as target:
            target.write(content)
        return {
            "file_name": default_name(partnership),
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
        }

    def find_file(self, job: Job) -> Rendered | None:
        """The workbook, as long as it is kept."""
        made, path = job.result, reports().file(_path(job))
        if not path.is_file():
            return None
        return Rendered(path, made["file_name"], CONTENT_TYPE, made["sha256"], made["size"])

    def download_of(self, job: Job) -> Download:
        """A download of everything."""
        return of_workbook(job.parameters["partnership"])

    def is_gone(self, job: Job) -> bool:
        """Whether it was removed."""
        return self.find_file(job) is None

    def result_address(self, job: Job) -> str:
        """The page of all workbooks."""
        return reverse("workbooks")

    def trail(self, job: Job) -> list[tuple[str, str]]:
        """The same."""
        return [("Workbooks", reverse("workbooks"))]

    def reads_everything(self, user: Any, job: Job) -> bool:
        """Whoever may see it, may know."""
        return True


def _find(parameters: Parameters) -> WorkbookImport | None:
    try:
        return find_import(parameters["import"])
    except UnknownImport:
        return None


def _name(job: Job) -> str:
    row = _find(job.parameters)
    return row.file_name if row else "a workbook"


def _partnership(parameters: Parameters) -> Partnership | None:
    return Partnership.objects.filter(pk=parameters["partnership"]).first()


def _path(job: Job) -> str:
    return f"{FOLDER}/{job.uuid}.xlsx"


for _kind in (CheckKind, ImportKind, ExportKind):
    register(job_kinds)(_kind())

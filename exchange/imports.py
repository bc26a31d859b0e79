"""Use cases: bring a workbook in through the office, in the background."""

import contextlib
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from common.stores import on_disk
from exchange.choices import ImportState
from exchange.exceptions import ExchangeError, NotAWorkbook, RecordsHaveChanged, UnknownImport
from exchange.models import WorkbookImport
from exchange.permissions import can_import
from exchange.plan import make_plan
from exchange.services import import_workbook
from partnership.models import Partnership
from reporting.engine.progress import Progress, confirm
from reporting.jobs.requests import request_job
from reporting.models import Job

NOT_ALLOWED = "Whoever asked for this may not import workbooks into this partnership any more."


@transaction.atomic
def begin_import(*, file: UploadedFile, partnership: Partnership | None, by: Any) -> WorkbookImport:
    """Keep an uploaded workbook and have it checked.

    Raises ``PermissionDenied``, and ``NotAWorkbook`` where it is too large.
    """
    if not can_import(by, partnership):
        raise PermissionDenied("You may not import a workbook here.")
    if (file.size or 0) > settings.WORKBOOK_BYTES:
        size = settings.WORKBOOK_BYTES // (1024 * 1024)
        raise NotAWorkbook(f"The file is larger than {size} MB. A workbook holds tables alone.")
    row = WorkbookImport(
        partnership=partnership,
        is_new=partnership is None,
        file_name=Path(file.name or "workbook.xlsx").name[:250],
        uploaded_by=by,
    )
    row.file.save(row.file_name, file, save=False)
    row.save()
    _ask("workbook-check", row, by)
    return row


@transaction.atomic
def check_again(*, row: WorkbookImport, by: Any) -> None:
    """Have a workbook compared with the records of today."""
    _require_kept(row)
    if row.state == ImportState.IMPORTED:
        raise ExchangeError("The workbook is imported already.")
    _ask("workbook-check", row, by)


@transaction.atomic
def confirm_import(*, row: WorkbookImport, by: Any) -> None:
    """Have a checked workbook imported, just as its preview tells."""
    _require_kept(row)
    if row.state != ImportState.READY:
        raise ExchangeError("Only a workbook that was checked and has no faults can be imported.")
    _ask("workbook-import", row, by)


def _ask(kind: str, row: WorkbookImport, by: Any) -> None:
    row.job = request_job(kind=kind, parameters={"import": str(row.uuid)}, by=by)
    row.save(update_fields=["job"])


def _require_kept(row: WorkbookImport) -> None:
    if not row.is_kept:
        raise ExchangeError("The workbook is kept no longer. Upload it again.")


@transaction.atomic
def discard_import(*, row: WorkbookImport, by: Any) -> None:
    """Remove the workbook of an import that is not wanted, and its preview. Raises ``ExchangeError``."""
    if row.job is not None and row.job.is_active:
        raise ExchangeError("It is being worked on just now. Stop that first.")
    _forget(row)


def find_import(uuid: Any) -> WorkbookImport:
    """An import by its number; raises ``UnknownImport``."""
    related = WorkbookImport.objects.select_related("partnership__programme", "uploaded_by", "job")
    row: WorkbookImport | None = related.filter(uuid=uuid).first()
    if row is None:
        raise UnknownImport("There is no such import. Upload the workbook again.")
    return row


def import_of(user: Any, uuid: Any) -> WorkbookImport:
    """The same for somebody who may import there; raises ``UnknownImport`` for others, too."""
    row = find_import(uuid)
    if not may_see(user, row):
        raise UnknownImport("There is no such import. Upload the workbook again.")
    return row


def may_see(user: Any, row: WorkbookImport) -> bool:
    """Whether somebody sees an import: whoever may import into the same partnership."""
    return can_import(user, row.partnership)


# In the background ---------------------------------------------------------------------------


def check_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Compare the workbook with what is there, and keep what it would do."""
    row, person = _of(job)
    with on_disk(row.file) as path:
        plan = make_plan(path, partnership=row.partnership, by=person, progress=progress)
    with transaction.atomic():
        confirm(progress)
        row.state = ImportState.READY if plan.is_possible else ImportState.FAULTY
        row.preview = plan.as_json()
        row.counts = {name: dict(counts) for name, counts in plan.counts().items()}
        row.digest = plan.digest() if plan.is_possible else ""
        row.save(update_fields=["state", "preview", "counts", "digest"])
    return {"faults": len(plan.faults)}


def do_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Import the workbook as its preview told; what an earlier attempt imported is left alone."""
    row, person = _of(job)
    if row.state == ImportState.IMPORTED:
        return {"partnership": row.partnership_id}
    with on_disk(row.file) as path:
        outcome = import_workbook(
            path,
            partnership=row.partnership,
            by=person,
            reason=f"Workbook {row.file_name}"[:100],
            progress=progress,
            expected=row.digest,
            finish=partial(_finish, row),
        )
    return {"partnership": outcome.partnership.pk}


def _finish(row: WorkbookImport, partnership: Partnership) -> None:
    """Mark the import in the transaction that writes the records: it is done once, or not at all."""
    waiting = WorkbookImport.objects.filter(pk=row.pk, state=ImportState.READY)
    if not waiting.update(
        state=ImportState.IMPORTED, partnership=partnership, imported_at=timezone.now()
    ):
        raise RecordsHaveChanged("The workbook was imported already, or checked again meanwhile.")


def _of(job: Job) -> tuple[WorkbookImport, Any]:
    row = find_import(job.parameters["import"])
    person = job.requested_by
    if person is None or not can_import(person, row.partnership):
        raise ExchangeError(NOT_ALLOWED)
    _require_kept(row)
    return row, person


def sweep_workbooks() -> int:
    """Remove workbooks and previews of long ago. Gives their number."""
    age = timedelta(days=settings.WORKBOOKS_KEPT_DAYS)
    old = list(WorkbookImport.objects.with_files_older_than(age))
    for row in old:
        _forget(row)
    return len(old)


def _forget(row: WorkbookImport) -> None:
    name, storage = row.file.name, row.file.storage
    row.file, row.preview, row.digest = "", {}, ""
    if row.state == ImportState.READY:
        row.state = ImportState.UPLOADED
    row.save(update_fields=["file", "preview", "digest", "state"])
    if name:
        transaction.on_commit(partial(_delete, storage, name))


def _delete(storage: Any, name: str) -> None:
    with contextlib.suppress(OSError):
        storage.delete(name)

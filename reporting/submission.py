"""Submitting a report: its data are frozen and its files written once, never to be made again."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from common.whole_files import DRAFT
from partnership.models import User
from reporting.choices import ReportState, SnapshotState, Step
from reporting.engine.cells import ReportData
from reporting.engine.editions import Edition
from reporting.engine.encoding import data_hash
from reporting.engine.progress import Progress, confirm, silent
from reporting.engine.registries import writers
from reporting.exceptions import ReportHasChanged, StepNotAllowed
from reporting.files import SUBMITTED, not_stored
from reporting.lifecycle import lock_report, require_allowed, require_comment, take_step
from reporting.models import Report, Snapshot, SnapshotFile
from reporting.program import program_version
from reporting.rendering import written_files
from reporting.services import add_evidence_annex, assemble_report
from reporting.submitted_files import NOTHING, placed

WITH_ANNEX = ("pdf", "docx")
"""Formats that hold the evidence annex where the report says so."""
HAS_CHANGED = (
    "Records or the report itself changed while the files were written. Nothing was submitted; "
    "look at the report and submit it again."
)


@dataclass(frozen=True)
class Version:
    """What is about to be submitted: the data of each edition under a number, with their hash."""

    report: Report
    number: int
    editions: dict[Edition, ReportData]

    @cached_property
    def data_hash(self) -> str:
        """SHA-256 of the number and of all that the editions show."""
        shown = {edition.value: data_hash(data) for edition, data in self.editions.items()}
        named = [*self.report.address, self.number, shown]
        return hashlib.sha256(json.dumps(named).encode()).hexdigest()

    @property
    def code(self) -> str:
        """The short code that the files carry."""
        return self.data_hash[:12]

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        return "-".join([*self.report.address, f"v{self.number}"])

    @property
    def folder(self) -> str:
        """Where the files belong, below the folder of reports."""
        return "/".join([SUBMITTED, *self.report.address, str(self.number)])


def submit_report(
    *, report: Report, by: User, comment: str = "", progress: Progress = silent
) -> Snapshot:
    """Freeze an approved report as its next version; the former one is superseded.

    The files are written before anything is locked, so nobody waits for them. Then everything is
    looked at again under the lock: of two submissions one is refused (``StepNotAllowed``), and a
    record that changed meanwhile stops it (``ReportHasChanged``). A writer or disk that fails
    (``RenderingFailed``) leaves the report approved; in no case is a part of a version left.
    """
    current = Report.objects.select_related("partnership__programme").get(pk=report.pk)
    require_allowed(current, Step.SUBMIT)
    version = _next_version(current)
    with (
        _written(version, progress) as (draft, files),
        placed(draft, version.folder, version.code) as place,
        transaction.atomic(),
    ):
        locked = lock_report(current)
        require_allowed(locked, Step.SUBMIT)
        confirm(progress)
        if _next_version(locked).data_hash != version.data_hash:
            raise ReportHasChanged(HAS_CHANGED)
        _supersede(locked, version, by=by)
        folder = place()
        snapshot = _keep(version, locked, by=by, comment=comment)
        for file in files:
            file.snapshot, file.path = snapshot, f"{folder}/{file.path}"
            file.save()
        take_step(locked, Step.SUBMIT, by=by, comment=comment)
    return snapshot


@transaction.atomic
def withdraw_report(*, report: Report, by: User, comment: str) -> Snapshot:
    """Withdraw the version in force; it is kept, with the reason. A submitted report becomes a draft."""
    require_comment(Step.WITHDRAW, comment)
    locked = lock_report(report)
    snapshot = Snapshot.objects.without_data().in_force().filter(report=locked).first()
    if snapshot is None:
        raise StepNotAllowed("There is no submitted version in force that could be withdrawn.")
    snapshot.end(state=SnapshotState.WITHDRAWN, by=by, reason=comment.strip())
    stays = locked.state != ReportState.SUBMITTED
    take_step(locked, Step.WITHDRAW, by=by, comment=comment, stays=stays)
    return snapshot


def _next_version(report: Report) -> Version:
    latest = Snapshot.objects.filter(report=report).order_by("-number").values_list("number")
    editions = {
        edition: assemble_report(
            report.partnership, report.document, report_key=report.key, edition=edition
        )
        for edition in Edition
    }
    return Version(report, (latest.first() or (0,))[0] + 1, editions)


def _supersede(report: Report, version: Version, *, by: User) -> None:
    former = Snapshot.objects.without_data().in_force().filter(report=report).first()
    if former:
        reason = f"Superseded by version {version.number}."
        former.end(state=SnapshotState.SUPERSEDED, by=by, reason=reason)


def _keep(version: Version, report: Report, *, by: User, comment: str) -> Snapshot:
    as_json = writers["json"]()
    data: dict[str, Any] = {
        edition.value: json.loads(as_json.write(shown))
        for edition, shown in version.editions.items()
    }
    return Snapshot.objects.create(
        report=report,
        number=version.number,
        round=report.round,
        code=version.code,
        submitted_by=by,
        comment=comment.strip(),
        document_version=program_version(),
        data_hash=version.data_hash,
        data=data,
    )


# Files ---------------------------------------------------------------------------------------


@contextmanager
def _written(version: Version, progress: Progress) -> Iterator[tuple[Path, list[SnapshotFile]]]:
    """Every file of every edition in a folder of its own, which is gone afterwards unless moved."""
    draft = None
    try:
        root = Path(settings.REPORTS_ROOT, SUBMITTED)
        try:
            root.mkdir(parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(dir=root, prefix=DRAFT))
            draft.chmod(0o755)
            files = list(_files(version, draft, progress))
        except OSError as error:
            raise not_stored("The files cannot be stored", error, NOTHING) from error
        yield draft, files
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)


def _files(version: Version, draft: Path, progress: Progress) -> Iterator[SnapshotFile]:
    formats = sorted(writers, key=lambda key: writers[key].position)
    wanted = [(edition, file_format) for edition in Edition for file_format in formats]
    for number, (edition, file_format) in enumerate(wanted):
        progress(f"Writing the {edition} edition: {file_format.upper()}", number, len(wanted))
        data = _printed(version, edition, file_format)
        writer = writers[file_format]()
        stem = f"{version.stem}{edition.suffix}"
        for file in written_files(data, writer, stem):
            _write(draft / file.name, file.content)
            yield SnapshotFile(
                edition=edition,
                format=file_format,
                volume=file.volume,
                label=f"{writer.label}, volume {file.volume}" if file.volume else writer.label,
                content_type=writer.content_type,
                path=file.name,
                sha256=hashlib.sha256(file.content).hexdigest(),
                size=len(file.content),
            )


def _printed(version: Version, edition: Edition, file_format: str) -> ReportData:
    """What a file shows: the data of its edition, and where it can be verified."""
    data = version.editions[edition]
    if version.report.has_annex and file_format in WITH_ANNEX:
        data = add_evidence_annex(data)
    site = settings.SITE_URL.partition("://")[2]
    verification = f"Verify at {site}/verify/{version.code}"
    return replace(data, masthead=replace(data.masthead, verification=verification))


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o444)

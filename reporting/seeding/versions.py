"""Submitted versions of the reports of an invented partnership, with files to download."""

import hashlib
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
from django.conf import settings

from partnership.models import User
from reporting.choices import ReportState, SnapshotState
from reporting.files import SUBMITTED
from reporting.models import Report, Snapshot, SnapshotFile
from reporting.program import program_version

VERSIONS = 2
"""Of each report: the one that counts, and one before it."""
SIZE = 400_000
"""Bytes of a report that somebody downloads."""


def write_versions(report: Report, *, by: User, at: datetime) -> None:
    """Versions of a report whose file is a PDF of the usual size with nothing in it."""
    for number in range(1, VERSIONS + 1):
        is_last = number == VERSIONS
        moment = at + timedelta(days=number)
        digest = hashlib.sha256(f"{report.address} {number}".encode()).hexdigest()
        snapshot = Snapshot(
            report=report,
            number=number,
            round=number,
            state=SnapshotState.SUBMITTED if is_last else SnapshotState.SUPERSEDED,
            code=digest[:12],
            submitted_at=moment,
            submitted_by=by,
            document_version=program_version(),
            data_hash=digest,
            data={},
            ended_at=None if is_last else moment + timedelta(days=1),
            ended_by=None if is_last else by,
            reason="" if is_last else "Superseded by version 2.",
        )
        snapshot.save()
        _write_file(snapshot)
    report.state, report.round = ReportState.SUBMITTED, VERSIONS
    report.save()


def _write_file(snapshot: Snapshot) -> None:
    name = "-".join([*snapshot.report.address, f"v{snapshot.number}.pdf"])
    place = "/".join([SUBMITTED, *snapshot.report.address, str(snapshot.number), name])
    content = _pdf() + f"% {snapshot.code}\n".encode()
    path = Path(settings.REPORTS_ROOT, place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    for edition in ("public", "agency"):
        if edition == "agency":
            place = place.replace(".pdf", "-agency.pdf")
            Path(settings.REPORTS_ROOT, place).write_bytes(content)
        SnapshotFile(
            snapshot=snapshot,
            edition=edition,
            format="pdf",
            label="PDF",
            content_type="application/pdf",
            path=place,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
        ).save()


@cache
def _pdf() -> bytes:
    """An empty page with an attachment that cannot be compressed."""
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["invented.bin"] = Random(SIZE).randbytes(SIZE)  # noqa: S311
    made = BytesIO()
    document.save(made, static_id=True)
    return made.getvalue()

"""Rendered files: made once, found again as long as nothing they show has changed."""

import errno
import hashlib
import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from events.models import DeclaredFigure, Event, Meeting, Participation
from gateways.models import Agreement, AgreementParty, Organisation
from partnership.models import (
    Cluster,
    Indicator,
    Measurement,
    Membership,
    Partnership,
    Programme,
    TargetMarket,
)
from reporting.engine.cells import ReportData
from reporting.engine.editions import Edition
from reporting.engine.encoding import data_hash
from reporting.engine.progress import Cancelled, Progress, silent
from reporting.engine.registries import writers
from reporting.engine.writers import Writer
from reporting.exceptions import RenderingFailed, ReportingError, UnknownFormat
from reporting.models import (
    AcceptedFinding,
    Claim,
    MarketLabel,
    NarrativeSection,
    RenderedFile,
    Report,
)
from reporting.services import assemble_report, get_document
from smes.models import ClusterCase, ClusterCasePartner, Company, Objective, SMECase

logger = logging.getLogger(__name__)

SOURCES: tuple[type[models.Model], ...] = (
    Programme,
    Partnership,
    Cluster,
    Membership,
    TargetMarket,
    Indicator,
    Measurement,
    Organisation,
    Company,
    Agreement,
    AgreementParty,
    Objective,
    ClusterCase,
    ClusterCasePartner,
    SMECase,
    Event,
    Participation,
    Meeting,
    DeclaredFigure,
    Claim,
    AcceptedFinding,
    MarketLabel,
    Report,
    NarrativeSection,
)
"""Every record that a report may show. Company changes through its organisation's row."""

LINKS: tuple[type[models.Model], ...] = (
    Event.markets.through,
    Agreement.clusters.through,
    ClusterCase.objectives.through,
    ClusterCase.clusters.through,
    SMECase.objectives.through,
)
"""Every many-to-many link that a report may show."""


LIBRARIES = (
    "weasyprint",
    "python-docx",
    "openpyxl",
    "markdown-it-py",
    "vl-convert-python",
    "fonttools",
)
PROGRAM_FOLDERS = (
    "reporting",
    "templates/reporting",
    "static/reporting",
    "static/fonts",
    "static/portal",
    "static/vendor/world-atlas",
    "common",
)
PROGRAM_FILES = {".py", ".html", ".css", ".svg", ".conf", ".ttf", ".json"}
"""What decides how a report looks; a change of any of it makes kept files stale."""


@dataclass(frozen=True)
class Rendered:
    """A file of a report: where it lies, what it is and how it should be called."""

    path: Path
    filename: str
    content_type: str
    sha256: str
    size: int

    def copy_to(self, target: Path) -> None:
        """Copy the file, so that at no moment a part of it stands at the target.

        A link leads to the target; a pipe or a device is written into and stays what it is.
        """
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():
            with self.path.open("rb") as source, target.open("wb") as pipe:
                shutil.copyfileobj(source, pipe)
            return
        target = target.resolve()
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
            try:
                with self.path.open("rb") as source:
                    shutil.copyfileobj(source, draft)
                os.fchmod(draft.fileno(), 0o644)
                Path(draft.name).replace(target)
            except OSError:
                Path(draft.name).unlink(missing_ok=True)
                raise


def render_report(
    partnership: Partnership,
    document: str,
    file_format: str,
    *,
    edition: Edition = Edition.PUBLIC,
    today: date | None = None,
    progress: Progress = silent,
) -> Rendered:
    """The report as a file in a format.

    An unchanged report is found again with two queries; after a change elsewhere it is assembled,
    and rendered only if something it shows has changed. Raises ``UnknownDocument``,
    ``UnknownFormat`` or ``RenderingFailed``, and lets through what ``progress`` raises.
    """
    get_document(document)
    writer = get_writer(file_format)
    today = today or timezone.localdate()
    state = fingerprint(today)
    kept = RenderedFile.objects.filter(
        partnership=partnership, document=document, edition=edition, format=file_format
    ).first()
    if kept and kept.fingerprint == state and _path(kept).is_file():
        return _rendered(kept, partnership, writer)
    data = assemble_report(partnership, document, edition=edition, today=today)
    key = _render_key(data, file_format)
    if not (kept and kept.data_hash == key and _path(kept).is_file()):
        kept = _write(partnership, data, writer, key, state, kept, progress)
    elif kept.fingerprint != state:
        RenderedFile.objects.filter(pk=kept.pk).update(fingerprint=state)
    return _rendered(kept, partnership, writer)


def render_public_reports(file_format: str) -> int:
    """Render every report that is open to the public, so that its next reader need not wait.

    Returns how many there are. One that fails keeps the others from nothing; its reader is told.
    """
    count = 0
    for report in Report.objects.filter(is_public=True).select_related("partnership__programme"):
        try:
            render_report(report.partnership, report.document, file_format)
        except ReportingError:
            logger.exception("The report %s could not be prepared.", report)
        else:
            count += 1
    return count


def get_writer(file_format: str) -> Writer:
    """The writer of a format; raises ``UnknownFormat`` with the known ones."""
    if file_format not in writers:
        raise UnknownFormat(
            f"There is no format “{file_format}”. Known formats: {', '.join(writers)}."
        )
    return writers[file_format]()


def fingerprint(today: date) -> str:
    """Of the state of all records and of the program. One query.

    Every save and every bulk update of a record moves its ``updated_at`` on, every deletion lowers
    a count and every new link has a new key, so no change goes unseen.
    """
    selects = [_state_of(model, "updated_at") for model in SOURCES if model is not Company]
    selects += [_state_of(model, "id") for model in LINKS]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects))
        rows = cursor.fetchall()
    return hashlib.sha256(f"{rows}|{today}|{program_version()}".encode()).hexdigest()


def _state_of(model: type[models.Model], column: str) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    # Both names are the project's own; the cast makes one type of days and numbers.
    return f"SELECT '{model._meta.db_table}', COUNT(*), CAST(MAX({column}) AS VARCHAR(40)) FROM {table}"  # noqa: S608


@cache
def program_version() -> str:
    """Of everything in the program that decides how a report looks."""
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256(" ".join(map(version, LIBRARIES)).encode())
    for folder in PROGRAM_FOLDERS:
        for path in sorted((base / folder).rglob("*.*")):
            if path.suffix in PROGRAM_FILES and "migrations" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _render_key(data: ReportData, file_format: str) -> str:
    return hashlib.sha256(
        f"{data_hash(data)}|{file_format}|{program_version()}".encode()
    ).hexdigest()


def _path(kept: RenderedFile) -> Path:
    return Path(settings.REPORTS_ROOT, kept.path)


def _rendered(kept: RenderedFile, partnership: Partnership, writer: Writer) -> Rendered:
    edition = "" if kept.edition == Edition.PUBLIC else f"-{kept.edition}"
    return Rendered(
        path=_path(kept),
        filename=f"{partnership.slug}-{kept.document}{edition}.{writer.extension}",
        content_type=writer.content_type,
        sha256=kept.sha256,
        size=kept.size,
    )


def _write(
    partnership: Partnership,
    data: ReportData,
    writer: Writer,
    key: str,
    state: str,
    former: RenderedFile | None,
    progress: Progress,
) -> RenderedFile:
    content = write_content(data, writer, progress)
    name = f"rendered/{partnership.pk}-{data.document}-{data.edition}-{key[:16]}.{writer.extension}"
    path = Path(settings.REPORTS_ROOT, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
            draft.write(content)
        Path(draft.name).replace(path)
    except OSError as error:
        raise RenderingFailed(
            f"The report cannot be stored: {error.strerror}. Free some space and try again."
        ) from error
    kept, _ = RenderedFile.objects.update_or_create(
        partnership=partnership,
        document=data.document,
        edition=data.edition,
        format=writer.key,
        defaults={
            "fingerprint": state,
            "data_hash": key,
            "path": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "rendered_at": timezone.now(),
        },
    )
    if former and former.path != name:
        _path(former).unlink(missing_ok=True)
    return kept


def write_content(data: ReportData, writer: Writer, progress: Progress = silent) -> bytes:
    """The bytes of a file; what a writer raises becomes a ``RenderingFailed`` in words."""
    try:
        return writer.write(data, progress)
    except Cancelled:
        raise
    except Exception as error:
        raise RenderingFailed(
            f"The {writer.label} file could not be made ({type(error).__name__}). "
            "Nothing is lost; try again, and tell the administrator if it happens again."
        ) from error

"""Rendered files: made once, found again as long as nothing they show has changed."""

import errno
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self, TypeGuard

from django.db import transaction
from django.utils import timezone

from common.pdf.limits import TooMuchToRender
from common.stores import KeptFile, on_disk, reports
from common.whole_files import is_full
from partnership.models import Partnership
from reporting.engine.cells import ReportData
from reporting.engine.editions import Edition
from reporting.engine.encoding import data_hash
from reporting.engine.progress import Cancelled, Progress, confirm, silent
from reporting.engine.registries import writers
from reporting.engine.writers import Piece, Writer, WrittenFile
from reporting.exceptions import RenderingFailed, ReportingError, UnknownFormat
from reporting.files import RENDERED, not_stored, remove
from reporting.models import RenderedFile, Report
from reporting.models.periods import FINAL_KEY
from reporting.program import program_version
from reporting.services import assemble_report, get_document
from reporting.states import state_of_reports

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file somebody wants: of which report, in which format and for whom."""

    partnership: Partnership
    document: str
    file_format: str
    edition: Edition = Edition.PUBLIC
    with_annex: bool = False
    report_key: str = FINAL_KEY

    @classmethod
    def of(
        cls,
        report: Report,
        file_format: str,
        edition: Edition = Edition.PUBLIC,
        *,
        with_annex: bool = False,
    ) -> Self:
        """A file of a report whose partnership is at hand."""
        return cls(
            report.partnership, report.document, file_format, edition, with_annex, report.key
        )

    @property
    def has_annex(self) -> bool:
        """Whether the evidence annex is asked for, and the format has one."""
        return self.with_annex and get_writer(self.file_format).has_annex

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        which = "" if self.report_key == FINAL_KEY else f"-{self.report_key}"
        evidence = "-with-evidence" if self.has_annex else ""
        return f"{self.partnership.slug}-{self.document}{which}{self.edition.suffix}{evidence}"

    @property
    def row(self) -> dict[str, object]:
        """The values that tell its rows of rendered files."""
        return {
            "partnership": self.partnership,
            "document": self.document,
            "report_key": self.report_key,
            "edition": self.edition,
            "format": self.file_format,
            "has_annex": self.has_annex,
        }


@dataclass(frozen=True)
class Rendered:
    """A file of a report: where it lies, what it is and how it should be called."""

    path: KeptFile
    filename: str
    content_type: str
    sha256: str
    size: int
    volume: int = 0

    def copy_to(self, target: Path) -> None:
        """Copy the file, so that at no moment a part of it stands at the target.

        A link leads to the target; a pipe or a device is written into and stays what it is.
        """
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():
            with on_disk(self.path) as path, path.open("rb") as source, target.open("wb") as pipe:
                shutil.copyfileobj(source, pipe)
            return
        target = target.resolve()
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
            try:
                with on_disk(self.path) as path, path.open("rb") as source:
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
    report_key: str = FINAL_KEY,
    edition: Edition = Edition.PUBLIC,
    today: date | None = None,
    with_annex: bool = False,
    progress: Progress = silent,
) -> Rendered:
    """The report as a file in a format; if asked, with the evidence annex, where the format has one.

    Raises what ``render_file`` raises.
    """
    wanted = Wanted(partnership, document, file_format, edition, with_annex, report_key)
    return render_file(wanted, today=today, progress=progress)


def render_file(
    wanted: Wanted, *, today: date | None = None, progress: Progress = silent
) -> Rendered:
    """The file of a report; of one in volumes the first, the others are then there too.

    An unchanged report is found again with two queries; after a change elsewhere it is assembled,
    and rendered only if something it shows has changed. Raises ``UnknownDocument``,
    ``UnknownReport``, ``UnknownFormat`` or ``RenderingFailed``, and lets through what ``progress``
    raises.
    """
    get_document(wanted.document)
    get_writer(wanted.file_format)
    state = state_of_reports(wanted.partnership.pk, today)
    kept = _find(wanted)
    if not _is_fresh(kept, state):
        progress("Collecting the records", 0, 0)
        data = _assemble(wanted, today)
        key = _render_key(data, wanted)
        if not _is_unchanged(kept, key, state):
            kept = _write(wanted, data, key, state, progress)
    return _rendered(kept, wanted)


def plan_pieces(wanted: Wanted, progress: Progress = silent) -> list[Piece]:
    """What several workers may make at a time before the file is rendered; mostly nothing."""
    if find_fresh(wanted):
        return []
    progress("Collecting the records", 0, 0)
    return get_writer(wanted.file_format).pieces(_assemble(wanted), wanted.stem)


def find_kept(wanted: Wanted, volume: int = 0) -> Rendered | None:
    """The file that was rendered last, whatever changed since; one query."""
    kept = _find(wanted, volume)
    return _rendered(kept, wanted) if kept is not None and _path(kept).is_file() else None


def find_volumes(wanted: Wanted) -> list[Rendered]:
    """The volumes that belong to the file that was rendered last; one query."""
    rows = RenderedFile.objects.filter(**wanted.row, volume__gt=0).order_by("volume")
    return [_rendered(row, wanted) for row in rows]


def find_fresh(wanted: Wanted) -> Rendered | None:
    """The kept file, if no record at all has changed since. Two queries."""
    state = state_of_reports(wanted.partnership.pk)
    kept = _find(wanted)
    return _rendered(kept, wanted) if _is_fresh(kept, state) else None


def find_unchanged(wanted: Wanted) -> Rendered | None:
    """The kept file, if nothing that it shows has changed: for that the report is assembled."""
    state = state_of_reports(wanted.partnership.pk)
    kept = _find(wanted)
    if kept is None:
        return None
    is_unchanged = _is_unchanged(kept, _render_key(_assemble(wanted), wanted), state)
    return _rendered(kept, wanted) if is_unchanged else None


def _assemble(wanted: Wanted, today: date | None = None) -> ReportData:
    return assemble_report(
        wanted.partnership,
        wanted.document,
        report_key=wanted.report_key,
        edition=wanted.edition,
        today=today,
        with_annex=wanted.has_annex,
    )


def _find(wanted: Wanted, volume: int = 0) -> RenderedFile | None:
    return RenderedFile.objects.filter(**wanted.row, volume=volume).first()


def _is_fresh(kept: RenderedFile | None, state: str) -> TypeGuard[RenderedFile]:
    return kept is not None and kept.fingerprint == state and _path(kept).is_file()


def _is_unchanged(kept: RenderedFile | None, key: str, state: str) -> TypeGuard[RenderedFile]:
    """Whether it shows what the key stands for; it is then known to be true of this state, too."""
    if kept is None or kept.data_hash != key or not _path(kept).is_file():
        return False
    if kept.fingerprint != state:
        RenderedFile.objects.filter(pk=kept.pk).update(fingerprint=state)
    return True


def render_public_reports(file_format: str) -> int:
    """Render every report that is open to the public, so that its next reader need not wait.

    Returns how many there are. One that fails keeps the others from nothing; its reader is told.
    """
    count = 0
    for report in Report.objects.filter(is_public=True).select_related("partnership__programme"):
        try:
            render_report(report.partnership, report.document, file_format, report_key=report.key)
        except ReportingError:
            logger.exception("The report %s could not be prepared.", report)
        else:
            count += 1
    return count


def get_writer(file_format: str) -> Writer:
    """The writer of a format; raises ``UnknownFormat`` with the known ones."""
    if file_format not in writers:
        raise UnknownFormat(
            f"There is no format “{file_format}”. Known formats: {', '.join(sorted(writers))}."
        )
    return writers[file_format]()


def written_files(
    data: ReportData, writer: Writer, stem: str, progress: Progress = silent
) -> Iterator[WrittenFile]:
    """The files of a report; what a writer raises becomes a ``RenderingFailed`` in words."""
    try:
        yield from writer.write_files(data, stem, progress)
    except (Cancelled, GeneratorExit):
        raise
    except TooMuchToRender as error:
        raise RenderingFailed(str(error)) from error
    except Exception as error:
        if is_full(error):
            raise not_stored("The report cannot be stored", error) from error
        raise RenderingFailed(
            f"The {writer.label} file could not be made ({type(error).__name__}). "
            "Nothing is lost; try again, and tell the administrator if it happens again."
        ) from error


def _render_key(data: ReportData, wanted: Wanted) -> str:
    shown = f"{data_hash(data)}|{wanted.has_annex}|{wanted.file_format}|{program_version()}"
    return hashlib.sha256(shown.encode()).hexdigest()


def _path(kept: RenderedFile) -> KeptFile:
    return reports().file(kept.path)


def _rendered(kept: RenderedFile, wanted: Wanted) -> Rendered:
    writer = get_writer(wanted.file_format)
    return Rendered(
        path=_path(kept),
        filename=writer.filename(wanted.stem, kept.volume),
        content_type=writer.content_type,
        sha256=kept.sha256,
        size=kept.size,
        volume=kept.volume,
    )


def _write(
    wanted: Wanted, data: ReportData, key: str, state: str, progress: Progress
) -> RenderedFile:
    """Write all files, then tell in one step that they are there; former ones go."""
    writer = get_writer(wanted.file_format)
    progress(f"Writing the {writer.label} file", 0, 0)
    rows = [
        _store(wanted, file, key, state)
        for file in written_files(data, writer, wanted.stem, progress)
    ]
    with transaction.atomic():
        confirm(progress)
        # Whoever renders the same file at the same time waits here.
        Partnership.objects.select_for_update().get(pk=wanted.partnership.pk)
        former = list(RenderedFile.objects.filter(**wanted.row))
        RenderedFile.objects.filter(pk__in=[row.pk for row in former]).delete()
        RenderedFile.objects.bulk_create(rows)
    for path in {row.path for row in former} - {row.path for row in rows}:
        remove(path)
    return rows[0]


def _store(wanted: Wanted, file: WrittenFile, key: str, state: str) -> RenderedFile:
    """Write a file to the disk and give the row that will tell of it."""
    volume = f"-{file.volume}" if file.volume else ""
    report = f"{wanted.partnership.pk}-{wanted.document}-{wanted.report_key}"
    name = f"{report}-{wanted.edition}-{key[:16]}{volume}"
    path = f"{RENDERED}/{name}{Path(file.name).suffix}"
    try:
        with reports().writing(path) as target:
            target.write(file.content)
    except OSError as error:
        raise not_stored("The report cannot be stored", error) from error
    return RenderedFile(
        **wanted.row,
        volume=file.volume,
        fingerprint=state,
        data_hash=key,
        path=path,
        sha256=hashlib.sha256(file.content).hexdigest(),
        size=len(file.content),
        rendered_at=timezone.now(),
    )

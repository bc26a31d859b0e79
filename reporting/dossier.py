"""A dossier for auditors: one archive with a report, the records behind it, and the proof of each file."""

import json
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from common.archives import write_archive
from common.stores import KeptFile, kept_file, on_disk
from reporting.confidentiality import tells_work_of_office
from reporting.engine.editions import Edition
from reporting.engine.progress import Progress, silent
from reporting.evidence_files import listed_agreements, write_evidence, write_findings
from reporting.exceptions import StoredFileHasChanged, StoredFileIsMissing, UnknownVersion
from reporting.manifest import sha256_of, write_manifest
from reporting.models import Report, Snapshot
from reporting.rendering import Wanted, find_volumes, render_file
from reporting.services import build_scope

FORMATS = ("pdf", "xlsx", "json")
"""What a dossier of a working version holds; that of a submitted one holds all its files."""


@dataclass
class Dossier:
    """What goes into a dossier: files by their path in it; those made for it lie in ``folder``."""

    report: Report
    edition: Edition
    version: Snapshot | None
    folder: Path
    held: ExitStack
    files: dict[str, Path] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    def hold(self, file: KeptFile, missing: str) -> Path:
        """A path to a file of a store, until the dossier is closed; raises ``StoredFileIsMissing``."""
        try:
            return self.held.enter_context(on_disk(file))
        except FileNotFoundError as error:
            raise StoredFileIsMissing(missing) from error

    def add_made(self, names: list[str]) -> None:
        """Add files that were written to the folder."""
        self.files.update({name: self.folder / name for name in names})


def write_dossier(
    target: Path,
    *,
    report: Report,
    edition: Edition,
    is_working: bool = False,
    progress: Progress = silent,
) -> Path:
    """Write the dossier of a report in an edition; gives the path of the archive.

    Of a report with a submitted version in force it holds that version's stored files, byte for byte,
    unless the working version is asked for. Equal records make an equal archive. Whether somebody may
    read the edition is for the caller to ask.

    Raises ``UnknownVersion`` where the version has no such edition, ``StoredFileIsMissing`` or
    ``StoredFileHasChanged`` where a file is not what it was, ``RenderingFailed``, and lets through what
    ``progress`` raises; nothing stands at the target then.
    """
    version = None if is_working else version_in_force(report)
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".dossier-") as folder,
        ExitStack() as held,
    ):
        dossier = Dossier(report, edition, version, Path(folder), held)
        if version is None:
            _add_rendered(dossier, progress)
        else:
            _add_stored(dossier, version)
        dossier.add_made(write_evidence(dossier.data, dossier.folder))
        if tells_work_of_office(edition):
            dossier.add_made(write_findings(dossier.data, dossier.folder))
        _add_agreements(dossier)
        dossier.add_made(
            write_manifest(
                dossier.files,
                dossier.folder,
                data=dossier.data,
                report=report,
                edition=edition,
                version=version,
            )
        )
        number = len(dossier.files)
        write_archive(
            target, dossier.files, lambda done: progress("Packing the files", done, number)
        )
    return target


def version_in_force(report: Report) -> Snapshot | None:
    """The submitted version that counts, if any. One query."""
    found: Snapshot | None = (
        Snapshot.objects.without_data().in_force().filter(report=report).first()
    )
    return found


def dossier_name(report: Report, edition: Edition, version: Snapshot | None) -> str:
    """What the archive is called."""
    number = f"-v{version.number}" if version else ""
    return "-".join(report.address) + f"{number}{edition.suffix}-dossier.zip"


def _add_rendered(dossier: Dossier, progress: Progress) -> None:
    report = dossier.report
    for number, file_format in enumerate(FORMATS):
        progress(f"Making the report: {file_format.upper()}", number, len(FORMATS))
        wanted = Wanted(
            report.partnership,
            report.document,
            file_format,
            dossier.edition,
            with_annex=file_format == "pdf",
            report_key=report.key,
        )
        for rendered in (render_file(wanted), *find_volumes(wanted)):
            # A copy: another request may take the rendered one away.
            rendered.copy_to(dossier.folder / rendered.filename)
            dossier.add_made([rendered.filename])
            if file_format == "json":
                dossier.data = json.loads((dossier.folder / rendered.filename).read_bytes())


def _add_stored(dossier: Dossier, version: Snapshot) -> None:
    files = list(version.files.filter(edition=dossier.edition).order_by("pk"))
    if not files:
        raise UnknownVersion(
            f"Version {version.number} has no {dossier.edition} edition: it was submitted before there "
            "was one. Choose another edition, or the working version."
        )
    for file in files:
        path = dossier.hold(
            file.location, f"The stored file {file.filename} is missing: tell the administrator."
        )
        if sha256_of(path) != file.sha256:
            raise StoredFileHasChanged(
                f"The stored file {file.filename} is not the one that was submitted: tell the "
                "administrator."
            )
        dossier.files[file.filename] = path
    data = Snapshot.objects.values_list("data", flat=True).get(pk=version.pk)
    dossier.data = data[dossier.edition.value]


def _add_agreements(dossier: Dossier) -> None:
    """The documents of the report's agreements, as far as the edition's readers may have them today."""
    report = dossier.report
    scope = build_scope(report.partnership, report.document, edition=dossier.edition, report=report)
    listed = listed_agreements(dossier.data)
    for agreement in scope.records.agreements:
        if agreement.pk not in listed or not scope.shows_document(agreement):
            continue
        dossier.files[f"agreements/{agreement.document_name}"] = dossier.hold(
            kept_file(agreement.document_file),
            f"The document of the agreement “{agreement}” is missing: tell the administrator.",
        )

"""What a dossier tells of itself: its files with their hashes, and how to check them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from reporting.engine.columns import format_day
from reporting.engine.editions import Edition
from reporting.models import Report, Snapshot
from reporting.program import program_version

MANIFEST, MANIFEST_TEXT, README, SUMS = (
    "manifest.json",
    "MANIFEST.txt",
    "README.txt",
    "SHA256SUMS",
)
READERS = {
    Edition.PUBLIC: "It is for everybody: confidential names are replaced by pseudonyms.",
    Edition.CONSORTIUM: "It is for the partners of the consortium alone. Names that are hidden from "
    "partners are replaced by pseudonyms.",
    Edition.AGENCY: "It is for the funding agency and its auditors alone, and shows every name. Do not "
    "pass it on.",
}
ABOUT = """\
{title}
{underline}

{what}
This is the {edition} edition.
{readers}

What is in it
-------------
*.pdf, *.xlsx, *.json   the report{official}
evidence.csv            every figure with the records behind it, a line for each record
evidence/               the same, a file for each column of a table and each figure in a text
findings.csv            what does not fit, with the decision on each (agency edition only)
agreements/             the documents of the agreements that readers of this edition may have, as they
                        are kept today
manifest.json           what this dossier is, and each file with its size and SHA-256
MANIFEST.txt            the same, to read

How to check it
---------------
Unpack the archive and open a terminal in its folder.
  Linux:    sha256sum -c SHA256SUMS
  macOS:    shasum -a 256 -c SHA256SUMS
  Windows:  certutil -hashfile FILE SHA256    (and compare with SHA256SUMS)
Each line must say OK.
{verification}"""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read a piece at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(
    files: Mapping[str, Path],
    folder: Path,
    *,
    data: dict[str, Any],
    report: Report,
    edition: Edition,
    version: Snapshot | None,
) -> list[str]:
    """Write the manifests of these files, the note how to check them, and their sums.

    Gives the four paths below the folder. They tell no moment, so that equal files have equal ones.
    """
    listed = [
        {"path": name, "size": files[name].stat().st_size, "sha256": sha256_of(files[name])}
        for name in sorted(files)
    ]
    about = _about(data, report, edition, version)
    (folder / README).write_text(_readme(about, edition, version), "utf-8")
    (folder / MANIFEST).write_text(
        json.dumps({**about, "files": listed}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    (folder / MANIFEST_TEXT).write_text(_text(about, listed), "utf-8")
    sums = {str(entry["path"]): str(entry["sha256"]) for entry in listed}
    sums |= {name: sha256_of(folder / name) for name in (MANIFEST, MANIFEST_TEXT, README)}
    lines = (f"{sums[name]}  {name}\n" for name in sorted(sums))
    (folder / SUMS).write_text("".join(lines), "utf-8")
    return [MANIFEST, MANIFEST_TEXT, README, SUMS]


def _about(
    data: dict[str, Any], report: Report, edition: Edition, version: Snapshot | None
) -> dict[str, Any]:
    about: dict[str, Any] = {
        "document": report.document,
        "title": data["title"],
        "partnership": report.partnership.slug,
        "acronym": report.partnership.acronym,
        "edition": edition.value,
        "period": data.get("masthead", {}).get("period", str(report.period)),
        "data_hash": data["data_hash"],
        "program_version": version.document_version if version else program_version(),
    }
    if version is not None:
        about |= {
            "version": version.number,
            "code": version.code,
            "submitted_at": version.submitted_at.isoformat(),
            "verify_at": f"{settings.SITE_URL}/verify/{version.code}/",
        }
    return about


def _readme(about: dict[str, Any], edition: Edition, version: Snapshot | None) -> str:
    title = f"{about['acronym']}: {about['title']}"
    if version is None:
        what = "A working version: it was not submitted, and changes with the records."
        verification = ""
    else:
        day = format_day(timezone.localdate(version.submitted_at))
        what = f"Version {version.number}, submitted on {day}, as it was submitted."
        verification = (
            f"\nWhether a file of the report is the submitted one: {about['verify_at']}\n"
        )
    return ABOUT.format(
        title=title,
        underline="=" * len(title),
        what=what,
        edition=edition.value,
        readers=READERS[edition],
        official=" as it was submitted, in every format" if version else "",
        verification=verification,
    )


def _text(about: dict[str, Any], listed: list[dict[str, Any]]) -> str:
    width = max(len(key) for key in about)
    lines = [f"{key.replace('_', ' '):<{width}}  {value}" for key, value in about.items()]
    lines += ["", f"{'SHA-256':<64}  {'bytes':>12}  file"]
    lines += [f"{entry['sha256']}  {entry['size']:>12,}  {entry['path']}" for entry in listed]
    return "\n".join(lines) + "\n"

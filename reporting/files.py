"""Files of reports on the disk: whole or not there, and nothing left of what was begun in vain."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from reporting.models import RenderedFile

RENDERED = "rendered"
SUBMITTED = "submitted"
DOSSIERS = "dossiers"
DRAFT = ".draft-"
"""Begins the name of every file and folder that is not finished."""


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into; it stands at ``path`` when all of it is on the disk, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=DRAFT, delete=False) as draft:
        try:
            yield draft
            draft.flush()
            os.fchmod(draft.fileno(), 0o644)
            os.fsync(draft.fileno())
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """A new name outlives a power cut only once its folder is on the disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep_files() -> list[Path]:
    """Remove what dead workers left: drafts, and rendered files that no row knows; and old dossiers.

    Only what nobody has touched for ``DRAFTS_KEPT_SECONDS``, so no living worker misses anything, and
    dossiers after ``DOSSIERS_KEPT_SECONDS``. Gives what was removed.
    """
    root = Path(settings.REPORTS_ROOT)
    known = set(RenderedFile.objects.values_list("path", flat=True))
    drafts = [*(root / SUBMITTED).glob(f"{DRAFT}*"), *(root / RENDERED).rglob(f"{DRAFT}*")]
    rendered = [
        path
        for path in (root / RENDERED).glob("[!.]*")
        if path.is_file() and str(path.relative_to(root)) not in known
    ]
    packed = list((root / DOSSIERS).glob("[!.]*.zip"))
    drafts += [path for path in (root / DOSSIERS).glob("*") if path not in packed]
    kept = settings.DRAFTS_KEPT_SECONDS
    left = [path for path in (*drafts, *rendered) if _is_older(path, kept)]
    left += [path for path in packed if _is_older(path, settings.DOSSIERS_KEPT_SECONDS)]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return left


def _is_older(path: Path, seconds: float) -> bool:
    try:
        touched = path.stat().st_mtime
    except FileNotFoundError:
        return False
    return time.time() - touched > seconds

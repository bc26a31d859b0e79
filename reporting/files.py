"""Files of reports: whole or not there, and nothing left of what was begun in vain."""

import contextlib
import shutil
import time
from pathlib import Path

from django.conf import settings

from common.stores import StoreIsAway, reports, uploads
from common.whole_files import DRAFT
from reporting.exceptions import FilesAreAway, RenderingFailed
from reporting.models import RenderedFile

RENDERED = "rendered"
SUBMITTED = "submitted"
DOSSIERS = "dossiers"
PARTS = "parts"
PARTS_KEPT_SECONDS = 30 * 24 * 3600
"""For which other workers find parts of PDFs that they share."""

FILES_ARE_AWAY = (
    "The store of files does not answer. Nothing is lost; try again in a few minutes, and tell the "
    "administrator if it happens again."
)


def not_stored(what: str, error: OSError, then: str = "") -> RenderingFailed:
    """The words for a file that could not be kept; ``then`` tells what became of the whole."""
    is_away = isinstance(error, StoreIsAway)
    advice = "try again in a few minutes" if is_away else "free some space and try again"
    words = f"{what}: {error.strerror}. {f'{then}; {advice}' if then else advice.capitalize()}."
    return FilesAreAway(words) if is_away else RenderingFailed(words)


def remove(name: str) -> None:
    """Remove a rendered file that another one takes the place of; what is missed is swept later."""
    with contextlib.suppress(StoreIsAway):
        reports().delete(name)


def sweep_files() -> list[str]:
    """Remove what dead workers left: drafts, and rendered files that no row knows; and old dossiers.

    Only what nobody has touched for ``DRAFTS_KEPT_SECONDS``, so no living worker misses anything, and
    dossiers after ``DOSSIERS_KEPT_SECONDS``. Gives the names of what was removed.
    """
    store, now = reports(), time.time()
    rendered = [
        entry.name
        for entry in store.entries(f"{RENDERED}/")
        if now - entry.modified > settings.DRAFTS_KEPT_SECONDS
    ]
    known = set(RenderedFile.objects.values_list("path", flat=True))
    left = [name for name in rendered if name not in known]
    for entry in store.entries(f"{DOSSIERS}/"):
        is_packed = entry.name.endswith(".zip")
        kept = settings.DOSSIERS_KEPT_SECONDS if is_packed else settings.DRAFTS_KEPT_SECONDS
        left += [entry.name] if now - entry.modified > kept else []
    if store.is_shared:
        parts = store.entries(f"{PARTS}/")
        left += [part.name for part in parts if now - part.modified > PARTS_KEPT_SECONDS]
    for name in left:
        store.delete(name)
    drafts = (RENDERED, SUBMITTED, DOSSIERS)
    return left + [name for folder in drafts for name in sweep_drafts(folder)]


def sweep_drafts(folder: str, seconds: float | None = None) -> list[str]:
    """Remove what dead workers left unfinished in a folder of this machine. Gives the names."""
    root = Path(settings.REPORTS_ROOT)
    kept = settings.DRAFTS_KEPT_SECONDS if seconds is None else seconds
    drafts = [path for path in (root / folder).glob(".*") if _is_older(path, kept)]
    for path in drafts:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return [path.relative_to(root).as_posix() for path in drafts]


def sweep_uploads() -> list[str]:
    """Remove files that came in as their process died, like ``sweep_drafts``; in a folder of this machine."""
    root = Path(settings.MEDIA_ROOT)
    if uploads().is_shared:
        return []
    kept = settings.DRAFTS_KEPT_SECONDS
    drafts = [path for path in root.rglob(f"{DRAFT}*") if path.is_file() and _is_older(path, kept)]
    for path in drafts:
        path.unlink(missing_ok=True)
    return [path.relative_to(root).as_posix() for path in drafts]


def _is_older(path: Path, seconds: float) -> bool:
    try:
        touched = path.stat().st_mtime
    except FileNotFoundError:
        return False
    return time.time() - touched > seconds

"""Files of reports on the disk: whole or not there, and nothing left of what was begun in vain."""

import shutil
import time
from pathlib import Path

from django.conf import settings

from common.whole_files import DRAFT
from reporting.models import RenderedFile

RENDERED = "rendered"
SUBMITTED = "submitted"
DOSSIERS = "dossiers"


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

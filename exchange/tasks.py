"""Background work of workbooks."""

import time

from celery import shared_task
from django.conf import settings

from exchange.imports import sweep_workbooks
from exchange.work import exports_folder


@shared_task
def clear_away_workbooks() -> None:
    """Remove uploaded workbooks of long ago and exported ones of yesterday; safe to run twice."""
    sweep_workbooks()
    sweep_exports()


def sweep_exports() -> int:
    """Remove exported workbooks, and drafts of them, that are kept long enough. Gives their number."""
    oldest = time.time() - settings.DOSSIERS_KEPT_SECONDS
    old = [path for path in exports_folder().glob("*") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)

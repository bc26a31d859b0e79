"""Background work of workbooks."""

import time

from celery import shared_task
from django.conf import settings

from common.stores import reports
from exchange.imports import sweep_workbooks
from exchange.work import FOLDER
from reporting.files import sweep_drafts


@shared_task
def clear_away_workbooks() -> None:
    """Remove uploaded workbooks of long ago and exported ones of yesterday; safe to run twice."""
    sweep_workbooks()
    sweep_exports()


def sweep_exports() -> int:
    """Remove exported workbooks, and drafts of them, that are kept long enough. Gives their number."""
    oldest = time.time() - settings.DOSSIERS_KEPT_SECONDS
    old = [entry.name for entry in reports().entries(f"{FOLDER}/") if entry.modified < oldest]
    for name in old:
        reports().delete(name)
    return len(old) + len(sweep_drafts(FOLDER, settings.DOSSIERS_KEPT_SECONDS))

"""Background work on people and their data."""

from celery import shared_task
from django.utils import timezone

from partnership.privacy.retention import announce, delete_due


@shared_task
def keep_no_longer() -> int:
    """Announce what has had its time, and delete what was announced; safe to run twice. Returns how many
    were deleted."""
    day = timezone.localdate()
    announce(day)
    return len(delete_due(day))

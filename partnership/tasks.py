"""Background work on people and their data."""

from celery import shared_task
from django.utils import timezone

from partnership.accounts.sessions import forget_ended_sessions
from partnership.mail.forgetting import forget_old_emails
from partnership.mail.tasks import send_email, take_up_emails
from partnership.privacy.retention import announce, delete_due, forget_invitations

__all__ = ["forget_sessions", "keep_no_longer", "send_email", "take_up_emails"]


@shared_task
def keep_no_longer() -> int:
    """Announce what has had its time, and delete what was announced; safe to run twice. Returns how many
    were deleted."""
    day = timezone.localdate()
    forget_invitations()
    forget_old_emails()
    announce(day)
    return len(delete_due(day))


@shared_task
def forget_sessions() -> None:
    """Forget sessions that have ended, with the addresses that they came from."""
    forget_ended_sessions()

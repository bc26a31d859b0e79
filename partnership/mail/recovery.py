"""E-mails that a dead worker left, or that no worker was told of, are taken up."""

import logging
import time
from datetime import timedelta

from django.conf import settings

from partnership.choices import EmailState
from partnership.mail.sending import LOST, Outcome, deliver, keep_sent, try_later
from partnership.mail.ways import was_taken
from partnership.models import Email
from partnership.models.emails import EmailQuerySet

logger = logging.getLogger(__name__)

DIED = "The worker stopped while it was sending."


def send_waiting(*, seconds: float | None = None) -> int:
    """Send whatever waits and is due, for so long at most. Returns how many were sent.

    Ends early where the mail server is not reached: the others would not reach it either.
    """
    for email in stale_emails():
        release(email)
    until = time.monotonic() + seconds if seconds else None
    sent = 0
    for number in list(Email.objects.due().values_list("pk", flat=True)):
        if until and time.monotonic() > until:
            break
        outcome = deliver(number)
        sent += outcome is Outcome.SENT
        if outcome is Outcome.NOT_REACHED:
            break
    return sent


def stale_emails() -> EmailQuerySet:
    """E-mails whose worker is taken for dead."""
    stale: EmailQuerySet = Email.objects.stale(timedelta(seconds=settings.EMAILS_LEASE_SECONDS))
    return stale


def release(email: Email) -> bool:
    """Take a stale e-mail from its worker: it waits again, unless it may have been handed over.

    Where the way can tell, it is asked. Otherwise the e-mail stays unsure until a person decides.
    """
    left = stale_emails().filter(pk=email.pk, owner=email.owner).order_by()
    # Looked at in the same UPDATE: the worker may have gone on since the row was read.
    if _wait_again(left.filter(handed_over_at=None), email):
        return True
    handed_over = left.filter(handed_over_at__isnull=False)
    taken = was_taken(email.message_id)
    if taken is None:
        logger.error("E-mail %s: its worker stopped while it handed it over.", email.pk)
        return bool(handed_over.update(state=EmailState.UNSURE, last_error=f"{DIED} {LOST}"))
    return keep_sent(handed_over, email) if taken else _wait_again(handed_over, email)


def _wait_again(rows: EmailQuerySet, email: Email) -> bool:
    if not try_later(rows, email.attempts, DIED):
        return False
    Email.objects.filter(pk=email.pk, state=EmailState.WAITING).update(next_attempt_at=None)
    return True

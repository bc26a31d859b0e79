"""Background work on e-mails; ``partnership.tasks`` makes it known to workers."""

from celery import shared_task

from partnership.mail.recovery import send_waiting
from partnership.mail.sending import deliver

SWEEP_SECONDS = 45
"""For which one sweep sends at most; the next one goes on."""


@shared_task(name="partnership.tasks.send_email")
def send_email(email_id: int) -> None:
    """Send an e-mail, unless it is sent or another worker has it."""
    deliver(email_id)


@shared_task(name="partnership.tasks.take_up_emails")
def take_up_emails() -> int:
    """Send what waits: what dead workers left, what no worker was told of, what is to be tried again.

    Safe to run twice. Returns how many were sent.
    """
    return send_waiting(seconds=SWEEP_SECONDS)

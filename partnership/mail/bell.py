"""Telling a worker that an e-mail waits."""

import logging
import time

from partnership.mail.tasks import send_email

logger = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds for which a queue that was away is not asked again: each try may take ten."""

_silent_until = 0.0


def ring(email_id: int) -> None:
    """Tell a worker of an e-mail. Where the queue is away, it waits for ``take_up_emails``."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        send_email.apply_async((email_id,), retry=False)
    except Exception:  # each kind of queue has errors of its own
        _silent_until = time.monotonic() + PATIENCE
        logger.warning("The queue is away; e-mail %s waits.", email_id, exc_info=True)

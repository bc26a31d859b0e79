"""Sending an e-mail: once, by whoever takes it first, see docs/adr/0019."""

import logging
import os
import secrets
import socket
from datetime import timedelta
from enum import Enum

from django.db import InterfaceError, OperationalError
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from partnership.choices import BounceKind, EmailState
from partnership.mail.messages import message_of
from partnership.mail.ways import ConnectionLost, NotTaken, TurnedDown, hand_over, opened
from partnership.models import Email

logger = logging.getLogger(__name__)

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""How long an e-mail waits after each attempt that failed; after the last one it has failed."""

LOST = "Whether the mail server has it is not known, so it is not sent again by itself."


class Outcome(Enum):
    """What became of an attempt."""

    SENT = "sent"
    NOT_SENT = "not sent"
    NOT_REACHED = "the mail server was not reached"
    NOT_MINE = "there was nothing to send, or another worker has it"


class LeaseLost(Exception):
    """Another worker has the e-mail by now, because this one was silent for too long."""


def deliver(email_id: int) -> Outcome:
    """Send a waiting e-mail that is due; of several who try at once one does.

    Never raises for what a mail server does: the row tells it.
    """
    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(8)}"
    if not _claim(email_id, owner):
        return Outcome.NOT_MINE
    try:
        return _send(Email.objects.get(pk=email_id), owner)
    except LeaseLost:
        logger.warning("Another worker has e-mail %s by now.", email_id)
    except (OperationalError, InterfaceError):
        # Nothing can be written: the e-mail goes stale and is looked at again.
        logger.exception("The database was away while e-mail %s was sent.", email_id)
    return Outcome.NOT_MINE


def _claim(email_id: int, owner: str) -> bool:
    taken = (
        Email.objects.due()
        .filter(pk=email_id)
        .order_by()
        .update(
            state=EmailState.SENDING,
            owner=owner,
            claimed_at=Now(),
            handed_over_at=None,
            attempts=F("attempts") + 1,
        )
    )
    return bool(taken)


def _send(email: Email, owner: str) -> Outcome:
    mine = Email.objects.filter(pk=email.pk, owner=owner, state=EmailState.SENDING)

    def before() -> None:
        if not mine.update(handed_over_at=Now(), claimed_at=Now()):
            raise LeaseLost

    is_reached = False
    try:
        with opened() as way:
            is_reached = True
            hand_over(way, message_of(email), before)
            _keep_sent(email, owner)
        return Outcome.SENT
    except TurnedDown as error:
        _keep_refusal(mine, error)
    except NotTaken as error:
        try_later(mine, email.attempts, str(error))
    except ConnectionLost as error:
        mine.update(state=EmailState.UNSURE, last_error=_short(f"{error}. {LOST}"))
    except (LeaseLost, OperationalError, InterfaceError):
        raise
    except Exception as error:  # a fault of the portal, or of a library
        logger.exception("E-mail %s could not be made.", email.pk)
        try_later(mine, email.attempts, f"It could not be made ({type(error).__name__}).")
    return Outcome.NOT_SENT if is_reached else Outcome.NOT_REACHED


def _keep_sent(email: Email, owner: str) -> None:
    # Also where the lease ended meanwhile: the message is out, whatever was thought of it.
    states = (EmailState.SENDING, EmailState.UNSURE)
    keep_sent(Email.objects.filter(pk=email.pk, owner=owner, state__in=states), email)


def keep_sent(rows: QuerySet[Email], email: Email) -> bool:
    """Keep that the rows, which are those of one e-mail or none, are sent; what is secret is emptied."""
    emptied = {"text": "", "html": "", "attachments": []} if email.is_secret else {}
    return bool(
        rows.update(state=EmailState.SENT, sent_at=Now(), owner="", last_error="", **emptied)
    )


def _keep_refusal(mine: QuerySet[Email], error: TurnedDown) -> None:
    if error.is_address:
        mine.update(
            state=EmailState.BOUNCED,
            bounced_at=Now(),
            bounce_kind=BounceKind.HARD,
            bounce_reason=_short(str(error)),
            handed_over_at=None,
            owner="",
        )
    else:
        mine.update(
            state=EmailState.FAILED, last_error=_short(str(error)), handed_over_at=None, owner=""
        )


def try_later(rows: QuerySet[Email], attempts: int, words: str) -> bool:
    """Let an e-mail wait for its next attempt, or let it have failed after the last one."""
    is_over = attempts > len(DELAYS)
    return bool(
        rows.update(
            state=EmailState.FAILED if is_over else EmailState.WAITING,
            next_attempt_at=None if is_over else timezone.now() + DELAYS[max(attempts, 1) - 1],
            last_error=_short(words),
            handed_over_at=None,
            owner="",
        )
    )


def _short(words: str) -> str:
    return words if len(words) <= 500 else f"{words[:499]}…"

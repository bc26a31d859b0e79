"""What people decide about e-mails that did not arrive."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from partnership.choices import EmailState
from partnership.exceptions import EmailNotSentAgain
from partnership.mail.bell import ring
from partnership.models import Email, User

NO_RIGHT = "Only coordinators of the partnership send its e-mails again."


def refusal_of(email: Email) -> str:
    """Why an e-mail cannot be sent again; nothing where it can."""
    if email.state not in EmailState.troubled():
        return f"This e-mail is {email.get_state_display().lower()}, so there is nothing to send again."
    if email.is_emptied:
        return (
            "The text of this e-mail is gone, so it cannot be sent again. Open the record that it is "
            "about, and send a new one from there."
        )
    return ""


@transaction.atomic
def send_again(*, email: Email, by: User) -> Email:
    """Let an e-mail that did not arrive, or perhaps not, wait to be sent once more.

    Its Message-ID stays, so a mailbox that has it already shows it once. Raises ``EmailNotSentAgain``.
    """
    kept = _held(email, by)
    if refusal := refusal_of(kept):
        raise EmailNotSentAgain(refusal)
    kept.state, kept.attempts, kept.next_attempt_at = EmailState.WAITING, 0, None
    kept.last_error, kept.owner, kept.bounce_kind, kept.bounce_reason = "", "", "", ""
    kept.claimed_at = kept.handed_over_at = kept.sent_at = kept.bounced_at = kept.settled_at = None
    kept._change_reason = "Sent again"  # type: ignore[attr-defined]
    kept.save()
    transaction.on_commit(partial(ring, kept.pk))
    return kept


@transaction.atomic
def settle(*, email: Email, by: User) -> Email:
    """Note that somebody has looked after an e-mail that did not arrive. Raises ``EmailNotSentAgain``."""
    kept = _held(email, by)
    if kept.state not in EmailState.troubled():
        raise EmailNotSentAgain(
            "Nothing is wrong with this e-mail, so there is nothing to deal with."
        )
    if kept.settled_at is None:
        kept.settled_at = timezone.now()
        kept._change_reason = "Dealt with"  # type: ignore[attr-defined]
        kept.save()
    return kept


def _held(email: Email, by: User) -> Email:
    kept: Email = Email.objects.select_for_update(of=("self",)).get(pk=email.pk)
    if not by.has_perm("partnership.send_email", kept):
        raise EmailNotSentAgain(NO_RIGHT)
    return kept

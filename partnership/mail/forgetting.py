"""E-mails are not kept for ever, and not when somebody is erased."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from partnership.choices import EmailState
from partnership.models import Email, User
from partnership.models.emails import EmailQuerySet
from partnership.privacy.personal import forget_rows

SHORTEST_NAME = 5
"""Letters of a name by which somebody can be told from a word."""


def forget_old_emails() -> int:
    """Empty the texts of e-mails that ended long ago, and delete the rows later. Returns how many changed."""
    ended = Email.objects.filter(state__in=EmailState.ended())
    now = timezone.now()
    before = now - timedelta(days=settings.EMAIL_LOG_KEPT_DAYS)
    old = ended.filter(created_at__lt=before).order_by()
    number = old.count()
    forget_rows(old)
    full = ended.exclude(text="", html="")
    return number + _empty(
        full.filter(created_at__lt=now - timedelta(days=settings.EMAILS_KEPT_DAYS))
    )


def forget_address(address: str) -> None:
    """Delete every e-mail to an address, what waits among them, with its history."""
    forget_rows(Email.objects.to(address).order_by())


def empty_mentions(person: User) -> None:
    """Empty the texts of e-mails to others that name a person who is erased."""
    named = Q(text__icontains=person.email)
    if len(person.name) >= SHORTEST_NAME:
        named |= Q(text__icontains=person.name)
    _empty(Email.objects.filter(named, state__in=EmailState.ended()))


def _empty(rows: EmailQuerySet) -> int:
    return rows.order_by().update(text="", html="", attachments=[])

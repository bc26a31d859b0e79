"""E-mails to people about their access and their own data, one function for each."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from partnership.exceptions import MailFailed
from partnership.models import DeletionNotice, Invitation, User


def send_invitation(invitation: Invitation, link: str) -> None:
    """Invite somebody; ``link`` is what the address ends with. Raises ``MailFailed``."""
    by = invitation.invited_by
    _send(
        "invitation",
        f"Invitation to the cluster partnership portal: {invitation.partnership or invitation.programme}",
        invitation.email,
        {
            "invitation": invitation,
            "invited_by": by,
            "address": f"{settings.SITE_URL}{reverse('invitation', args=[link])}",
        },
    )


def send_second_factor_reset(person: User, by: User) -> None:
    """Tell somebody that their second factor was taken off. Raises ``MailFailed``."""
    _send(
        "second_factor_reset",
        "Your second factor was reset",
        person.email,
        {"person": person, "by": by, "address": f"{settings.SITE_URL}{reverse('account_login')}"},
    )


def _send(name: str, subject: str, to: str, context: dict[str, Any]) -> None:
    context = {"subject": subject, **context}
    text = render_to_string(f"emails/partnership/{name}.txt", context)
    html = render_to_string(f"emails/partnership/{name}.html", context)
    try:
        send_mail(subject, text, None, [to], html_message=html)
    except (SMTPException, OSError) as error:
        raise MailFailed(f"The e-mail to {to} could not be sent.") from error


def send_deletion_announced(notice: DeletionNotice, words: str, person: User) -> None:
    """Tell somebody what will be deleted, why, when, and how to keep it."""
    context = {
        "notice": notice,
        "words": words,
        "person": person,
        "address": f"{settings.SITE_URL}/",
        "is_own": notice.number == person.pk and notice.partnership_id is None,
    }
    send_mail(
        f"Will be deleted on {notice.due_on:%-d %B %Y}: {'your sign-in' if context['is_own'] else notice.about}",
        render_to_string("emails/partnership/deletion_announced.txt", context),
        None,
        [person.email],
        html_message=render_to_string("emails/partnership/deletion_announced.html", context),
        # An address that is gone is no reason to keep data for ever.
        fail_silently=True,
    )

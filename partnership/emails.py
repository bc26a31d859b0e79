"""E-mails about people's own data, one function for each."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from partnership.models import DeletionNotice, User


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

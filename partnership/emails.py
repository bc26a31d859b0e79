"""E-mails to people about their access and their own data, one function for each."""

from django.conf import settings
from django.urls import reverse

from partnership.mail.posting import post_email
from partnership.models import DeletionNotice, Email, Invitation, User


def post_invitation(invitation: Invitation, link: str) -> Email:
    """Invite somebody; ``link`` is what the address ends with."""
    return post_email(
        kind="partnership.invitation",
        to=invitation.email,
        template="partnership/invitation",
        subject=f"Invitation to the cluster partnership portal: {invitation.partnership or invitation.programme}",
        context={
            "invitation": invitation,
            "invited_by": invitation.invited_by,
            "address": f"{settings.SITE_URL}{reverse('invitation', args=[link])}",
        },
        reason="Your address was entered in the portal to invite you to a role.",
        partnership=invitation.partnership,
        about=invitation,
        is_secret=True,
        replaces=True,
    )


def post_second_factor_reset(person: User, by: User) -> Email:
    """Tell somebody that their second factor was taken off."""
    return post_email(
        kind="partnership.second_factor_reset",
        to=person.email,
        template="partnership/second_factor_reset",
        subject="Your second factor was reset",
        context={
            "name": str(person),
            "by": by,
            "address": f"{settings.SITE_URL}{reverse('account_login')}",
        },
        reason="The security of your account was changed.",
        about=person,
    )


def post_deletion_announced(notice: DeletionNotice, words: str, person: User) -> Email:
    """Tell somebody what will be deleted, why, when, and how to keep it; once for each notice."""
    is_own = notice.number == person.pk and notice.partnership_id is None
    what = "your sign-in" if is_own else " ".join(notice.about.split())
    return post_email(
        kind="partnership.deletion_announced",
        to=person.email,
        template="partnership/deletion_announced",
        subject=f"Will be deleted on {notice.due_on:%-d %B %Y}: {what}",
        context={
            "name": str(person),
            "notice": notice,
            "words": words,
            "person": person,
            "address": f"{settings.SITE_URL}{reverse('my_data') if is_own else '/'}",
            "is_own": is_own,
        },
        reason="The portal keeps personal data no longer than it is needed.",
        partnership=notice.partnership,
        about=notice,
        once=f"deletion_announced.{notice.pk}.{person.pk}",
    )

"""E-mails to contacts of organisations."""

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gateways.models import Contact
from partnership.mail.posting import post_email
from partnership.models import Email


def post_contact_invitation(contact: Contact, link: str, language: str) -> Email:
    """Invite a contact to make a sign-in; ``link`` is what the address ends with."""
    organisation = contact.organisation
    return post_email(
        kind="gateways.contact_invitation",
        to=contact.email,
        template="gateways/contact_invitation",
        subject=format_lazy(_("Your sign-in for {}"), organisation.name[:150]),
        context={
            "organisation": organisation.name,
            "days": settings.INVITATION_DAYS,
            "address": f"{settings.SITE_URL}{reverse('contact_join', args=[link])}",
        },
        reason=_("Your address stands in the portal as that of a contact of this organisation."),
        language=language,
        partnership=organisation.partnership,
        about=contact,
        is_secret=True,
        replaces=True,
    )

"""The question after an event: how were the meetings?"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Registration
from partnership.mail.posting import post_email
from partnership.mail.rendering import language_of
from partnership.models import Email


def once_key(registration: Registration) -> str:
    """Under which there is one such e-mail for ever."""
    return f"events.feedback:{registration.pk}"


def post_feedback_request(registration: Registration) -> Email:
    """Ask who is written to how the meetings of an event were; once for each registration.

    Its attendees and its event’s partnership are loaded.
    """
    contact = next(row for row in registration.attendees.all() if row.is_contact)
    with translation.override(language_of(registration.language)):
        path = reverse("registration_feedback", args=[registration.link])
    return post_email(
        kind="events.feedback",
        to=contact.email,
        template="events/feedback",
        subject=format_lazy(_("How were your meetings at {}?"), registration.event.name),
        context={
            "name": contact.name,
            "event": registration.event,
            "url": f"{settings.SITE_URL}{path}",
        },
        reason=_("You took part in this event with meetings."),
        language=registration.language,
        partnership=registration.event.partnership,
        about=registration,
        is_secret=True,
        once=once_key(registration),
    )

"""What a participant is told when its meetings are fixed, or change."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from events.models import Attendee
from events.services.changes import News
from partnership.mail.posting import post_email
from partnership.mail.rendering import language_of, render
from partnership.models import Email

KIND = "events.agenda"
TEMPLATE = "events/agenda_changed"
PLACE = "LINK"
HIDDEN_LINK = "…"
"""Stands in a preview where the e-mail has the private link: it is the participant's alone."""


@dataclass(frozen=True)
class AgendaLetter:
    """An e-mail to one participant, as it will go, but for the private link."""

    news: News
    contact: Attendee
    is_first: bool
    """Whether the participant had no agenda before."""

    @property
    def language(self) -> str:
        """In which it is written."""
        return language_of(self.news.registration.language)

    @property
    def subject(self) -> str:
        """The subject, in its language."""
        with translation.override(self.language):
            words = (
                _("Your meetings at %(event)s")
                if self.is_first
                else _("Changes to your meetings at %(event)s")
            )
            return words % {"event": self.news.registration.event.name}

    @property
    def reason(self) -> str:
        """Why it comes, in its language."""
        with translation.override(self.language):
            return _("You take part in %(event)s.") % {"event": self.news.registration.event.name}

    @property
    def text(self) -> str:
        """What it says, for a preview."""
        with translation.override(self.language):
            text, _html = render(
                TEMPLATE,
                self._context(HIDDEN_LINK),
                subject=self.subject,
                reason=self.reason,
                partnership=self.news.registration.event.partnership,
            )
        return text

    def post(self, once: str) -> Email:
        """Keep it for sending; once for each key."""
        registration = self.news.registration
        return post_email(
            kind=KIND,
            to=self.contact.email,
            template=TEMPLATE,
            context=self._context(registration.link),
            subject=self.subject,
            reason=self.reason,
            language=self.language,
            partnership=registration.event.partnership,
            about=registration,
            once=f"{KIND}.{registration.pk}.{once}",
            is_secret=True,
        )

    def _context(self, link: str) -> dict[str, object]:
        return {
            "name": self.contact.name,
            "event": self.news.registration.event,
            "is_first": self.is_first,
            "news": self.news,
            "address": agenda_address(link, self.language),
        }


def agenda_address(link: str, language: str) -> str:
    """The whole address of a participant's agenda, in a language."""
    with translation.override(language):
        path = reverse("registration_agenda", args=[PLACE])
        return f"{settings.SITE_URL}{path.replace(PLACE, link)}"

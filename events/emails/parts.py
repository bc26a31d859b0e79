"""What e-mails about a registration have in common."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from events.entries import event_file
from events.hours import When, when_of, zones_of
from events.ics import CONTENT_TYPE
from events.models import Attendee, Event, Registration
from partnership.mail.posting import Attachment, post_email
from partnership.mail.rendering import language_of
from partnership.models import Email
from smes.emails.addresses import page_address

TEMPLATE = "events/message"

Facts = list[tuple[str, str]]


def contact_of(registration: Registration) -> Attendee | None:
    """Who is written to, if anybody. One query."""
    return registration.attendees.filter(is_contact=True).exclude(email="").first()


def facts_of(event: Event, language: str) -> Facts:
    """When and where, in a language, each time in the zones of both sides."""
    with translation.override(language_of(language)):
        return [*when_facts(when_of(event, zones_of(event))), *_where(event)]


def when_facts(when: When) -> Facts:
    """When it takes place, as rows of the language that is active."""
    rows = [(_("When"), when.days)] if when.days else []
    if when.own:
        rows.append((_("Hours"), str(when.own)))
    return rows + [(_("In other time zones"), str(hours)) for hours in when.elsewhere]


def _where(event: Event) -> Facts:
    return [(_("Where"), event.place)] if event.place else []


def calendar_attachment(
    event: Event, *, address: str = "", is_cancelled: bool = False
) -> Attachment:
    """The event for any calendar program."""
    content = event_file(event, address=address, is_cancelled=is_cancelled)
    return Attachment("event.ics", CONTENT_TYPE.partition(";")[0], content)


def own_page(registration: Registration) -> str:
    """The private address of a registration's page, in its language."""
    return page_address("registration", registration.link, language=registration.language)


def post_to_registrant(
    registration: Registration,
    *,
    kind: str,
    subject: Any,
    lines: Sequence[Any],
    reason: Any,
    button: Any = "",
    url: str = "",
    quote: str = "",
    facts: Facts | None = None,
    once: str = "",
    replaces: bool = False,
    attachments: Sequence[Attachment] = (),
) -> Email | None:
    """Write to the contact of a registration in its language; nothing where nobody is written to."""
    contact = contact_of(registration)
    if contact is None:
        return None
    context = {
        "name": contact.name,
        "lines": lines,
        "quote": quote,
        "facts": facts or [],
        "button": button,
        "url": url,
    }
    return post_email(
        kind=f"events.{kind}",
        to=contact.email,
        template=TEMPLATE,
        subject=subject,
        context=context,
        reason=reason,
        language=registration.language,
        partnership=registration.event.partnership,
        about=registration,
        is_secret=True,
        once=once,
        replaces=replaces,
        attachments=attachments,
    )

"""E-mails that come from the organisers by themselves: invitations, reminders, changes."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.emails.parts import (
    TEMPLATE,
    calendar_attachment,
    facts_of,
    own_page,
    post_to_registrant,
)
from events.emails.registrations import OPEN_PAGE, REGISTERED
from events.models import EventInvitation, Registration
from partnership.mail.posting import post_email
from partnership.models import Email
from smes.emails.addresses import page_address

CHANGED = {
    "day": _("the day"),
    "hour": _("the hour"),
    "place": _("the place"),
    "link": _("the link for online participants"),
}
"""What may change of an event, in a word."""


def post_invitation(invitation: EventInvitation, *, reminds: bool = False) -> Email:
    """Invite somebody, or remind of the invitation."""
    event = invitation.event
    first: Any = (
        _("some days ago we invited you to this event. We would be glad to see you there.")
        if reminds
        else format_lazy(_("{} invites you to this event."), event.partnership.acronym)
    )
    page = page_address("event_invitation", invitation.link, language=invitation.language)
    subject = _("Do you come? {}") if reminds else _("Invitation: {}")
    return post_email(
        kind="events.invitation_reminder" if reminds else "events.invitation",
        to=invitation.email,
        template=TEMPLATE,
        subject=format_lazy(subject, event.name),
        context={
            "name": invitation.name,
            "lines": [
                first,
                _("With this link you read more, register, or tell us that you cannot come."),
            ],
            "facts": facts_of(event, invitation.language),
            "button": _("See the invitation"),
            "url": page,
        },
        reason=_("The organisers of this event put this address on the list of those they invite."),
        language=invitation.language,
        partnership=event.partnership,
        about=invitation,
        is_secret=True,
    )


def post_reminder(registration: Registration, *, stage: str, in_words: Any) -> Email | None:
    """Remind of an event that comes soon; once for each stage and day of the event."""
    event = registration.event
    return post_to_registrant(
        registration,
        kind="reminder",
        subject=format_lazy(_("{}: {}"), in_words, event.name),
        lines=[
            format_lazy(_("{} the event takes place for which you are registered."), in_words),
            _("If you can no longer come, please cancel on your page: others wait for a place."),
        ],
        facts=facts_of(event, registration.language),
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=REGISTERED,
        once=f"events.reminder:{registration.pk}:{stage}:{event.start_on}",
    )


def post_changed(
    registration: Registration, *, changes: Sequence[str], version: int
) -> Email | None:
    """Tell what the organisers changed, with the event as it is now; once for each version."""
    event = registration.event
    return post_to_registrant(
        registration,
        kind="changed",
        subject=format_lazy(_("Changed: {}"), event.name),
        lines=[
            _("something has changed at the event for which you are registered:"),
            *[CHANGED[name] for name in changes],
            _("This is how it stands now. The attached file corrects the entry in your calendar."),
        ],
        facts=facts_of(event, registration.language),
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=REGISTERED,
        once=f"events.changed:{registration.pk}:{version}",
        attachments=[calendar_attachment(event)],
    )


def post_called_off(registration: Registration, *, version: int) -> Email | None:
    """Tell that the event does not take place."""
    event = registration.event
    return post_to_registrant(
        registration,
        kind="called_off",
        subject=format_lazy(_("Does not take place: {}"), event.name),
        lines=[
            _("we are sorry: the event for which you registered does not take place."),
            _("The attached file takes it out of your calendar."),
        ],
        facts=facts_of(event, registration.language),
        reason=REGISTERED,
        once=f"events.changed:{registration.pk}:{version}",
        attachments=[calendar_attachment(event, is_cancelled=True)],
    )

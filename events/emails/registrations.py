"""E-mails to those who registered: confirm, received, confirmed, waiting list, declined, cancelled."""

from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.emails.parts import calendar_attachment, facts_of, own_page, post_to_registrant
from events.models import Registration
from partnership.models import Email
from smes.emails.addresses import page_address

REGISTERED = _("You registered for this event with this address.")
OPEN_PAGE = _("Open my page")


def post_confirm_address(registration: Registration, link: str) -> Email | None:
    """Ask the contact to confirm the address; an earlier one that still waits is withdrawn."""
    return post_to_registrant(
        registration,
        kind="confirm_address",
        subject=format_lazy(_("Please confirm: {}"), registration.event.name),
        lines=[
            format_lazy(_("you registered {} for this event."), registration.organisation_name),
            format_lazy(
                _(
                    "Please confirm your address within {} days. Only then is the registration complete."
                ),
                settings.EVENT_CONFIRM_DAYS,
            ),
        ],
        facts=facts_of(registration.event, registration.language),
        button=_("Confirm my address"),
        url=page_address("registration_confirm", link, language=registration.language),
        reason=_("Somebody registered for this event with this address."),
        replaces=True,
    )


def post_known_already(registration: Registration) -> Email | None:
    """Tell who registers again that the registration is there, with its private link."""
    return post_to_registrant(
        registration,
        kind="known_already",
        subject=format_lazy(_("You are registered already: {}"), registration.event.name),
        lines=[
            _(
                "somebody, probably you, has just registered again with this address. There is a "
                "registration already, so we kept that one and changed nothing."
            ),
            _("On your page you see where it stands, and can change persons and profile."),
        ],
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=REGISTERED,
        replaces=True,
    )


def post_received(registration: Registration) -> Email | None:
    """Tell that somebody decides on the registration."""
    return post_to_registrant(
        registration,
        kind="received",
        subject=format_lazy(_("Received: {}"), registration.event.name),
        lines=[
            _(
                "thank you: your address is confirmed, and your registration has reached the organisers."
            ),
            _("They look at it and write to you as soon as they have decided."),
        ],
        facts=facts_of(registration.event, registration.language),
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=REGISTERED,
    )


def post_confirmed(registration: Registration, *, moved_up: bool = False) -> Email | None:
    """Tell that the organisation takes part, with the event for the calendar."""
    event = registration.event
    first: Any = (
        _("good news: a place became free, and you move up from the waiting list. You take part.")
        if moved_up
        else _("your registration is confirmed. You take part.")
    )
    online: list[Any] = (
        [_("The link for online participants stands on your page.")] if event.link else []
    )
    return post_to_registrant(
        registration,
        kind="moved_up" if moved_up else "confirmed",
        subject=format_lazy(_("Confirmed: {}"), event.name),
        lines=[
            first,
            _(
                "On your page you find the programme and all that concerns you, and can change persons or "
                "cancel. Keep this e-mail: the link in it is yours alone."
            ),
            *online,
            _("The attached file puts the event into your calendar."),
        ],
        facts=facts_of(event, registration.language),
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=REGISTERED,
        attachments=[calendar_attachment(event)],
    )


def post_waiting_list(registration: Registration) -> Email | None:
    """Tell that all places are taken for now."""
    return post_to_registrant(
        registration,
        kind="waiting_list",
        subject=format_lazy(_("On the waiting list: {}"), registration.event.name),
        lines=[
            _(
                "thank you for your registration. All places are taken, so it stands on the waiting list."
            ),
            _(
                "As soon as enough places become free you move up by yourself, and we write to you. If you "
                "can no longer come, please cancel on your page."
            ),
        ],
        facts=facts_of(registration.event, registration.language),
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=REGISTERED,
    )


def post_declined(registration: Registration) -> Email | None:
    """Tell that the organisation cannot take part, and why."""
    return post_to_registrant(
        registration,
        kind="declined",
        subject=format_lazy(_("Your registration: {}"), registration.event.name),
        lines=[
            _(
                "thank you for your interest. We are sorry that we cannot accept your registration this "
                "time. The organisers write:"
            )
        ],
        quote=registration.decision_reason,
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=REGISTERED,
    )


def post_cancelled(registration: Registration, *, by_office: bool) -> Email | None:
    """Tell that the registration is cancelled, with the end of it in the calendar."""
    first: Any = (
        _("the organisers have cancelled your registration.")
        if by_office
        else _("your registration is cancelled, as you asked. We are sorry that you cannot come.")
    )
    return post_to_registrant(
        registration,
        kind="cancelled",
        subject=format_lazy(_("Cancelled: {}"), registration.event.name),
        lines=[first],
        quote=registration.decision_reason if by_office else "",
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=REGISTERED,
        attachments=[calendar_attachment(registration.event, is_cancelled=True)],
    )


def post_link(registration: Registration) -> Email | None:
    """Send a new private link; earlier ones end."""
    return post_to_registrant(
        registration,
        kind="new_link",
        subject=format_lazy(_("Your private link: {}"), registration.event.name),
        lines=[
            _("here is the new private link to your registration. Earlier ones count no longer.")
        ],
        button=OPEN_PAGE,
        url=own_page(registration),
        reason=_("You asked on our pages to have the link sent to this address."),
        replaces=True,
    )

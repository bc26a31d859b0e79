"""E-mails to participants about requests for meetings."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.choices import MeetingState
from events.models import Meeting, Registration
from events.participants import registration_of_party
from partnership.mail.posting import post_email
from partnership.models import Email

REASON = _("You take part in this event, and others may ask you for meetings.")


def page_url(registration: Registration, name: str) -> str:
    """A page of a registration, in its language."""
    tag = "en-gb" if registration.language == "en" else registration.language
    with translation.override(tag):
        return f"{settings.SITE_URL}{reverse(name, args=[registration.link])}"


def post_asked(meeting: Meeting, by: Registration, to: Registration) -> Email | None:
    """Tell a participant who asks for a meeting; why, stands on its page only."""
    return _post(
        meeting,
        to,
        kind="events.meeting_asked",
        subject=format_lazy(_("{} would like to meet you"), by.organisation_name),
        lines=[
            format_lazy(
                _("{} ({}) would like to meet you at {}."),
                by.organisation_name,
                _country_of(by),
                by.event.name,
            ),
            _("Read who they are and why they ask, then accept or decline."),
        ],
        button=_("Answer the request"),
        moment=meeting.asked_at,
    )


def post_answered(meeting: Meeting, by: Registration) -> Email | None:
    """Tell who asked that the other one has accepted or declined; in which words, on its page only."""
    to = registration_of_party(by.event, meeting.party_a)
    is_accepted = meeting.state == MeetingState.ACCEPTED
    subject = _("{} wants to meet you, too") if is_accepted else _("{} cannot meet you")
    line = (
        _("{} has accepted your request for a meeting at {}.")
        if is_accepted
        else _("{} has declined your request for a meeting at {}.")
    )
    following = (
        _("When and where you meet is told to you once the schedule is made.")
        if is_accepted
        else _("The request no longer counts, so you may ask somebody else.")
    )
    return _post(
        meeting,
        to,
        kind="events.meeting_accepted" if is_accepted else "events.meeting_declined",
        subject=format_lazy(subject, by.organisation_name),
        lines=[format_lazy(line, by.organisation_name, by.event.name), following],
        button=_("Go to your meetings"),
        moment=meeting.answered_at,
    )


def post_withdrawn(meeting: Meeting, by: Registration) -> Email | None:
    """Tell who had accepted that the request was taken back."""
    to = registration_of_party(by.event, meeting.party_b)
    return _post(
        meeting,
        to,
        kind="events.meeting_withdrawn",
        subject=format_lazy(_("{} has withdrawn its request"), by.organisation_name),
        lines=[
            format_lazy(
                _("{} no longer asks for the meeting at {} that you had accepted."),
                by.organisation_name,
                by.event.name,
            ),
            _("You need not do anything."),
        ],
        button=_("Go to your meetings"),
        moment=meeting.answered_at,
    )


def _country_of(registration: Registration) -> Any:
    """The country, named in the language of whoever reads it."""
    return lazy(lambda: registration.country.name, str)()


def _post(
    meeting: Meeting,
    to: Registration | None,
    *,
    kind: str,
    subject: Any,
    lines: Sequence[Any],
    button: Any,
    moment: Any,
) -> Email | None:
    """Nothing is sent to who takes no part any more, or left no address."""
    contact = to.attendees.filter(is_contact=True).first() if to else None
    if to is None or contact is None or not contact.email:
        return None
    return post_email(
        kind=kind,
        to=contact.email,
        template="events/requests",
        subject=subject,
        context={
            "name": contact.name,
            "lines": lines,
            "button": button,
            "url": page_url(to, "registration_requests"),
        },
        reason=REASON,
        language=to.language,
        partnership=to.event.partnership,
        about=meeting,
        once=f"{kind}:{meeting.pk}:{to.pk}:{moment:%Y%m%d%H%M%S%f}" if moment else "",
        is_secret=True,
    )

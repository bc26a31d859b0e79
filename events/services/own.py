"""What a registrant changes on its page: profile, catalogue, answers, link."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from events.choices import RegistrationState
from events.emails import registrations as emails
from events.models import Event, Registration
from events.services.persons import CHANGED_BY_REGISTRANT, refuse_ended
from events.services.places import lock_registration
from events.services.registrations import OVER, confirm_link, keep_answers
from partnership.models import ConsentText

PROFILE = ("website", "profile", "offers", "seeks", "people_at_once", "message")
"""What may be changed as long as the registration goes on; the organisation itself may not."""


@transaction.atomic
def change_profile(
    *,
    registration: Registration,
    fields: Mapping[str, Any],
    catalogue_text: ConsentText | None,
    answers: Mapping[int, str],
) -> Registration:
    """Keep profile, answers, and whether it stands in the catalogue (with the text agreed to, or not).

    Raises ``StepNotAllowed`` for a registration that has ended.
    """
    locked = lock_registration(registration)
    refuse_ended(locked)
    for name in PROFILE:
        if name in fields:
            setattr(locked, name, fields[name])
    is_in = catalogue_text is not None
    if is_in != locked.is_in_catalogue:
        locked.is_in_catalogue = is_in
        locked.catalogue_text = catalogue_text
    locked._change_reason = CHANGED_BY_REGISTRANT  # type: ignore[attr-defined]
    locked.save()
    keep_answers(locked, answers)
    return locked


@transaction.atomic
def renew_link(*, registration: Registration) -> Registration:
    """Make a new private link and send it to the contact; all earlier ones end."""
    locked = lock_registration(registration)
    locked.link_version += 1
    locked._change_reason = "New private link"  # type: ignore[attr-defined]
    locked.save()
    emails.post_link(locked)
    return locked


@transaction.atomic
def send_lost_link(*, event: Event, email: str) -> None:
    """Send a new link to who lost theirs, or the e-mail to confirm once more; says nothing about it."""
    rows = Registration.objects.filter(
        event=event, attendees__is_contact=True, attendees__email__iexact=email.strip()
    )
    for registration in rows.exclude(state__in=OVER).select_related("event__partnership"):
        if registration.state == RegistrationState.UNCONFIRMED:
            emails.post_confirm_address(registration, confirm_link(registration))
        else:
            renew_link(registration=registration)

"""What participants say of their meetings, and how they are asked."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from events.choices import MeetingState, ParticipationState, RegistrationState
from events.emails.feedback import once_key, post_feedback_request
from events.exceptions import StepNotAllowed
from events.feedback import meetings_to_rate
from events.models import Attendee, Event, Meeting, MeetingFeedback, Registration
from partnership.exceptions import EmailRefused
from partnership.models import Email

logger = logging.getLogger(__name__)

ASKED_FOR = timedelta(days=14)
"""Whoever runs the portal again after a longer pause does not write to people about old events."""


@transaction.atomic
def give_feedback(
    *, registration: Registration, meeting: int, useful: int, goes_on: str, now: datetime
) -> MeetingFeedback:
    """Keep what the organisation of a registration says of a meeting; said again, the later words count.

    Raises ``StepNotAllowed`` for a meeting that is not its own, or was not held.
    """
    rows = meetings_to_rate(registration, now)
    found = next((row for row in rows if row.pk == meeting), None)
    if found is None:
        raise StepNotAllowed("This meeting cannot be rated.")
    feedback, _ = MeetingFeedback.objects.update_or_create(
        meeting=found,
        organisation=registration.organisation,
        defaults={"useful": useful, "goes_on": goes_on},
    )
    return feedback


def ask_for_feedback(now: datetime) -> int:
    """Write to each participant with meetings once its event is over; safe to run twice.

    Returns how many e-mails were posted. Three queries for each event that was over in the last
    fortnight, and those of the e-mails. An address that cannot be written to hinders no other.
    """
    first = (now - ASKED_FOR - timedelta(days=1)).date()
    events = Event.objects.filter(
        Q(start_on__gte=first) | Q(end_on__gte=first), start_on__lte=now.date() + timedelta(days=1)
    ).select_related("partnership__programme")
    asked = 0
    for event in events:
        if event.ends_at is None or not now - ASKED_FOR <= event.ends_at <= now:
            continue
        rows = _to_ask(event)
        known = set(
            Email.objects.filter(once__in=[once_key(row) for row in rows]).values_list(
                "once", flat=True
            )
        )
        for registration in rows:
            if once_key(registration) in known:
                continue
            registration.event = event
            try:
                post_feedback_request(registration)
            except EmailRefused:
                logger.exception("Registration %s cannot be asked.", registration.pk)
            else:
                asked += 1
    return asked


def _to_ask(event: Event) -> list[Registration]:
    """Registrations that came, had a meeting, and have somebody who is written to."""
    rows = Meeting.objects.filter(event=event).filter(
        Q(party_a=OuterRef("participation__organisation"))
        | Q(party_b=OuterRef("participation__organisation"))
    )
    met = Q(state=MeetingState.HELD) | Q(state=MeetingState.SCHEDULED, slot__isnull=False)
    people = Attendee.objects.filter(registration=OuterRef("pk"), is_contact=True)
    return list(
        Registration.objects.filter(
            Exists(rows.filter(met)),
            Exists(people),
            event=event,
            state=RegistrationState.CONFIRMED,
            participation__state=ParticipationState.ATTENDED,
        ).prefetch_related("attendees")
    )

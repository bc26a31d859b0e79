"""What participants say of their meetings: which they are asked about."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from events.choices import MeetingState, RegistrationState
from events.models import Meeting, MeetingFeedback, Registration


def has_feedback_to_give(registration: Registration) -> bool:
    """Whether the page of feedback is one of the registration’s pages: its event has begun. No query."""
    begins = registration.event.starts_at
    return (
        registration.state == RegistrationState.CONFIRMED
        and begins is not None
        and begins <= timezone.now()
    )


def meetings_to_rate(registration: Registration, now: datetime) -> list[Meeting]:
    """The meetings of a registration that were held, or whose time is over and nobody said no. One query."""
    organisation = registration.organisation
    if organisation is None or registration.state != RegistrationState.CONFIRMED:
        return []
    over = Q(state=MeetingState.HELD) | Q(state=MeetingState.SCHEDULED, slot__ends_at__lte=now)
    rows = Meeting.objects.filter(event=registration.event).of(organisation).filter(over)
    return list(
        rows.select_related("party_a", "party_b", "slot", "table").order_by("slot__starts_at", "pk")
    )


def given_feedback(registration: Registration) -> dict[int, MeetingFeedback]:
    """What the organisation of a registration said already, by meeting. One query."""
    rows = MeetingFeedback.objects.filter(
        meeting__event=registration.event, organisation=registration.organisation
    )
    return {row.meeting_id: row for row in rows}

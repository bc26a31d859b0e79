"""The words of the domain for events, participations and meetings."""

from datetime import date
from typing import Self

from django.db.models import Q

from common.models import RecordQuerySet, within
from common.periods import Period
from events.choices import EventStatus, MeetingState, ParticipationState


def _took_place(period: Period, today: date, prefix: str = "") -> Q:
    """Start in the period and not after today, not cancelled; or undated but marked as held."""
    last = min(period.end, today) if period.end else today
    dated = within(f"{prefix}start_on", Period(period.start, last))
    dated &= ~Q(**{f"{prefix}status": EventStatus.CANCELLED})
    undated = Q(**{f"{prefix}start_on__isnull": True, f"{prefix}status": EventStatus.HELD})
    return dated | undated


class EventQuerySet(RecordQuerySet):
    """Events of a partnership."""

    def held_in(self, period: Period, today: date) -> Self:
        """Events that took place: start in the period and not after today, not cancelled.

        An event without a known day counts once it is marked as held.
        """
        return self.filter(_took_place(period, today))


class ParticipationQuerySet(RecordQuerySet):
    """Participations of organisations in events."""

    def attended_in(self, period: Period, today: date) -> Self:
        """Participations in events that took place: attended, not merely registered."""
        return self.filter(_took_place(period, today, "event__"), state=ParticipationState.ATTENDED)


class MeetingQuerySet(RecordQuerySet):
    """Meetings of two parties at events."""

    def held_in(self, period: Period, today: date) -> Self:
        """Meetings held at events that took place; a scheduled meeting does not count."""
        return self.filter(_took_place(period, today, "event__"), state=MeetingState.HELD)

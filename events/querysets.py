"""The words of the domain for events, participations and meetings."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

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

    def without_results(self, today: date) -> Self:
        """Events that are over and still planned: nobody attended, nobody met, nothing is declared."""
        over = self.filter(status=EventStatus.PLANNED).filter(
            Q(end_on__lt=today) | Q(end_on=None, start_on__lt=today)
        )
        results = (
            ("participations", Q(state=ParticipationState.ATTENDED)),
            ("meetings", Q(state=MeetingState.HELD)),
            ("declared_figures", Q()),
        )
        for accessor, is_result in results:
            related: Any = self.model._meta.get_field(accessor).related_model
            rows = related._base_manager
            over = over.filter(~Exists(rows.filter(is_result, event=OuterRef("pk"))))
        return over


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

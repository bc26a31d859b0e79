"""The words of the domain for events, participations and meetings."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from common.models import RecordQuerySet, within
from common.periods import Period
from events.choices import (
    EventStatus,
    MeetingState,
    ParticipationState,
    RegistrationState,
    ScheduleState,
)


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

    def wanted(self) -> Self:
        """Meetings that a schedule is asked to place."""
        return self.filter(state__in=MeetingState.wanted())

    def of(self, organisation: Any) -> Self:
        """Meetings of an organisation, on either side."""
        return self.filter(Q(party_a=organisation) | Q(party_b=organisation))


class RegistrationQuerySet(RecordQuerySet):
    """Registrations for events."""

    def sent(self) -> Self:
        """Registrations whose address was confirmed: the office sees these."""
        return self.exclude(state=RegistrationState.UNCONFIRMED)

    def confirmed(self) -> Self:
        """Those that come."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def undecided(self) -> Self:
        """Those on which somebody may still decide."""
        return self.filter(state__in=RegistrationState.waiting())


class AttendeeQuerySet(RecordQuerySet):
    """Persons whom organisations send to events."""

    def expected(self) -> Self:
        """Persons of confirmed registrations; each takes a place."""
        return self.filter(registration__state=RegistrationState.CONFIRMED)

    def checked_in(self) -> Self:
        """Persons who came."""
        return self.exclude(checked_in_at=None)


class ScheduleQuerySet(RecordQuerySet):
    """Schedules of events."""

    def under_way(self) -> Self:
        """Those that are to be computed, or are being computed."""
        return self.filter(state__in=ScheduleState.under_way())

    def published(self) -> Self:
        """The schedule that participants see; at most one for an event."""
        return self.filter(state=ScheduleState.PUBLISHED)

"""Who took part in an event, and who met whom."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from events.choices import MeetingKind, MeetingState, ParticipationState
from events.models.events import Event
from events.querysets import MeetingQuerySet, ParticipationQuerySet
from gateways.choices import Side
from gateways.models import Organisation
from partnership.models import PartRecord
from partnership.models.partnerships import ALL_MARKETS


class Participation(PartRecord):
    """An organisation's part in an event; only those that attended count."""

    whole = "event"
    same_partnership = ("organisation",)

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="participations"
    )
    state = models.CharField(
        max_length=20, choices=ParticipationState, default=ParticipationState.REGISTERED
    )

    objects: ClassVar = ParticipationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "pk"]
        constraints = [
            FieldUnique(
                fields=["event", "organisation"],
                field="organisation",
                name="participation_unique",
                violation_error_message="This organisation is already on the list of the event.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation.name} at {self.event.name}"


class Meeting(PartRecord):
    """A meeting of two organisations at an event; only meetings held count."""

    whole = "event"
    same_partnership = ("party_a", "party_b")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=3, choices=MeetingKind)
    party_a = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="meetings_as_a",
        verbose_name="one party",
    )
    party_b = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="meetings_as_b",
        verbose_name="other party",
    )
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.SCHEDULED)
    note = models.TextField(blank=True)

    objects: ClassVar = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "pk"]
        constraints = [
            FieldCheck(
                field="party_b",
                condition=~Q(party_a=F("party_b")),
                name="meeting_two_parties",
                violation_error_message="A meeting needs two different organisations.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_a.name} and {self.party_b.name}"

    def counted_in(
        self,
        event_rows: tuple[str, ...],
        parties: tuple[Organisation, Organisation],
        market_of_country: Mapping[str, str],
    ) -> str:
        """The row the meeting counts in.

        That of an event's only market; else that of the market which the third-country party comes
        from; where that is no target market, the row ``ALL``.
        """
        if len(event_rows) == 1 and event_rows[0] != ALL_MARKETS:
            return event_rows[0]
        for party in parties:
            if party.side in Side.third_country():
                return market_of_country.get(party.country.code, ALL_MARKETS)
        return ALL_MARKETS

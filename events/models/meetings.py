"""Who took part in an event, and who asked for, got and held which meetings."""

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from events.choices import FollowUp, MeetingKind, MeetingState, ParticipationState, Priority
from events.models.events import Event
from events.models.matchmaking import MeetingResource, MeetingTable, Slot
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
    """A meeting of two organisations at an event, from the request on; only meetings held count.

    ``party_a`` is who asked for it, ``priority`` how much; ``party_b`` answers with a priority of its
    own. A published schedule gives it its slot and table; ``is_locked`` keeps it there.
    """

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

    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.MEDIUM)
    priority_back = models.PositiveSmallIntegerField(
        "priority of the other party", choices=Priority, null=True, blank=True
    )
    message = models.TextField("why they wish to meet", blank=True)
    answer = models.TextField("what the other party answered", blank=True)
    asked_at = models.DateTimeField("asked", null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("answered", null=True, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The organiser who added it; empty where a participant asked for it.",
    )

    slot = models.ForeignKey(
        Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    table = models.ForeignKey(
        MeetingTable, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    length = models.PositiveSmallIntegerField("slots that it takes", default=1)
    resources = models.ManyToManyField(MeetingResource, blank=True, related_name="meetings")
    is_locked = models.BooleanField(
        "locked", default=False, help_text="Stays in its slot, whatever is computed."
    )
    is_demanded = models.BooleanField(
        "must take place", default=False, help_text="A schedule without it is none."
    )

    objects: ClassVar = MeetingQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[resources])

    class Meta:
        ordering = ["event", "pk"]
        constraints = [
            FieldCheck(
                field="party_b",
                condition=~Q(party_a=F("party_b")),
                name="meeting_two_parties",
                violation_error_message="A meeting needs two different organisations.",
            ),
            FieldCheck(
                field="is_locked",
                condition=Q(is_locked=False) | Q(slot__isnull=False),
                name="meeting_locked_in_a_slot",
                violation_error_message="Choose the slot in which the meeting is to stay.",
            ),
            FieldCheck(
                field="length",
                condition=Q(length__gte=1, length__lte=8),
                name="meeting_length",
                violation_error_message="A meeting takes 1 to 8 slots.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_a.name} and {self.party_b.name}"

    @property
    def partnership_id(self) -> int:
        """The partnership at whose event they meet."""
        return self.event.partnership_id

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


class MeetingOrder(PartRecord):
    """One meeting ends before another begins, such as the interpreter’s briefing."""

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="meeting_orders")
    before = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "pk"]
        verbose_name = "order of two meetings"
        verbose_name_plural = "orders of meetings"
        constraints = [
            FieldUnique(
                fields=["before", "after"],
                field="after",
                name="meeting_order_once",
                violation_error_message="This order is on the list already.",
            ),
            FieldCheck(
                field="after",
                condition=~Q(before=F("after")),
                name="meeting_order_of_two",
                violation_error_message="Choose two different meetings.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} before {self.after}"


class MeetingFeedback(PartRecord):
    """What a party says of a meeting afterwards: two questions."""

    whole = "meeting"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="feedback")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    useful = models.PositiveSmallIntegerField(
        "was it worth it", help_text="From 1, not at all, to 5, very much."
    )
    goes_on = models.CharField("will you go on", max_length=10, choices=FollowUp)
    given_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name_plural = "meeting feedback"
        constraints = [
            FieldUnique(
                fields=["meeting", "organisation"],
                field="organisation",
                name="meeting_feedback_once",
                violation_error_message="This party has answered already.",
            ),
            FieldCheck(
                field="useful",
                condition=Q(useful__gte=1, useful__lte=5),
                name="meeting_feedback_useful",
                violation_error_message="Choose a number from 1 to 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.name} on {self.meeting}"

"""What a schedule of meetings is made of: slots, tables, resources, and who must not meet."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from events.choices import Pairing
from events.models.events import Event
from gateways.models import Organisation
from partnership.models import PartRecord


class Matchmaking(PartRecord):
    """How meetings are asked for and placed at an event."""

    whole = "event"

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="matchmaking")
    pairing = models.CharField(max_length=10, choices=Pairing, default=Pairing.ANYBODY)
    requests_open_at = models.DateTimeField("requests open", null=True, blank=True)
    requests_close_at = models.DateTimeField("requests close", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "length of a slot", default=20, help_text="In minutes, with the change of tables."
    )
    request_limit = models.PositiveSmallIntegerField(
        "requests at most",
        null=True,
        blank=True,
        help_text="So many may each participant send. Empty: no limit.",
    )
    meeting_limit = models.PositiveSmallIntegerField(
        "meetings at most",
        null=True,
        blank=True,
        help_text="For each participant, unless it has a limit of its own. Empty: as many as slots.",
    )
    places_unanswered = models.BooleanField(
        "also place requests without an answer",
        default=True,
        help_text="They count less than accepted ones.",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "matchmaking"
        constraints = [
            FieldCheck(
                field="minutes",
                condition=Q(minutes__gte=5, minutes__lte=240),
                name="matchmaking_minutes",
                violation_error_message="A slot lasts 5 to 240 minutes.",
            ),
            FieldCheck(
                field="requests_close_at",
                condition=Q(requests_open_at=None)
                | Q(requests_close_at=None)
                | Q(requests_close_at__gt=F("requests_open_at")),
                name="matchmaking_opens_before_it_closes",
                violation_error_message="Requests close before they open. Enter a later moment.",
            ),
        ]

    def __str__(self) -> str:
        return f"Meetings at {self.event.name}"


class Slot(PartRecord):
    """A time in which meetings take place; slots are numbered through the whole event, from 1."""

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField("begins")
    ends_at = models.DateTimeField("ends")

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            FieldUnique(
                fields=["event", "number"],
                field="number",
                name="slot_number_unique",
                violation_error_message="Another slot has this number.",
            ),
            FieldCheck(
                field="ends_at",
                condition=Q(ends_at__gt=F("starts_at")),
                name="slot_ends_after_start",
                violation_error_message="It ends before it begins. Enter a later end.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at.astimezone(self.event.zone):%-d %B %Y, %H:%M}"


class MeetingTable(PartRecord):
    """A table in the room, or the link of an online meeting room."""

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(
        max_length=60, blank=True, help_text="Shown instead of the number, such as “Room Kyoto”."
    )
    link = models.URLField(blank=True, help_text="For meetings online.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "number"]
        verbose_name = "table"
        constraints = [
            FieldUnique(
                fields=["event", "number"],
                field="number",
                name="table_number_unique",
                violation_error_message="Another table has this number.",
            )
        ]

    def __str__(self) -> str:
        return self.name or f"Table {self.number}"


class MeetingResource(PartRecord):
    """What some meetings need and of which there are few, such as interpreters."""

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="resources")
    name = models.CharField(max_length=80, help_text="Such as “Interpreter Japanese–English”.")
    how_many = models.PositiveSmallIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "name"]
        verbose_name = "resource"
        constraints = [
            FieldUnique(
                fields=["event", "name"],
                field="name",
                name="meeting_resource_name_unique",
                violation_error_message="The event has a resource of this name.",
            ),
            FieldCheck(
                field="how_many",
                condition=Q(how_many__gte=1),
                name="meeting_resource_how_many",
                violation_error_message="Enter 1 or more, or delete the resource.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BlockedPair(PartRecord):
    """Two organisations that do not see and do not meet each other at an event."""

    whole = "event"
    same_partnership = ("one", "other")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="blocked_pairs")
    one = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=250, blank=True, help_text="For the organisers only.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "pk"]
        constraints = [
            FieldUnique(
                fields=["event", "one", "other"],
                field="other",
                name="blocked_pair_once",
                violation_error_message="These two are on the list already.",
            ),
            FieldCheck(
                field="other",
                condition=~Q(one=F("other")),
                name="blocked_pair_of_two",
                violation_error_message="Choose two different organisations.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one.name} and {self.other.name}"

"""Schedules of an event's meetings, as they were computed, and how good they are."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from events.choices import ScheduleState
from events.models.events import Event
from events.models.matchmaking import MeetingTable, Slot
from events.models.meetings import Meeting
from events.querysets import ScheduleQuerySet
from events.scheduling.schedule import Reason
from partnership.models import PartRecord


class Schedule(PartRecord):
    """One computation of a schedule, or a repair of the published one."""

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="schedules")
    number = models.PositiveIntegerField(editable=False)
    state = models.CharField(
        max_length=20, choices=ScheduleState, default=ScheduleState.WAITING, editable=False
    )
    seed = models.PositiveIntegerField(
        default=1, help_text="The same requests with the same number give the same schedule."
    )
    repairs = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="repaired_by",
    )
    reason = models.CharField(max_length=250, blank=True, editable=False)
    problem = models.CharField(
        "sum of what it was computed from", max_length=64, blank=True, editable=False
    )

    value = models.PositiveIntegerField("value placed", null=True, editable=False)
    value_bound = models.PositiveIntegerField("most valuable possible", null=True, editable=False)
    breaks = models.PositiveIntegerField(null=True, editable=False)
    breaks_bound = models.PositiveIntegerField("fewest breaks possible", null=True, editable=False)
    most_breaks = models.PositiveIntegerField("most breaks of one", null=True, editable=False)
    fewest_breaks = models.PositiveIntegerField("fewest breaks of one", null=True, editable=False)

    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    started_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField("published", null=True, editable=False)
    error = models.TextField(blank=True, editable=False)

    objects: ClassVar = ScheduleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "-number"]
        constraints = [
            FieldUnique(
                fields=["event", "number"],
                field="number",
                name="schedule_number_unique",
                violation_error_message="This number is taken. Save again.",
            ),
            FieldUnique(
                fields=["event"],
                condition=models.Q(state=ScheduleState.PUBLISHED),
                field="state",
                name="schedule_published_once",
                violation_error_message="Another schedule of this event is published.",
            ),
        ]

    def __str__(self) -> str:
        return f"Schedule {self.number} of {self.event.name}"

    @property
    def partnership_id(self) -> int:
        """The partnership whose event it is for."""
        return self.event.partnership_id

    @property
    def ratio(self) -> float | None:
        """Value placed over what is proven to be possible at most; none before it is computed."""
        if self.value is None or self.value_bound is None:
            return None
        return self.value / self.value_bound if self.value_bound else 1.0


class ScheduledMeeting(PartRecord):
    """Where a schedule places a meeting, or why it does not."""

    whole = "schedule"

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="meetings")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="placed")
    slot = models.ForeignKey(
        Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    table = models.ForeignKey(
        MeetingTable, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(
        max_length=60,
        blank=True,
        choices=[(reason.value, reason.value.capitalize()) for reason in Reason],
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["schedule", "slot__number", "table__number", "pk"]
        constraints = [
            FieldUnique(
                fields=["schedule", "meeting"],
                field="meeting",
                name="scheduled_meeting_once",
                violation_error_message="This meeting has its place already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)

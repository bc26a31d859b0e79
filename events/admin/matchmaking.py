"""Matchmaking in the office: slots, tables, resources, pairs, schedules and feedback."""

from django.contrib import admin

from events.admin.parts import EventRecordAdmin, FromThePages
from events.models import (
    BlockedPair,
    Matchmaking,
    MeetingFeedback,
    MeetingOrder,
    MeetingResource,
    MeetingTable,
    Schedule,
    ScheduledMeeting,
    Slot,
)


@admin.register(Matchmaking)
class MatchmakingAdmin(EventRecordAdmin):
    """How meetings are asked for and placed at an event."""

    description = "How meetings are asked for and placed at an event."
    list_display = (
        "event",
        "pairing",
        "requests_open_at",
        "requests_close_at",
        "minutes",
        "partnership",
    )
    list_select_related = ("event__partnership",)
    list_filter = ("event__partnership", "pairing")
    search_fields = ("event__name",)
    search_help_text = "Search by event."
    ordering = ("-event__start_on", "pk")
    fieldsets = (
        (None, {"fields": ("event", "pairing")}),
        ("Requests", {"fields": (("requests_open_at", "requests_close_at"), "request_limit")}),
        ("Meetings", {"fields": (("minutes", "meeting_limit"), "places_unanswered")}),
    )


@admin.register(Slot)
class SlotAdmin(FromThePages):
    """The times in which meetings take place; they follow from the programme."""

    description = "The times in which meetings take place; they follow from the programme."
    list_display = ("event", "number", "starts_at", "ends_at")
    list_select_related = ("event__partnership",)
    list_filter = ("event__partnership",)
    search_fields = ("event__name",)
    search_help_text = "Search by event."
    ordering = ("event", "number")
    fields = ("event", "number", ("starts_at", "ends_at"))


@admin.register(MeetingTable)
class MeetingTableAdmin(EventRecordAdmin):
    """Tables in the room, or links of online meeting rooms."""

    description = "Tables in the room, or links of online meeting rooms."
    list_display = ("number", "name", "link", "event", "partnership")
    list_select_related = ("event__partnership",)
    list_filter = ("event__partnership",)
    search_fields = ("name", "event__name")
    search_help_text = "Search by name or event."
    ordering = ("event", "number")
    fields = ("event", ("number", "name"), "link")


@admin.register(MeetingResource)
class MeetingResourceAdmin(EventRecordAdmin):
    """What some meetings need and of which there are few."""

    description = "What some meetings need and of which there are few, such as interpreters."
    list_display = ("name", "how_many", "event", "partnership")
    list_select_related = ("event__partnership",)
    list_filter = ("event__partnership",)
    search_fields = ("name", "event__name")
    search_help_text = "Search by name or event."
    ordering = ("event", "name")
    fields = ("event", ("name", "how_many"))


@admin.register(BlockedPair)
class BlockedPairAdmin(EventRecordAdmin):
    """Who does not see and does not meet whom."""

    description = "Who does not see and does not meet whom at an event."
    list_display = ("one", "other", "event", "reason", "partnership")
    list_select_related = ("one", "other", "event__partnership")
    list_filter = ("event__partnership",)
    search_fields = ("one__name", "other__name", "event__name")
    search_help_text = "Search by organisation or event."
    ordering = ("event", "pk")
    fields = ("event", ("one", "other"), "reason")


@admin.register(MeetingOrder)
class MeetingOrderAdmin(EventRecordAdmin):
    """Which meeting ends before another begins."""

    description = "Which meeting ends before another begins."
    list_display = ("before", "after", "event", "partnership")
    list_select_related = (
        "before__party_a",
        "before__party_b",
        "after__party_a",
        "after__party_b",
        "event__partnership",
    )
    list_filter = ("event__partnership",)
    search_fields = ("before__party_a__name", "after__party_a__name", "event__name")
    search_help_text = "Search by organisation or event."
    ordering = ("event", "pk")
    fields = ("event", "before", "after")


@admin.register(Schedule)
class ScheduleAdmin(FromThePages):
    """Schedules as they were computed."""

    description = "Schedules as they were computed, and how good they are."
    list_display = (
        "event",
        "number",
        "state",
        "value",
        "value_bound",
        "breaks",
        "breaks_bound",
        "requested_at",
    )
    list_select_related = ("event__partnership",)
    list_filter = ("event__partnership", "state")
    search_fields = ("event__name",)
    search_help_text = "Search by event."
    ordering = ("-requested_at", "-pk")
    fieldsets = (
        (None, {"fields": (("event", "number"), ("state", "seed"), "repairs", "reason", "error")}),
        (
            "How good it is",
            {
                "fields": (
                    ("value", "value_bound"),
                    ("breaks", "breaks_bound"),
                    ("most_breaks", "fewest_breaks"),
                )
            },
        ),
        (
            "When",
            {
                "fields": (
                    ("requested_at", "requested_by"),
                    ("started_at", "finished_at"),
                    "published_at",
                )
            },
        ),
    )


@admin.register(ScheduledMeeting)
class ScheduledMeetingAdmin(FromThePages):
    """Where a schedule places which meeting, or why not."""

    description = "Where a schedule places which meeting, or why it does not."
    list_display = ("meeting", "schedule", "slot", "table", "reason")
    list_select_related = (
        "meeting__party_a",
        "meeting__party_b",
        "schedule__event__partnership",
        "slot__event",
        "table",
    )
    list_filter = ("schedule__event__partnership", "reason")
    search_fields = ("meeting__party_a__name", "meeting__party_b__name")
    search_help_text = "Search by organisation."
    ordering = ("-schedule__pk", "slot__number", "pk")
    fields = ("schedule", "meeting", ("slot", "table"), "reason")


@admin.register(MeetingFeedback)
class MeetingFeedbackAdmin(FromThePages):
    """What parties said of their meetings."""

    description = "What parties said of their meetings afterwards."
    list_display = ("meeting", "organisation", "useful", "goes_on", "given_at")
    list_select_related = (
        "meeting__party_a",
        "meeting__party_b",
        "meeting__event__partnership",
        "organisation",
    )
    list_filter = ("meeting__event__partnership", "goes_on")
    search_fields = ("organisation__name", "meeting__event__name")
    search_help_text = "Search by organisation or event."
    ordering = ("-given_at", "-pk")
    fields = ("meeting", "organisation", ("useful", "goes_on"), "given_at")

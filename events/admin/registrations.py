"""Registrations, invitations and delegations in the office."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import count_column
from events.admin.parts import EventRecordAdmin, FromThePages
from events.models import (
    Attendee,
    Delegation,
    EventAnswer,
    EventInvitation,
    EventQuestion,
    Registration,
)


@admin.register(Registration)
class RegistrationAdmin(FromThePages):
    """Who registered for which event; decided upon on the pages of the event."""

    in_search = True
    description = "Who registered for which event. Decisions are taken on the page of the event."
    list_display = (
        "organisation_name",
        "country",
        "side",
        "state",
        "event",
        count_column("attendees", "persons"),
        "sent_at",
    )
    list_select_related = ("event__partnership",)
    list_filter = ("event__partnership", "state", "side")
    search_fields = ("organisation_name", "event__name", "attendees__name", "attendees__email")
    search_help_text = "Search by organisation, event, person or address."
    ordering = ("-sent_at", "-pk")
    fieldsets = (
        (
            "Registration",
            {
                "fields": (
                    ("event", "number"),
                    ("state", "participation"),
                    ("sent_at", "confirmed_at"),
                    ("decided_at", "decided_by"),
                    "decision_reason",
                )
            },
        ),
        (
            "The organisation, in its own words",
            {
                "fields": (
                    "organisation_name",
                    ("country", "side"),
                    ("kind", "website"),
                    ("language", "delegation"),
                    "message",
                )
            },
        ),
        (
            "Profile and meetings",
            {
                "fields": (
                    "is_in_catalogue",
                    "profile",
                    ("offers", "seeks"),
                    ("people_at_once", "meeting_limit"),
                    "away",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those whose address was confirmed: others may have been typed by anybody."""
        rows: Any = super().get_queryset(request)
        return rows.sent()


@admin.register(Attendee)
class AttendeeAdmin(FromThePages):
    """Who comes to which event."""

    description = "The persons whom organisations send to events, and who came."
    list_display = ("name", "function", "registration", "is_contact", "checked_in_at")
    list_select_related = ("registration__event__partnership",)
    list_filter = ("registration__event__partnership", "is_walk_in")
    search_fields = ("name", "email", "registration__organisation_name")
    search_help_text = "Search by name, address or organisation."
    ordering = ("-registration__pk", "-is_contact", "pk")
    fields = (
        "registration",
        ("name", "function"),
        ("email", "phone"),
        ("is_contact", "is_walk_in"),
        ("arrives_on", "leaves_on"),
        ("checked_in_at", "checked_in_by"),
    )


@admin.register(EventQuestion)
class EventQuestionAdmin(EventRecordAdmin):
    """What an event asks of those who register."""

    description = "Questions that an event asks besides the usual ones."
    list_display = ("text", "kind", "event", "is_required", "is_asked", "partnership")
    list_select_related = ("event__partnership",)
    list_filter = ("event__partnership", "kind", "is_asked")
    search_fields = ("text", "event__name")
    search_help_text = "Search by question or event."
    ordering = ("event", "position", "pk")
    fieldsets = (
        (None, {"fields": ("event", "kind", "text", "help", "choices")}),
        ("Asked", {"fields": (("is_required", "is_asked"), "position")}),
        (
            "In other languages",
            {
                "classes": ("collapse",),
                "fields": (
                    ("text_fr", "text_de"),
                    ("help_fr", "help_de"),
                    ("choices_fr", "choices_de"),
                ),
            },
        ),
    )


@admin.register(EventAnswer)
class EventAnswerAdmin(FromThePages):
    """What registrants answered."""

    description = "What registrants answered to an event’s own questions."
    list_display = ("question", "value", "registration")
    list_select_related = ("question", "registration__event__partnership")
    list_filter = ("registration__event__partnership",)
    search_fields = ("value", "question__text", "registration__organisation_name")
    search_help_text = "Search by answer, question or organisation."
    ordering = ("-registration__pk", "question__position", "pk")
    fields = ("registration", "question", "value")


@admin.register(EventInvitation)
class EventInvitationAdmin(EventRecordAdmin):
    """Who is invited to which event."""

    description = "Who is invited to which event, and whether they registered."
    list_display = (
        "email",
        "organisation_name",
        "event",
        "sent_at",
        "registration",
        "declined_at",
        "partnership",
    )
    list_select_related = ("event__partnership", "registration__event")
    list_filter = ("event__partnership", "language")
    search_fields = ("email", "name", "organisation_name", "event__name")
    search_help_text = "Search by address, name, organisation or event."
    ordering = ("event", "email")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "event",
                    ("email", "name"),
                    ("organisation_name", "organisation"),
                    "language",
                )
            },
        ),
        (
            "How far it is",
            {"fields": (("sent_at", "reminded_at"), ("declined_at", "registration"))},
        ),
    )
    readonly_fields = ("sent_at", "reminded_at", "declined_at", "registration")


@admin.register(Delegation)
class DelegationAdmin(EventRecordAdmin):
    """Groups that travel together."""

    description = "Groups that travel to a mission together, with their days of travel."
    list_display = (
        "name",
        "event",
        "market",
        "leaves_on",
        "returns_on",
        count_column("registrations", "organisations"),
        "partnership",
    )
    list_select_related = ("event__partnership", "market")
    list_filter = ("event__partnership",)
    search_fields = ("name", "event__name")
    search_help_text = "Search by name or event."
    ordering = ("event", "name")
    fields = ("event", ("name", "market"), ("leaves_on", "returns_on"), "note")

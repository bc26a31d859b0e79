"""The coordination office's pages of events, participations, meetings and declared figures."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from common.admin import (
    BulkChange,
    Link,
    RecordAdmin,
    RecordTabularInline,
    count_column,
    guided_steps,
    link_sources,
    register_waiting,
)
from common.formsets import RecordFormSet
from common.measures import measures
from events.admin.parts import EventRecordAdmin, InTimeOfEvent
from events.choices import EventStatus, MeetingState, ParticipationState, RegistrationMode
from events.forms import EventForm
from events.models import (
    DeclaredFigure,
    Event,
    EventSeries,
    Meeting,
    Participation,
    ProgrammeItem,
)
from events.steps import STEPS
from events.views.office import runs
from events.waiting import WAITING

register_waiting(*WAITING)
guided_steps += STEPS


def event_links(record: Any, request: HttpRequest) -> list[Link]:
    """The pages of an event, for those who run it."""
    if not isinstance(record, Event) or record.registration_mode == RegistrationMode.NONE:
        return []
    if not runs(request.user, record):  # type: ignore[arg-type]
        return []
    address = reverse("event_registrations", args=[record.partnership.slug, record.pk])
    return [Link("Open the registrations", address)]


link_sources.append(event_links)


class ParticipationInline(RecordTabularInline):
    """Who took part."""

    model = Participation
    fields = ("organisation", "state")


class MeetingInline(RecordTabularInline):
    """Who met whom."""

    model = Meeting
    fields = ("kind", "party_a", "party_b", "state")


class ProgrammeInline(RecordTabularInline):
    """What happens when."""

    model = ProgrammeItem
    verbose_name_plural = "programme, in the time zone of the event"
    fields = ("kind", "title", "starts_at", "ends_at", "place")


class DeclaredFigureFormSet(RecordFormSet):
    """Figures declared for an event belong to its partnership and to who entered them."""

    user: Any = None

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.instance.partnership_id = self.instance.partnership_id
        return form

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Save a row with the person who entered it."""
        form.instance.entered_by = self.user
        return super().save_new(form, commit)


class DeclaredFigureInline(RecordTabularInline):
    """Counts of which only the number survives."""

    model = DeclaredFigure
    formset = DeclaredFigureFormSet
    fields = ("measure", "value", "source")
    known_names = {"measure": measures.choices}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Rows that know who enters them."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.user = request.user
        return formset


@admin.register(Event)
class EventAdmin(InTimeOfEvent):
    """An event; who took part, who met and what is declared follows once it is saved."""

    zone_path = "time_zone"
    form = EventForm
    in_search = True
    bulk_changes = (
        BulkChange("mark_held", "Mark the selected events as held", "status", EventStatus.HELD),
        BulkChange(
            "mark_cancelled",
            "Mark the selected events as cancelled",
            "status",
            EventStatus.CANCELLED,
        ),
    )
    description = "Workshops, missions, fairs, C2C and B2B events."
    list_display = (
        "name",
        "short_kind",
        "start_on",
        "status",
        "partnership",
        count_column("participations", "participants"),
        count_column("meetings", "meetings"),
        count_column("declared_figures", "declared"),
    )
    list_select_related = ("partnership",)
    list_filter = ("partnership", "kind", "status", "is_for_all_markets")
    search_fields = ("name", "place", "host_event", "reference")
    search_help_text = "Search by name, place, host event or reference."
    inlines = (ProgrammeInline, DeclaredFigureInline, ParticipationInline, MeetingInline)
    hidden_when_added = (ProgrammeInline, DeclaredFigureInline, ParticipationInline, MeetingInline)
    fieldsets = (
        (
            "Event",
            {
                "description": "Participants, meetings and declared figures follow below, once the "
                "event is saved.",
                "fields": (
                    "partnership",
                    "name",
                    ("kind", "status"),
                    ("start_on", "end_on"),
                    ("start_time", "end_time", "time_zone"),
                    "series",
                ),
            },
        ),
        (
            "Markets",
            {
                "description": "An event counts in the row of each of its markets; one that "
                "addresses all target markets counts once, in the row ALL.",
                "fields": ("markets", "is_for_all_markets"),
            },
        ),
        (
            "Place and organisers",
            {
                "fields": (
                    ("place", "host_event"),
                    "link",
                    ("organisers", "co_organisers"),
                    "cluster",
                )
            },
        ),
        (
            "Public page and registration",
            {
                "description": "Participants register on the public page of the event. Hours are those of "
                "its time zone. Questions of its own, invitations and decisions have pages of their own.",
                "fields": (
                    "is_public",
                    "description",
                    "registration_mode",
                    ("registration_opens_at", "registration_closes_at"),
                    "capacity",
                ),
            },
        ),
        (
            "Description in other languages",
            {"classes": ("collapse",), "fields": ("description_fr", "description_de")},
        ),
        ("Note and reference", {"classes": ("collapse",), "fields": ("note", "reference")}),
    )

    @admin.display(description="kind", ordering="kind")
    def short_kind(self, row: Event) -> str:
        """The kind without its explanation."""
        return row.get_kind_display().partition(" (")[0]


@admin.register(EventSeries)
class EventSeriesAdmin(RecordAdmin):
    """Events that belong together."""

    description = "Events that belong together, such as a yearly partnering day."
    list_display = ("name", "partnership", count_column("events", "events"))
    list_select_related = ("partnership",)
    list_filter = ("partnership",)
    search_fields = ("name",)
    search_help_text = "Search by name."
    ordering = ("partnership__acronym", "name")
    fields = ("partnership", "name")


@admin.register(ProgrammeItem)
class ProgrammeItemAdmin(EventRecordAdmin):
    """What happens when at an event."""

    description = "What happens when at an event; items of the kind “meetings” become slots."
    list_display = ("title", "kind", "starts_at", "ends_at", "event", "partnership")
    list_select_related = ("event__partnership",)
    list_filter = ("event__partnership", "kind")
    search_fields = ("title", "event__name")
    search_help_text = "Search by title or event."
    ordering = ("starts_at", "pk")
    fieldsets = (
        (None, {"fields": ("event", ("kind", "title"), ("starts_at", "ends_at"), "place")}),
        ("Speakers", {"fields": ("speakers",)}),
        ("In other languages", {"classes": ("collapse",), "fields": (("title_fr", "title_de"),)}),
    )


@admin.register(Participation)
class ParticipationAdmin(EventRecordAdmin):
    """An organisation's part in an event."""

    bulk_changes = (
        BulkChange("mark_attended", "Mark as attended", "state", ParticipationState.ATTENDED),
        BulkChange("mark_no_show", "Mark as no-show", "state", ParticipationState.NO_SHOW),
    )
    description = "Which organisation took part in which event; only those that attended count."
    list_display = ("organisation", "event", "state", "partnership")
    list_select_related = ("organisation", "event__partnership")
    list_filter = ("event__partnership", "state", "organisation__side")
    search_fields = ("organisation__name", "event__name")
    search_help_text = "Search by organisation or event."
    # By number: with the events’ days the database would sort all rows for each page.
    ordering = ("-event_id", "pk")
    fields = ("event", "organisation", "state")


@admin.register(Meeting)
class MeetingAdmin(EventRecordAdmin):
    """A meeting of two organisations at an event."""

    bulk_changes = (
        BulkChange("mark_held", "Mark as held", "state", MeetingState.HELD),
        BulkChange("mark_no_show", "Mark as no-show", "state", MeetingState.NO_SHOW),
        BulkChange("mark_declined", "Mark as declined", "state", MeetingState.DECLINED),
    )
    description = "Who met whom at which event; only meetings held count."
    list_display = ("party_a", "party_b", "kind", "state", "event", "partnership")
    list_select_related = ("party_a", "party_b", "event__partnership")
    list_filter = ("event__partnership", "kind", "state")
    search_fields = ("party_a__name", "party_b__name", "event__name")
    search_help_text = "Search by organisation or event."
    # By number: with the events’ days the database would sort all rows for each page.
    ordering = ("-event_id", "pk")
    fieldsets = (
        (None, {"fields": ("event", ("kind", "state"), "party_a", "party_b", "note")}),
        (
            "Request",
            {
                "fields": (
                    ("priority", "priority_back"),
                    "message",
                    "answer",
                    ("asked_at", "answered_at", "added_by"),
                )
            },
        ),
        (
            "Place in the schedule",
            {
                "fields": (
                    ("slot", "table"),
                    ("is_locked", "is_demanded"),
                    ("length", "resources"),
                )
            },
        ),
    )
    readonly_fields = ("asked_at", "answered_at", "added_by", "slot", "table")


@admin.register(DeclaredFigure)
class DeclaredFigureAdmin(RecordAdmin):
    """A figure of which only the count survives."""

    description = "Counts without records behind them, each with its source."
    known_names = {"measure": measures.choices}
    list_display = ("measure", "value", "where", "source", "partnership", "entered_by")
    list_display_links = ("measure", "value")
    list_select_related = ("market", "event", "partnership", "entered_by")
    list_filter = ("partnership", "measure", "is_for_all_markets")
    search_fields = ("measure", "source", "market__label", "event__name")
    search_help_text = "Search by figure, source, market or event."
    ordering = ("partnership__acronym", "measure", "market__position", "pk")
    readonly_fields = ("entered_by",)
    fieldsets = (
        ("Figure", {"fields": ("partnership", ("measure", "value"), ("source", "entered_by"))}),
        (
            "Where it belongs",
            {
                "description": "One of the three: there the value replaces what is counted from "
                "records. Leave all empty for a figure of the whole partnership.",
                "fields": ("event", "market", "is_for_all_markets"),
            },
        ),
    )

    @admin.display(description="belongs to")
    def where(self, row: DeclaredFigure) -> str:
        """The event, the market or the row that the value belongs to."""
        if row.is_for_all_markets:
            return "all markets"
        return str(row.event or row.market or "the partnership")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; a new figure is kept with the person who entered it."""
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)

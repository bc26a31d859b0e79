"""Forms of organisers about meetings: settings, tables, resources, and each single meeting."""

from typing import Any

from django import forms
from django.db.models import Q, URLField
from django.forms import BaseModelFormSet, modelformset_factory

from common.forms import RecordForm
from events.choices import MeetingState, Priority
from events.models import (
    Event,
    Matchmaking,
    Meeting,
    MeetingResource,
    MeetingTable,
    Registration,
    Slot,
)
from events.participants import participants_of

GONE = {"invalid_choice": "This one cannot be chosen any more. Choose another one."}


class PlainForm(forms.Form):
    """A form without colons after its labels; ``name`` keeps the ids of several on a page apart."""

    name = "form"

    def __init__(self, data: Any = None, *, event: Event, **kwargs: Any) -> None:
        self.event = event
        kwargs.setdefault("auto_id", f"{self.name}_%s")
        super().__init__(data, label_suffix="", **kwargs)
        for field in self.fields.values():
            self._choose(field)

    def _choose(self, field: Any) -> None:
        """Participants, slots, meetings and resources are those of the event."""
        model = getattr(getattr(field, "queryset", None), "model", None)
        if model is None:
            return
        rows: Any = model.objects.filter(event=self.event)
        if model is Registration:
            rows = participants_of(self.event)
        elif model is Meeting:
            wanted = Meeting.objects.wanted().filter(event=self.event)
            rows = wanted.select_related("party_a", "party_b")
        elif model is Slot:
            rows = rows.select_related("event")
        field.queryset = rows


class ParticipantField(forms.ModelChoiceField):
    """A confirmed registration, by the organisation’s name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Registration.objects.none(), error_messages=GONE, **kwargs)

    def label_from_instance(self, row: Any) -> str:
        """Name and country."""
        return f"{row.organisation_name} ({row.country.code})"


def _reason(label: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=250,
        error_messages={"required": "Say why.", "max_length": "Keep it below 250 letters."},
    )


class WishesForm(PlainForm):
    """How a meeting is to be placed."""

    name = "wishes"

    length = forms.IntegerField(
        label="Slots that it takes",
        min_value=1,
        max_value=8,
        initial=1,
        error_messages={
            "required": "Enter 1 to 8 slots.",
            "invalid": "Enter 1 to 8 slots.",
            "min_value": "Enter 1 to 8 slots.",
            "max_value": "Enter 1 to 8 slots.",
        },
    )
    slot = forms.ModelChoiceField(
        Slot.objects.none(),
        label="Locked to",
        required=False,
        empty_label="Not locked",
        help_text="It stays there, whatever is computed.",
        error_messages=GONE,
    )
    is_demanded = forms.BooleanField(
        label="Must take place", required=False, help_text="A schedule without it is none."
    )
    resources = forms.ModelMultipleChoiceField(
        MeetingResource.objects.none(),
        label="Needs",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=GONE,
    )


class AddForm(WishesForm):
    """A meeting that the organisers add."""

    name = "add"

    one = ParticipantField(label="One participant")
    other = ParticipantField(label="The other one")
    priority = forms.TypedChoiceField(
        choices=Priority.choices,
        coerce=lambda value: Priority(int(value)),
        initial=Priority.HIGH,
    )
    note = forms.CharField(required=False, max_length=1000, help_text="For the organisers only.")
    field_order = ["one", "other", "priority", "length", "slot", "is_demanded", "resources", "note"]


class ForbidForm(PlainForm):
    """Why a meeting is not allowed."""

    name = "forbid"

    reason = _reason("Why it is not allowed", required=True)


class OrderForm(PlainForm):
    """Which meeting comes after this one."""

    name = "order"

    after = forms.ModelChoiceField(
        Meeting.objects.none(), label="Before this other meeting", error_messages=GONE
    )


class BlockForm(PlainForm):
    """Two that are kept apart."""

    name = "block"

    one = ParticipantField(label="One participant")
    other = ParticipantField(label="The other one")
    reason = _reason("Why", required=False)


class RequestsForm(PlainForm):
    """What the list of requests is narrowed down to."""

    name = "list"

    q = forms.CharField(label="Participant", max_length=200, required=False)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), *MeetingState.choices]
    )
    mark = forms.ChoiceField(
        label="Only",
        required=False,
        choices=[
            ("", "All"),
            ("demanded", "Must take place"),
            ("locked", "Locked to a slot"),
            ("added", "Added by organisers"),
            ("resources", "With resources"),
        ],
    )

    def narrowed(self, rows: Any) -> Any:
        """The rows that are asked for; all where something was asked that there is not."""
        asked = self.cleaned_data if self.is_valid() else {}
        for word in asked.get("q", "").split():
            rows = rows.filter(Q(party_a__name__icontains=word) | Q(party_b__name__icontains=word))
        if asked.get("state"):
            rows = rows.filter(state=asked["state"])
        marks = {
            "demanded": Q(is_demanded=True),
            "locked": Q(is_locked=True),
            "added": Q(added_by__isnull=False),
            "resources": Q(resources__isnull=False),
        }
        mark = marks.get(asked.get("mark", ""))
        return rows.filter(mark).distinct() if mark else rows


class MatchmakingForm(RecordForm):
    """The rules of an event's meetings."""

    class Meta:
        model = Matchmaking
        fields = [
            "pairing",
            "requests_open_at",
            "requests_close_at",
            "minutes",
            "request_limit",
            "meeting_limit",
            "places_unanswered",
        ]
        widgets = {
            name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            for name in ("requests_open_at", "requests_close_at")
        }


class TablesForm(PlainForm):
    """How many meetings take place at once."""

    name = "tables"

    how_many = forms.IntegerField(
        label="Tables",
        min_value=0,
        max_value=500,
        help_text="So many meetings take place at once. Name them below, or give them links.",
        error_messages={
            "required": "Enter how many tables there are.",
            "invalid": "Enter a whole number.",
            "min_value": "Enter 0 to 500 tables.",
            "max_value": "Enter 0 to 500 tables.",
        },
    )


class _OfEvent(RecordForm):
    """A row of an event's own list."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event = event


def _secure(field: Any, **options: Any) -> Any:
    """An address that is typed without its beginning is a secure one."""
    if isinstance(field, URLField):
        options.setdefault("assume_scheme", "https")
    return field.formfield(**options)


class TableForm(_OfEvent):
    """Name and link of a table."""

    class Meta:
        model = MeetingTable
        fields = ["name", "link"]
        formfield_callback = _secure


class ResourceForm(_OfEvent):
    """What some meetings need."""

    class Meta:
        model = MeetingResource
        fields = ["name", "how_many"]


def table_rows(event: Event, data: Any = None) -> BaseModelFormSet:
    """The tables of an event, each with its name and link."""
    formset: Any = modelformset_factory(MeetingTable, form=TableForm, extra=0)
    found: BaseModelFormSet = formset(
        data, queryset=event.tables.all(), prefix="table", form_kwargs={"event": event}
    )
    return found


def resource_rows(event: Event, data: Any = None) -> BaseModelFormSet:
    """The resources of an event, and two empty rows."""
    formset: Any = modelformset_factory(
        MeetingResource, form=ResourceForm, extra=2, can_delete=True
    )
    found: BaseModelFormSet = formset(
        data, queryset=event.resources.all(), prefix="resource", form_kwargs={"event": event}
    )
    return found

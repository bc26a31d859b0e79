"""Forms of participants: search the catalogue, ask for meetings, answer, and say when they cannot."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from events.choices import Priority
from events.models import Event, MeetingResource, Registration, Slot
from events.words import SIDES
from gateways.choices import OrganisationKind
from smes.forms.following import Plain

LONGEST_MESSAGE = 1000
TOO_LONG = _(
    "Keep it below %(limit_value)d characters, please; these are %(show_value)d. Shorten it."
)


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )


def _priority() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How important is it to you?"),
        coerce=lambda value: Priority(int(value)),
        initial=Priority.MEDIUM,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how important the meeting is to you."),
            "invalid_choice": _("Choose how important the meeting is to you."),
        },
    )


def _priorities() -> list[tuple[int, str]]:
    return [(priority.value, gettext(priority.label)) for priority in reversed(Priority)]


class CatalogueForm(Plain):
    """What the catalogue is narrowed down to; what is none of the choices narrows nothing."""

    q = forms.CharField(label=_("Search"), max_length=200, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    side = forms.ChoiceField(label=_("Group"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any = None, *, rows: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        everybody = [("", gettext("All"))]
        known = {row.country.code for row in rows}
        named = sorted((countries.name(code), code) for code in known)
        self._choices("country", everybody + [(code, name) for name, code in named])
        sides = {row.side for row in rows}
        self._choices(
            "side", everybody + [(s.value, str(w)) for s, w in SIDES.items() if s in sides]
        )
        kinds = {row.kind for row in rows}
        self._choices(
            "kind",
            everybody + [(k.value, gettext(k.label)) for k in OrganisationKind if k in kinds],
        )

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class AskForm(Plain):
    """A request for a meeting."""

    prefix = "ask"

    priority = _priority()
    message = _words(
        _("Why would you like to meet?"),
        _("A sentence or two. They read it before they answer."),
    )
    resources = forms.ModelMultipleChoiceField(
        MeetingResource.objects.none(),
        label=_("What the meeting needs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, event: Event, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        resources: Any = self.fields["resources"]
        resources.queryset = MeetingResource.objects.filter(event=event)
        priority: Any = self.fields["priority"]
        priority.choices = _priorities()


class AnswerForm(Plain):
    """The answer to a request; each of a page has a prefix of its own."""

    priority = _priority()
    answer = _words(_("Your answer"), _("They read it, whether you accept or decline."))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        priority: Any = self.fields["priority"]
        priority.choices = _priorities()


class DeclineForm(Plain):
    """Declining needs no priority."""

    answer = _words(_("Your answer"))


class SlotChoice(forms.ModelMultipleChoiceField):
    """Slots, told by their hour."""

    def label_from_instance(self, slot: Any) -> str:
        """The hour at which the slot begins, in the zone of the page."""
        return f"{slot.starts_at:%H:%M}"


class TimesForm(Plain):
    """When a participant cannot, and how many meetings it wants."""

    away = SlotChoice(
        Slot.objects.none(),
        required=False,
        label=_("When you cannot meet anybody"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("These times have changed meanwhile. Choose again.")},
    )
    meeting_limit = forms.IntegerField(
        label=_("Meetings at most"),
        help_text=_("Leave it empty if you take as many as there are."),
        required=False,
        min_value=1,
        max_value=200,
        error_messages={
            "invalid": _("Enter a whole number."),
            "min_value": _("Enter 1 or more, or leave it empty."),
            "max_value": _("Enter at most 200, or leave it empty."),
        },
    )

    def __init__(self, data: Any = None, *, event: Event, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        away: Any = self.fields["away"]
        away.queryset = Slot.objects.filter(event=event)

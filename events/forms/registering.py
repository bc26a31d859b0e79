"""The form by which an organisation registers for an event."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from common.fields import split_lines
from events.forms.persons import Persons
from events.models import Event, EventQuestion, Registration
from events.participants import has_meetings
from events.words import SIDES
from gateways.choices import OrganisationKind
from smes.forms.fields import Count, Line, LongText
from smes.forms.questions import as_kept, as_typed, field_for

MANY = 10
"""More meetings at the same time nobody can hold."""


def line(label: Any, most: int, missing: Any = "", **attrs: str) -> Line:
    """A line of text; without ``missing``, which is said where it is empty, it may stay empty."""
    return Line(
        label=label,
        max_length=most,
        required=bool(missing),
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": missing} if missing else {},
    )


def _entries(label: Any, hint: Any) -> LongText:
    return LongText(
        label=label,
        required=False,
        max_length=3000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def website() -> forms.URLField:
    """The address of a website, typed with or without ``https://``."""
    return forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address such as www.example.org.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )


class ProfileForm(forms.Form):
    """What others may read of an organisation, how it meets, and the event's own questions."""

    website = website()
    profile = LongText(
        label=_("About us"),
        required=False,
        max_length=3000,
        help_text=_("Who you are and what you do, in a few sentences."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    offers = _entries(
        _("What we offer"), _("One offer per line: products, technologies, knowledge, access.")
    )
    seeks = _entries(
        _("What we seek"), _("One wish per line: partners, distributors, research, investors.")
    )
    people_at_once = Count(
        label=_("Meetings at the same time"),
        required=False,
        most=MANY,
        initial=1,
        help_text=_("With several persons you can hold several meetings at once. Usually 1."),
        error_messages={
            "invalid": _("Enter a whole number, such as 1."),
            "max_value": _("So many meetings at once nobody can hold. Enter 10 at most."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    message = LongText(
        label=_("A message to the organisers"),
        required=False,
        max_length=3000,
        help_text=_("Diet, access, an interpreter, whatever they should know."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    catalogue = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        event: Event,
        answers: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.event = event
        if not has_meetings(event):
            del self.fields["people_at_once"]
        self.questions: list[EventQuestion] = list(event.questions.filter(is_asked=True))
        for question in self.questions:
            field = field_for(question)
            if answers and question.pk in answers:
                field.initial = as_typed(question, answers[question.pk])
            self.fields[f"question_{question.pk}"] = field

    def clean_people_at_once(self) -> int:
        """Nothing typed means one at a time."""
        return int(self.cleaned_data.get("people_at_once") or 1)

    @property
    def own_questions(self) -> list[forms.BoundField]:
        """The fields of the event's own questions."""
        return [self[f"question_{question.pk}"] for question in self.questions]

    def fields_typed(self) -> dict[str, Any]:
        """The fields of a registration."""
        names = [name for name in self.cleaned_data if hasattr(Registration, name)]
        typed = {name: self.cleaned_data[name] for name in names}
        for name in ("offers", "seeks"):
            typed[name] = split_lines(typed.get(name, ""))
        return typed

    def answers_typed(self) -> dict[int, str]:
        """What was answered, as it is kept, by the key of the question."""
        return {
            question.pk: as_kept(self.cleaned_data.get(f"question_{question.pk}"))
            for question in self.questions
        }


class RegistrationForm(ProfileForm):
    """An organisation with its persons, profile and consents."""

    organisation_name = line(
        _("Name of the organisation"), 200, _("Enter the name of your organisation."),
        autocomplete="organization",
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [("", pgettext_lazy("country", "Choose")), *countries],
        error_messages={
            "required": _("Choose the country of your organisation."),
            "invalid_choice": _("Choose one of the countries."),
        },
    )
    side = forms.ChoiceField(
        label=_("What are you?"),
        choices=list(SIDES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you are."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=lambda: [("", pgettext_lazy("kind", "Choose")), *_kinds()],
        error_messages={
            "required": _("Choose the kind of your organisation."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )
    privacy = forms.BooleanField(
        error_messages={"required": _("Without your consent we may not keep your registration.")}
    )

    field_order = ("organisation_name", "country", "side", "kind", "website")

    def __init__(self, data: Any = None, *, rows: int = 1, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.persons = Persons(data, rows=rows)

    def is_valid(self) -> bool:
        """Whether the organisation and all of its persons are as they should be."""
        own = super().is_valid()
        return self.persons.is_valid() and own


def _kinds() -> list[tuple[str, Any]]:
    return [(value, gettext(str(label))) for value, label in OrganisationKind.choices]

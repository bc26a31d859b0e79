"""Forms for the day of an event."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django_countries import countries

from gateways.choices import OrganisationKind, Side

NOTHING = [("", "Choose")]


class WalkInForm(forms.Form):
    """A person who is at the door without a registration, and whom they come for."""

    name = forms.CharField(label="Person", max_length=120)
    organisation_name = forms.CharField(label="Organisation", max_length=200)
    country = forms.ChoiceField(choices=[])
    side = forms.ChoiceField(choices=[*NOTHING, *Side.choices])
    kind = forms.ChoiceField(
        choices=OrganisationKind.choices, initial=OrganisationKind.BUSINESS, required=False
    )
    email = forms.EmailField(label="E-mail (optional)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["country"]
        choice.choices = [*NOTHING, *countries]  # type: ignore[attr-defined]


class TapForm(forms.Form):
    """One tap, as a device sends it."""

    id = forms.RegexField(regex=r"^[A-Za-z0-9-]{1,40}$")
    attendee = forms.IntegerField(min_value=1)
    comes = forms.BooleanField(required=False)
    at = forms.CharField(max_length=40)

    def clean_at(self) -> datetime:
        """The moment; a field for moments would take it for one of the portal’s time zone."""
        return read_moment(self.cleaned_data["at"])


def read_moment(text: str) -> datetime:
    """A moment as devices write it. Raises ``ValidationError`` for what is none, or has no time zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValidationError("This is no moment.") from error
    if moment.tzinfo is None:
        raise ValidationError("This moment has no time zone.")
    return moment.astimezone(UTC)

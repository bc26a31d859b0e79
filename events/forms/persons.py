"""Rows of persons who come; the first one is who is written to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import Attendee
from events.services.persons import MOST_PERSONS, Person
from smes.forms.fields import Line

NO_EMAIL = _("Enter an e-mail address such as name@example.org.")
NO_DAY = _("Enter a day, such as 24/06/2027.")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
        error_messages={"invalid": NO_DAY},
    )


class PersonForm(forms.Form):
    """One person; a row in which nothing is typed is nobody."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = Line(
        label=_("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    function = Line(
        label=_("Function"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        error_messages={"invalid": NO_EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = Line(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    arrives_on = _day(_("Arrives on"))
    leaves_on = _day(_("Leaves on"))

    def __init__(
        self,
        data: Any = None,
        *,
        is_contact: bool,
        keeps_address: bool = False,
        travels: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.is_contact = is_contact
        self.keeps_address = keeps_address
        if not travels:
            del self.fields["arrives_on"], self.fields["leaves_on"]
        if keeps_address:
            del self.fields["email"]
        if is_contact:
            self._ask_the_contact()

    def _ask_the_contact(self) -> None:
        told = {
            "name": (_("Enter the name of the person we write to."), "name"),
            "email": (_("Enter the e-mail address of the person we write to."), "email"),
        }
        for name, (missing, filled) in told.items():
            if name in self.fields:
                field = self.fields[name]
                field.required = True
                field.error_messages["required"] = missing
                field.widget.attrs["autocomplete"] = filled
        if "email" in self.fields:
            self.fields["email"].help_text = _("We send you a link to confirm it.")

    def clean(self) -> dict[str, Any]:
        """Who has an address or a function has a name; nobody leaves before arriving."""
        told = super().clean() or self.cleaned_data
        if not told.get("name") and "name" not in self.errors and self.is_typed:
            self.add_error("name", _("Enter the name of this person, or empty the row."))
        arrives, leaves = told.get("arrives_on"), told.get("leaves_on")
        if arrives and leaves and leaves < arrives:
            self.add_error(
                "leaves_on",
                ValidationError(_("The person leaves before arriving. Enter a later day.")),
            )
        return told

    @property
    def is_typed(self) -> bool:
        """Whether anything stands in the row."""
        told = self.cleaned_data
        return any(told.get(name) for name in self.fields if name != "pk")

    def person(self) -> Person:
        """Who was typed."""
        names = ("name", "function", "email", "phone", "arrives_on", "leaves_on", "pk")
        told = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return Person(**told)


class Persons:
    """The rows, the contact's first; ``known`` are those of a registration that is changed."""

    def __init__(
        self,
        data: Any = None,
        *,
        rows: int = 1,
        known: Sequence[Attendee] = (),
        travels: bool = False,
    ) -> None:
        # Who came to the door besides those registered is shown, too, and can be corrected.
        most = max(MOST_PERSONS, len(known))
        number = len(known) or rows
        if data is not None:
            number = _number(data.get("persons"), number)
        self.most = most
        self.forms = [
            PersonForm(
                data,
                prefix=f"person{place}",
                initial=_initial(known[place]) if place < len(known) else None,
                is_contact=place == 0 and (not known or known[0].is_contact),
                keeps_address=place == 0 and bool(known) and known[0].is_contact,
                travels=travels,
            )
            for place in range(min(max(number, 1), most))
        ]

    def __iter__(self) -> Any:
        return iter(self.forms)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.forms)

    @property
    def may_grow(self) -> bool:
        """Whether there may be another row."""
        return self.count < self.most

    @property
    def errors(self) -> bool:
        """Whether anything is wrong in any row."""
        return any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Whether all rows are as they should be; looks at each, so that all errors show."""
        wrong = [form for form in self.forms if not form.is_valid()]
        return not wrong

    def persons(self) -> list[Person]:
        """Those who were typed, the contact first."""
        return [form.person() for form in self.forms if form.cleaned_data.get("name")]


def _number(typed: Any, otherwise: int) -> int:
    return (
        int(typed)
        if str(typed).isascii() and str(typed).isdigit() and len(str(typed)) < 3
        else otherwise
    )


def _initial(person: Attendee) -> dict[str, Any]:
    names = ("pk", "name", "function", "email", "phone", "arrives_on", "leaves_on")
    return {name: getattr(person, name) for name in names}

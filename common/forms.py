"""Forms over records: every refusal stands at a field, in words that tell how to mend it."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceField

from common.opened import OTHERS, changed_by_others

REQUIRED = forms.Field.default_error_messages["required"]

MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.DateField: {"invalid": "Enter a day such as 24/06/2018."},
    # Django's field of decimals is a field of integers too, so it comes second.
    forms.IntegerField: {"invalid": "Enter a whole number."},
    forms.DecimalField: {"invalid": "Enter a number such as 1250.50."},
    forms.URLField: {"invalid": "Enter a full address, for example https://example.org."},
    ModelChoiceField: {"invalid_choice": "This record no longer exists. Choose another one."},
}
"""What to say instead of Django's own words, by kind of field."""


class KnownSelect(forms.Select):
    """A select that also shows a value which is no longer, or was never, among its choices."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        """Add the unknown value, so that a form shown again still holds what was entered."""
        known = {str(key) for key, _ in self.choices}
        for entry in value:
            if entry and entry not in known:
                self.choices = [*self.choices, (entry, f"{entry} (not known)")]
        return super().optgroups(name, value, attrs)


class KnownNameField(forms.CharField):
    """A name out of a register that is filled when the portal starts, chosen from a select.

    Whether the name is known is left to the model, whose message lists the known ones.
    """

    def __init__(self, *, choices: Callable[[], list[tuple[str, str]]], **kwargs: Any) -> None:
        self.known = choices
        super().__init__(**{"widget": KnownSelect, **kwargs})
        self.widget.choices = self._choices

    def _choices(self) -> list[tuple[str, str]]:
        return [("", "---------"), *self.known()]

    def __deepcopy__(self, memo: dict[int, Any]) -> "KnownNameField":
        """Ask the register anew for every form."""
        copied: KnownNameField = super().__deepcopy__(memo)
        copied.widget.choices = copied._choices()
        return copied


def sentence_for(field: forms.Field, label: str) -> str:
    """What to say when a field is left empty, for example “Choose the kind.”"""
    chooses = isinstance(field, (forms.ChoiceField, KnownNameField))
    named = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"{'Choose' if chooses else 'Enter'} the {named}."


class RecordForm(forms.ModelForm):
    """The form of every record.

    Everything it refers to belongs to the record's own partnership. An error that belongs to a
    field which the form does not have stands above the form.
    """

    refusal: ClassVar[ValidationError | None] = None
    """Why the database refused what was typed, when the form is shown for the second time."""

    held: tuple[str, ...] = ()
    """Fields that somebody else changed while the form was open; it is not saved before they are seen."""

    partnership_id: int | None = None
    """Of the record that an inline row belongs to; set by its formset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._word(name, field)

    def _word(self, name: str, field: forms.Field) -> None:
        for kind, messages in MESSAGES.items():
            if isinstance(field, kind):
                field.error_messages.update(messages)
        if getattr(field, "min_value", None) == 0:
            field.error_messages["min_value"] = "This cannot be below zero. Enter 0 or more."
        if field.error_messages.get("required") == REQUIRED:
            label = str(field.label or name.replace("_", " "))
            field.error_messages["required"] = self._model_message(name) or sentence_for(
                field, label
            )

    def _model_message(self, name: str) -> str | None:
        own = {field.name: field for field in self._meta.model._meta.get_fields()}.get(name)
        messages: dict[str, str] = getattr(own, "error_messages", {})
        message = messages.get("required")
        return None if message == REQUIRED else message

    def clean(self) -> dict[str, Any]:
        """Refuse what belongs to another partnership, and repeat what the database refused."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        own = self._own_partnership_id()
        for name, value in list(cleaned.items()):
            strangers = self._strangers(value, own) if own and name != "partnership" else []
            if strangers:
                named = ", ".join(f"“{stranger}”" for stranger in strangers)
                verb = "belongs" if len(strangers) == 1 else "belong"
                self.add_error(
                    name, f"{named} {verb} to another partnership. Choose from this partnership."
                )
        if self.refusal:
            self.add_error(None, self.refusal)
        if self.prefix is None and self.instance.pk is not None:
            self.held = tuple(changed_by_others(self))
            if self.held:
                self.add_error(None, OTHERS)
        return cleaned

    def _own_partnership_id(self) -> int | None:
        chosen = self.cleaned_data.get("partnership")
        own = chosen.pk if chosen else getattr(self.instance, "partnership_id", None)
        # A record without a partnership of its own takes that of the first record it refers to.
        related = (
            getattr(self.cleaned_data.get(name), "partnership_id", None) for name in self.fields
        )
        return own or self.partnership_id or next(filter(None, related), None)

    def _strangers(self, value: Any, own: int) -> list[Model]:
        several = isinstance(value, QuerySet)
        if not several and not isinstance(value, Model):
            return []
        records = list(value) if several else [value]
        return [record for record in records if getattr(record, "partnership_id", own) != own]

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error; of a field that is not shown here, above the form."""
        if field is None and isinstance(error, ValidationError) and hasattr(error, "error_dict"):
            shown: dict[str, Any] = {}
            for name, errors in error.error_dict.items():
                target = name if name in self.fields else NON_FIELD_ERRORS
                shown.setdefault(target, []).extend(errors)
            error = ValidationError(shown)
        super().add_error(field, error)

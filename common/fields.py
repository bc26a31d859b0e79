"""Model fields that several apps use."""

from typing import TYPE_CHECKING, Any

import django_countries.fields
from django import forms
from django.db import models

if TYPE_CHECKING:
    from django_countries.fields import Country

    class CountryField(models.CharField[str | Country, Country]):
        """A country by its ISO code; reads as an object with code and name."""

        def __init__(self, *args: Any, **kwargs: Any) -> None: ...

else:
    CountryField = django_countries.fields.CountryField


def split_lines(text: str) -> list[str]:
    """The non-empty lines of a text, stripped, in their order."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesFormField(forms.CharField):
    """A text area with one entry per line; cleans to a list of strings."""

    widget = forms.Textarea

    def run_validators(self, value: Any) -> None:
        """Check the entries as the one text that they are kept as."""
        super().run_validators("\n".join(value) if isinstance(value, list) else value)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as one entry per line."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Read one entry per line."""
        return split_lines(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare entries, so that trailing line ends are no change."""
        before = initial if isinstance(initial, list) else split_lines(initial or "")
        return before != split_lines(data or "")


class LinesField(models.TextField):
    """A short list of texts, stored one per line so that a text search finds them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> list[str]:
        """Turn the stored text into a list."""
        return split_lines(value or "")

    def to_python(self, value: Any) -> list[str]:
        """Accept a list, or text with one entry per line."""
        if isinstance(value, (list, tuple)):
            return [str(entry).strip() for entry in value if str(entry).strip()]
        return split_lines(value or "")

    def get_prep_value(self, value: Any) -> str:
        """Turn the list into the stored text."""
        return "\n".join(self.to_python(value)) if not isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        """Serialise as the stored text."""
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        """A text area with one entry per line."""
        return models.Field.formfield(self, **{"form_class": LinesFormField, **kwargs})

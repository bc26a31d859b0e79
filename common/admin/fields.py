"""Form fields of the admin: searched relations, lines of text, names out of a register."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AdminFileWidget,
    AdminSplitDateTime,
    AdminTextareaWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models
from django.http import HttpRequest

from common.fields import LinesField
from common.files import PrivateFileField
from common.forms import KnownNameField

LINES = {"widget": AdminTextareaWidget(attrs={"rows": 3, "cols": 40})}
TEXT = {"widget": AdminTextareaWidget(attrs={"rows": 5, "cols": 40})}


def numbers_in(value: Sequence[str]) -> list[str]:
    """What may be the number of a record; anything else was not chosen from the select."""
    return [entry for entry in map(str, value) if entry.isdecimal() and len(entry) < 19]


class KnownAutocomplete(AutocompleteSelect):
    """A searched select that is told which record it shows, instead of asking for it."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """One option for the shown record; no query where it is known."""
        if self.known is None or [str(entry) for entry in value] != [str(self.known.pk)]:
            return super().optgroups(name, numbers_in(value), attr)
        label = self.choices.field.label_from_instance(self.known)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options.append(self.create_option(name, self.known.pk, label, True, len(options)))
        return [(None, options, 0)]


class SearchedChoices(AutocompleteSelectMultiple):
    """Several searched records; each is taken out by its own cross."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """The chosen records; what was sent instead of a number is told as an error only."""
        return super().optgroups(name, numbers_in(value), attr)

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: Any = None) -> dict[str, Any]:
        """Leave out the cross for all: it would stand in the list as if it were a choice."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


@dataclass(frozen=True)
class KeptFile:
    """An uploaded file as its field shows it: by its own name, without the folders it lies in."""

    url: str
    name: str

    def __str__(self) -> str:
        return self.name


class PrivateFileInput(AdminFileWidget):
    """Shows the file that is kept, and takes another one."""

    def format_value(self, value: Any) -> Any:
        """The kept file with its own name."""
        return (
            KeptFile(value.url, PurePosixPath(value.name).name) if self.is_initial(value) else None
        )


class NamedDateTime(AdminSplitDateTime):
    """Day and hour, each with a name that is read aloud: the one label belongs to both."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows, with a name for each of both fields."""
        context = super().get_context(name, value, attrs)
        field = name.rsplit("-", 1)[-1].replace("_", " ")
        for part, called in zip(context["widget"]["subwidgets"], ("day", "hour"), strict=True):
            part["attrs"]["aria-label"] = f"{field}, {called}"
        return context


class RecordFields(BaseModelAdmin):
    """How the fields of a record become form fields, on a page and in a row alike."""

    selected_fields: ClassVar[tuple[str, ...]] = ("partnership", "programme")
    """Relations to short lists, chosen from a plain select; all others are searched."""

    known_names: ClassVar[dict[str, Callable[[], list[tuple[str, str]]]]] = {}
    """Text fields that hold a name out of a register, and the choices, asked for each form."""

    unwanted_links: ClassVar[tuple[str, ...]] = ("delete", "view")
    """Links beside a select that would only be in the way."""

    formfield_overrides: ClassVar[dict[type[models.Field], dict[str, Any]]] = {
        LinesField: LINES,
        models.TextField: TEXT,
        models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": NamedDateTime},
        PrivateFileField: {"widget": PrivateFileInput},
    }

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every relation to a registered model that is no short list."""
        return [
            field.name
            for field in (*self.opts.fields, *self.opts.many_to_many)
            if field.remote_field
            and field.remote_field.model in self.admin_site._registry
            and field.name not in self.selected_fields
        ]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Offer the known names where a field holds one."""
        if db_field.name in self.known_names:
            return KnownNameField(
                choices=self.known_names[db_field.name],
                label=str(db_field.verbose_name).capitalize(),
                help_text=db_field.help_text,
                required=not db_field.blank,
                max_length=db_field.max_length,
                initial=db_field.get_default(),
            )
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for link in self.unwanted_links:
            if field and hasattr(field.widget, f"can_{link}_related"):
                setattr(field.widget, f"can_{link}_related", False)
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Search with a select that can be told the record it shows."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField | None:
        """Search for several records."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchedChoices(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def tell_known_records(form: forms.ModelForm) -> None:
    """Hand the related records that a row has already loaded to the selects that show them."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownAutocomplete):
            relation = form.instance._meta.get_field(name)
            if relation.is_cached(form.instance):
                widget.known = getattr(form.instance, name)

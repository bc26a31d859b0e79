"""Rows of one form: two new rows that contradict each other are refused before they are saved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, Q, UniqueConstraint
from django.db.models.expressions import F, Value
from django.db.models.functions import Coalesce, Lower
from django.forms.models import ModelChoiceField

from common.forms import RecordForm
from common.opened import row_changed_by_others

Key = tuple[Any, ...]

GONE = (
    "A row was deleted meanwhile, by somebody else or in another window. Open the page again to go on "
    "without it."
)


def value_of(expression: Any, row: Model) -> Any:
    """What an expression of a unique constraint is for a row that is not in the database yet."""
    if isinstance(expression, str):
        expression = F(expression)
    if isinstance(expression, F):
        field: Any = row._meta.get_field(expression.name)  # type: ignore[attr-defined]
        value = getattr(row, field.attname)
        return str(value) if isinstance(value, str) else getattr(value, "code", value)
    if isinstance(expression, Value):
        return expression.value
    parts = [value_of(part, row) for part in expression.get_source_expressions()]
    if isinstance(expression, Coalesce):
        return next((part for part in parts if part is not None), None)
    if isinstance(expression, Lower):
        return parts[0].lower()
    raise NotImplementedError(f"{expression!r} is not known here")


def key_of(constraint: UniqueConstraint, row: Model, parent: str) -> Key | None:
    """What the constraint wants to be unique, or None where it does not apply to the row.

    The rows share their ``parent``, which may have no number yet and is left out.
    """
    if constraint.condition is not None and not _holds(constraint.condition, row):
        return None
    names = [name for name in constraint.fields if name != parent]
    parts = [value_of(part, row) for part in [*names, *constraint.expressions]]
    return None if None in parts else tuple(parts)


def _holds(condition: Q, row: Model) -> bool:
    fields: dict[str, Any] = {
        name: row._meta.get_field(name) for name in condition.referenced_base_fields
    }
    return condition.check(
        {
            name: Value(getattr(row, field.attname), output_field=field)
            for name, field in fields.items()
        }
    )


class RecordFormSet(forms.BaseInlineFormSet):
    """Inline rows of a record; each constraint holds between the rows of the form.

    All rows of the record are in the form, so that a row may take over what another one gives up.
    """

    _backwards = False

    @property
    def initial_forms(self) -> list[forms.ModelForm]:
        """The rows that were there before, in the order in which they are saved."""
        found: list[forms.ModelForm] = super().initial_forms
        return found[::-1] if self._backwards else found

    def save_existing_objects(self, commit: bool = True) -> list[Model]:
        """Save the rows; in the other order where the first one waits for a later one."""
        try:
            with transaction.atomic():
                return list(super().save_existing_objects(commit))
        except IntegrityError:
            self._backwards = True
            return list(super().save_existing_objects(commit))

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        # The row knows its parent without asking the database once for each row.
        setattr(form.instance, self.fk.name, self.instance)
        if isinstance(form, RecordForm):
            form.partnership_id = self._partnership_id()
        return form

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """A row is known by its number among the rows of the record, and not among those of others."""
        super().add_fields(form, index)
        number = form.fields.get(self.model._meta.pk.name)  # type: ignore[union-attr]
        if isinstance(number, ModelChoiceField):
            number.queryset = self.get_queryset()

    def _partnership_id(self) -> int | None:
        own: int | None = getattr(self.instance, "partnership_id", None)
        return own or (self.instance.pk if self.fk.name == "partnership" else None)

    def clean(self) -> None:
        """Put the message of a violated constraint at the second of two rows that share a key.

        A row that is gone has no place on the page, so it is told above the rows.
        """
        number: str = self.model._meta.pk.name  # type: ignore[union-attr]
        if any(form.has_error(number) for form in self.initial_forms if number in form.fields):
            raise ValidationError(GONE)
        self._hold_back()
        rows = [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data")
            and not form.errors
            and not (self.can_delete and self._should_delete_form(form))  # type: ignore[attr-defined]
            and (form.has_changed() or form.instance.pk)
        ]
        model: type[Model] = self.model  # type: ignore[assignment]
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self._refuse_repeats(constraint, rows)
        if not any(form.errors for form in self.forms):
            super().clean()

    def _hold_back(self) -> None:
        """Stop at rows that somebody else changed meanwhile; sent again, they are saved."""
        for form in self.initial_forms:
            if not row_changed_by_others(form, str(self.prefix), self.instance):
                continue
            for name in form.changed_data:
                if name in form.fields and name in form.initial:
                    form.add_error(name, _stands_otherwise(form, name))

    def _refuse_repeats(self, constraint: UniqueConstraint, rows: list[forms.ModelForm]) -> None:
        seen: set[Key] = set()
        for form in rows:
            key = key_of(constraint, form.instance, self.fk.name)
            if key is None or key not in seen:
                seen.update([key] if key is not None else [])
                continue
            field = getattr(constraint, "field", None)
            message = constraint.get_violation_error_message()
            form.add_error(field if field in form.fields else None, message)


def _stands_otherwise(form: forms.ModelForm, name: str) -> str:
    """What stands in a row now, and how to go on."""
    field: Any = form.instance._meta.get_field(name)
    fresh = type(form.instance)._base_manager.filter(pk=form.instance.pk).first()
    value: Any = getattr(fresh, f"get_{name}_display", lambda: getattr(fresh, name, ""))()
    told = f"is now “{value}”" if value not in (None, "") else "is now empty"
    label = str(field.verbose_name)
    return f"Somebody else changed this row meanwhile: {label} {told}. To set it as it stands here, save again."

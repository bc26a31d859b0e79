"""What to say when the database refuses a record that the forms let through."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model, UniqueConstraint

UNKNOWN = (
    "The record was not saved, because it contradicts another one that was saved meanwhile. "
    "Check the entries, also those in the rows below, and save again."
)


def explain(error: IntegrityError, models: Iterable[type[Model]]) -> ValidationError:
    """The message of the constraint that was violated, at its field where it has one.

    The first of ``models`` is the form's own; what happened in a row of another one is told
    above the form, with the name of the record.
    """
    own, *others = models
    for model in (own, *others):
        for constraint in model._meta.constraints:
            if not _is_violated(constraint, model, str(error)):
                continue
            message = constraint.get_violation_error_message()
            if model is own:
                return ValidationError({getattr(constraint, "field", NON_FIELD_ERRORS): message})
            name = str(model._meta.verbose_name)
            return ValidationError({NON_FIELD_ERRORS: f"{name.capitalize()}: {message}"})
    return ValidationError({NON_FIELD_ERRORS: UNKNOWN})


def _is_violated(constraint: object, model: type[Model], text: str) -> bool:
    if getattr(constraint, "name", "") in text:
        return True
    # SQLite names the columns of a plain unique constraint, not the constraint.
    if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
        return False
    columns = [model._meta.get_field(name).column for name in constraint.fields]  # type: ignore[union-attr]
    return text.endswith(": " + ", ".join(f"{model._meta.db_table}.{name}" for name in columns))

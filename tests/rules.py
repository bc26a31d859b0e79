"""How the rules of the database are tried, in every app the same way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

Rule = Callable[[], tuple[models.Model, dict[str, list[str]]]]
"""Makes a row that breaks a rule; tells the messages that forms show, by field."""


def rules_of(app: str) -> set[str]:
    """The names of an app's constraints, and ``model.field`` for each field that is unique."""
    rules = set()
    for model in apps.get_app_config(app).get_models():
        if model.__name__.startswith("Historical"):
            continue
        rules.update(constraint.name for constraint in model._meta.constraints)
        rules.update(
            f"{model._meta.model_name}.{field.name}"
            for field in model._meta.local_fields
            if field.unique and not field.primary_key and not field.remote_field
        )
    return rules


def assert_refused(rule: Rule) -> None:
    """The form refuses the row with exactly these messages, and the database refuses it too."""
    row, messages = rule()
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict == messages
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def at(field: str, message: str) -> dict[str, Any]:
    """One message at one field."""
    return {field: [message]}


def twin(
    factory: Any, shared: list[str], *, first: dict[str, Any] | None = None, **own: Any
) -> Any:
    """An unsaved row that shares the fields ``shared`` with a saved one made of ``first``."""
    saved = factory(**(first or {}))
    return factory.build(**{name: getattr(saved, name) for name in shared}, **own)

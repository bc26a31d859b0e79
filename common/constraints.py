"""Database constraints whose message stands at the field that mends it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


class _AtField:
    """Reports a violation at one form field instead of above the form."""

    field: str

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Check the instance; raise the violation as an error of ``field``."""
        try:
            super().validate(*args, **kwargs)  # type: ignore[misc]
        except ValidationError as error:
            raise ValidationError({self.field: error}) from error

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Keep ``field`` in migrations."""
        path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        # Of another kind it is another constraint: “not implemented” would count as true.
        return super().__eq__(other) is True and self.field == getattr(other, "field", None)

    __hash__ = None  # type: ignore[assignment]


class FieldCheck(_AtField, models.CheckConstraint):
    """A check constraint whose message is shown at ``field``."""

    def __init__(self, *, field: str, **kwargs: Any) -> None:
        self.field = field
        super().__init__(**kwargs)


class FieldUnique(_AtField, models.UniqueConstraint):
    """A unique constraint whose message is shown at ``field``."""

    def __init__(self, *expressions: Any, field: str, **kwargs: Any) -> None:
        self.field = field
        super().__init__(*expressions, **kwargs)

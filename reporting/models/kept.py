"""Rows that are written once: what happened stays as it was written."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from reporting.exceptions import RowIsKept


class KeptQuerySet(models.QuerySet):
    """Rows that may be read and added, and nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise _refusal(self.model)

    def delete(self) -> NoReturn:
        """Refused."""
        raise _refusal(self.model)


class Kept(models.Model):
    """A row that is never changed and never deleted."""

    objects: ClassVar = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a second time is refused."""
        if not self._state.adding:
            raise _refusal(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise _refusal(type(self))


def _refusal(model: type[models.Model]) -> RowIsKept:
    return RowIsKept(f"A {model._meta.verbose_name} is kept as it is: it was written once.")

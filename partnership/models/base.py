"""Bases of what belongs to one partnership."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from common.models import Record


def refuse_strangers(
    record: models.Model, names: Iterable[str], partnership_id: int | None
) -> None:
    """Raise an error at each foreign key whose target belongs to another partnership."""
    errors = {}
    for name in names:
        if partnership_id is None or getattr(record, f"{name}_id") is None:
            continue
        target: Any = getattr(record, name)
        if target.partnership_id != partnership_id:
            errors[name] = (
                f"This {target._meta.verbose_name} belongs to another partnership. "
                "Choose one of this partnership."
            )
    if errors:
        raise ValidationError(errors)


class PartnershipRecord(Record):
    """A record of one partnership; what it refers to must belong to the same one."""

    same_partnership: ClassVar[tuple[str, ...]] = ()
    """Names of foreign keys whose target must belong to the record's own partnership."""

    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse references into another partnership."""
        super().clean()
        refuse_strangers(self, self.same_partnership, self.partnership_id)


class PartRecord(Record):
    """A part of a record of one partnership, such as a party to an agreement."""

    whole: ClassVar[str]
    """Name of the foreign key to the record that it is a part of."""
    same_partnership: ClassVar[tuple[str, ...]] = ()
    """Names of foreign keys whose target must belong to the partnership of the whole."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse references into another partnership."""
        super().clean()
        if getattr(self, f"{self.whole}_id") is not None:
            refuse_strangers(self, self.same_partnership, getattr(self, self.whole).partnership_id)

"""The base of everything that belongs to one partnership."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from common.models import Record


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
        errors = {}
        for name in self.same_partnership:
            if getattr(self, f"{name}_id") is None or self.partnership_id is None:
                continue
            if getattr(self, name).partnership_id != self.partnership_id:
                label = self._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                errors[name] = (
                    f"This {label} belongs to another partnership. Choose one of this partnership."
                )
        if errors:
            raise ValidationError(errors)

"""The code list of cooperation objectives."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from common.models import Record, RecordQuerySet


class ObjectiveManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Objectives, known in fixtures by their number."""

    def get_by_natural_key(self, number: int) -> "Objective":
        """The objective of that number."""
        return self.get(number=number)


class Objective(Record):
    """A category of cooperation objectives, known in reports by its number."""

    number = models.PositiveSmallIntegerField(
        unique=True, error_messages={"unique": "There is already an objective of this number."}
    )
    label = models.CharField(max_length=120)
    is_inferred = models.BooleanField(
        "label is inferred",
        default=False,
        help_text="The label was worked out from how the number is used; untick once confirmed.",
    )

    objects: ClassVar = ObjectiveManager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

    def natural_key(self) -> tuple[int]:
        """The number, by which fixtures refer to an objective."""
        return (self.number,)

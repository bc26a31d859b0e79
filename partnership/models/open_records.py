"""Which records people have open just now."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.constraints import FieldUnique

LATELY = timedelta(minutes=2)
"""Without a sign of life for longer, a page is taken for closed."""

WITHOUT_SCRIPT = timedelta(minutes=10)
"""A page that gives no sign of life at all is taken for open so long."""

KEPT = timedelta(hours=1)


class OpenRecordQuerySet(models.QuerySet):
    """Open records."""

    def of(self, model: str, record_id: int) -> Self:
        """Rows of one record."""
        return self.filter(model=model, record_id=record_id)

    def open_at(self, moment: datetime) -> Self:
        """Those with a sign of life lately, or opened without a script not long before."""
        silent = Q(seen_at=F("opened_at"), opened_at__gte=moment - WITHOUT_SCRIPT)
        return self.filter(Q(seen_at__gte=moment - LATELY) | silent)

    def forgotten(self, moment: datetime) -> Self:
        """Those that tell nobody anything any more."""
        return self.filter(seen_at__lt=moment - KEPT)


class OpenRecord(models.Model):
    """A record that a person has open; a row for each person and record, for an hour at most."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_records"
    )
    model = models.CharField(max_length=100, help_text="The kind of record, such as events.event.")
    record_id = models.PositiveBigIntegerField("number of the record")
    opened_at = models.DateTimeField("opened", default=timezone.now)
    seen_at = models.DateTimeField("last sign of life", default=timezone.now, db_index=True)

    objects: ClassVar = OpenRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "open record"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            FieldUnique(
                fields=["model", "record_id", "person"],
                field="person",
                name="open_record_once",
                violation_error_message="This person has this record open already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.model} {self.record_id}"

"""Files from the tools with which events were held elsewhere."""

from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from common.files import PrivateFileField, validate_document
from events.models.events import Event
from partnership.models import PartRecord


def import_path(row: "EventImport", filename: str) -> str:
    """A new place for every file, so that none takes the place of a former one."""
    return f"event-imports/{row.event_id}/{token_hex(8)}/{filename}"


class EventImport(PartRecord):
    """An uploaded file with participants and meetings of an event, and how its columns are read.

    It changes nothing before somebody has confirmed it; ``imported_at`` tells that it was.
    """

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField("name of the file", max_length=200)
    document = PrivateFileField(upload_to=import_path, validators=[validate_document])
    sha256 = models.CharField("sum of the content", max_length=64, editable=False)
    columns = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="Which sheet, row of titles and columns hold what.",
    )
    counts = models.JSONField(
        default=dict, blank=True, editable=False, help_text="What it added and changed."
    )
    uploaded_at = models.DateTimeField("uploaded", auto_now_add=True)
    imported_at = models.DateTimeField("imported", null=True, blank=True, editable=False)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="event_imports",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "-pk"]
        verbose_name = "import of an event"
        verbose_name_plural = "imports of events"
        constraints = [
            FieldUnique(
                fields=["event", "sha256"],
                field="document",
                name="event_import_once",
                violation_error_message="This very file was uploaded for this event already.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_document_url(self) -> str:
        """Where those who run the event download the file."""
        arguments: list[Any] = [self.event.partnership.slug, self.event_id, self.pk]
        return reverse("event_import_file", args=arguments)

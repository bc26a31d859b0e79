"""The programme of an event."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck
from common.fields import LinesField
from common.translated import in_language
from events.choices import ProgrammeKind
from events.models.events import Event
from gateways.models.services import LANGUAGE_HELP
from partnership.models import PartRecord


class ProgrammeItem(PartRecord):
    """An item of a programme. Items of the kind “meetings” are cut into the slots of a schedule."""

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="programme")
    kind = models.CharField(max_length=20, choices=ProgrammeKind, default=ProgrammeKind.SESSION)
    title = models.CharField(max_length=200)
    title_fr = models.CharField(
        "title in French", max_length=200, blank=True, help_text=LANGUAGE_HELP
    )
    title_de = models.CharField(
        "title in German", max_length=200, blank=True, help_text=LANGUAGE_HELP
    )
    starts_at = models.DateTimeField("begins")
    ends_at = models.DateTimeField("ends")
    place = models.CharField("room or place", max_length=160, blank=True)
    speakers = LinesField(help_text="One speaker per line, with the organisation.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_at", "ends_at", "pk"]
        constraints = [
            FieldCheck(
                field="ends_at",
                condition=Q(ends_at__gt=F("starts_at")),
                name="programme_item_ends_after_start",
                violation_error_message="It ends before it begins. Enter a later end.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title in the language of the page."""
        return str(in_language(self, "title"))

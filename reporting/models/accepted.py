"""Findings that may stay as they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from partnership.models import PartnershipRecord

REASON_MISSING = "Say why the finding may stay."


class AcceptedFinding(PartnershipRecord):
    """A finding that a coordinator accepts, with the reason.

    It holds for the finding with the values it had: when they change, that is another finding,
    which is open. Deleting the record opens the finding again; the history keeps it.
    """

    code = models.CharField(max_length=60, help_text="The kind of finding, see docs/reports.md.")
    subject_model = models.CharField("kind of record", max_length=60)
    subject_pk = models.PositiveBigIntegerField("number of the record")
    key = models.CharField(
        max_length=64, help_text="Of the finding, its records and its values; see Finding.key."
    )
    message = models.TextField("finding", help_text="As it read when it was accepted.")
    reason = models.TextField(
        error_messages={"blank": REASON_MISSING, "required": REASON_MISSING},
        help_text="Of a finding about a figure, reports tell the reason, the public edition too.",
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="accepted_findings",
    )
    accepted_at = models.DateTimeField("accepted", default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-accepted_at", "pk"]
        constraints = [
            FieldUnique(
                fields=["partnership", "key"],
                field="key",
                name="accepted_finding_unique",
                violation_error_message="This finding is already accepted.",
            ),
            FieldCheck(
                field="reason",
                condition=~Q(reason=""),
                name="accepted_finding_has_reason",
                violation_error_message=REASON_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return self.message

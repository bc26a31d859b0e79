"""The life of a report: its steps, and what the partners say of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.constraints import FieldCheck, FieldUnique
from partnership.models import Membership
from reporting.choices import ReportState, Step, Verdict
from reporting.models.kept import Kept
from reporting.models.reports import Report


class ReportStep(Kept):
    """One step in the life of a report: what was done, by whom, when and why."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveIntegerField(help_text="The round of review in which it was taken.")
    step = models.CharField(max_length=20, choices=Step)
    from_state = models.CharField("from", max_length=20, choices=ReportState)
    to_state = models.CharField("to", max_length=20, choices=ReportState)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="report_steps"
    )
    at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(blank=True)

    class Meta:
        verbose_name = "step of a report"
        verbose_name_plural = "steps of reports"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, round {self.round}"


class PartnerVerdict(Kept):
    """What a partner of the consortium says of a report, in its own name, in one round of review."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="verdicts")
    round = models.PositiveIntegerField()
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="verdicts", verbose_name="partner"
    )
    verdict = models.CharField(max_length=20, choices=Verdict)
    text = models.TextField(
        blank=True, help_text="A comment needs a text; an approval may have one."
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entered_verdicts"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "verdict of a partner"
        verbose_name_plural = "verdicts of partners"
        ordering = ["at", "pk"]
        constraints = [
            FieldUnique(
                fields=["report", "round", "membership"],
                condition=Q(verdict=Verdict.APPROVE),
                field="membership",
                name="partner_approves_once",
                violation_error_message="This partner has already approved the report in this round.",
            ),
            FieldCheck(
                field="text",
                condition=~Q(verdict=Verdict.COMMENT) | ~Q(text=""),
                name="partner_comment_has_text",
                violation_error_message="Enter what the partner says.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_verdict_display()}"

    def clean(self) -> None:
        """Only partners of the report's own partnership have a say."""
        super().clean()
        if self.report_id is None or self.membership_id is None:
            return
        if self.membership.partnership_id != self.report.partnership_id:
            raise ValidationError(
                {
                    "membership": "This partner belongs to another partnership. Choose one of this one."
                }
            )

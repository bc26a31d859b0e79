"""Reports and their narrative sections."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.models import Record
from common.periods import Period
from partnership.models import PartnershipRecord
from reporting.choices import ReportState
from reporting.engine.columns import format_day
from reporting.engine.prose import check_references
from reporting.engine.registries import documents


def validate_document(key: str) -> None:
    """Refuse the key of a document that does not exist; the message lists the known ones."""
    if key not in documents:
        raise ValidationError(
            f"“{key}” is no known document. Known documents: {', '.join(documents)}."
        )


ONLY_A_DRAFT = (
    "The report is no draft. Send it back to draft, or start a new round, to change its texts and "
    "period."
)


class Report(PartnershipRecord):
    """A document of a partnership: its narrative, and the period whose records it counts."""

    document = models.CharField(
        max_length=60, validators=[validate_document], default="key-achievements"
    )
    period_start = models.DateField(
        "counts from", null=True, blank=True, help_text="Empty: from the partnership’s start."
    )
    period_end = models.DateField(
        "counts until", null=True, blank=True, help_text="Empty: until the partnership’s end."
    )
    is_public = models.BooleanField(
        "open to the public",
        default=False,
        help_text="Anybody may read and download the public edition. Otherwise signed-in staff only.",
    )
    has_annex = models.BooleanField(
        "print the evidence annex",
        default=False,
        help_text="The submitted PDF and Word files then list the records behind every figure.",
    )

    state = models.CharField(
        max_length=20, choices=ReportState, default=ReportState.DRAFT, editable=False
    )
    round = models.PositiveIntegerField(default=1, editable=False)

    # An old version that is brought back must not bring back its state: steps have their own history.
    history = HistoricalRecords(excluded_fields=["state", "round"])

    class Meta:
        ordering = ["partnership__acronym", "document"]
        permissions = [("submit_report", "Can submit and withdraw report")]
        constraints = [
            FieldUnique(
                fields=["partnership", "document"],
                field="document",
                name="report_unique",
                violation_error_message="The partnership already has this report.",
            ),
            FieldCheck(
                field="period_end",
                condition=Q(period_start=None)
                | Q(period_end=None)
                | Q(period_end__gte=F("period_start")),
                name="report_period_end_not_before_start",
                violation_error_message="The period ends before it starts. Enter a later end or an earlier start.",
            ),
        ]

    def clean(self) -> None:
        """The period must lie in the partnership's time, and only a draft can be changed."""
        super().clean()
        self._check_open_period()
        self._check_unchanged_after_draft()

    def _check_open_period(self) -> None:
        if self.partnership_id is None or (self.period_start and self.period_end):
            return
        start, end = self.period.start, self.period.end
        if start and end and end < start:
            field, days = (
                ("period_start", f"ends on {format_day(end)}. Enter an earlier day")
                if self.period_start
                else ("period_end", f"starts on {format_day(start)}. Enter a later day")
            )
            raise ValidationError({field: f"The partnership {days}, or both."})

    def _check_unchanged_after_draft(self) -> None:
        # What the partners review stays as they saw it.
        if self.pk is None or self.is_draft:
            return
        fixed = ("partnership_id", "document", "period_start", "period_end")
        stored = Report.objects.filter(pk=self.pk).values(*fixed).first() or {}
        changed = [name for name, value in stored.items() if getattr(self, name) != value]
        if changed:
            raise ValidationError({name.removesuffix("_id"): ONLY_A_DRAFT for name in changed})

    def __str__(self) -> str:
        title = documents[self.document].title if self.document in documents else self.document
        return f"{self.partnership.acronym}: {title}"

    def get_absolute_url(self) -> str:
        """The report's page."""
        return reverse("report", args=[self.partnership.slug, self.document])

    @property
    def is_draft(self) -> bool:
        """Whether its texts and period may be changed."""
        return self.state == ReportState.DRAFT

    @property
    def period(self) -> Period:
        """The days whose records count."""
        return Period(
            self.period_start or self.partnership.start_on,
            self.period_end or self.partnership.end_on,
        )


class NarrativeSection(Record):
    """A text of a report; its figures are references such as ``{{ c2c_events }}``."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField("section", max_length=60)
    text = models.TextField(
        blank=True,
        help_text="Plain text with Markdown for lists, emphasis and quotations. Figures are references "
        "such as {{ c2c_events }}; they are computed, never typed.",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "narrative section"
        ordering = ["report", "pk"]
        constraints = [
            FieldUnique(
                fields=["report", "key"],
                field="key",
                name="narrative_section_unique",
                violation_error_message="The report already has this section.",
            )
        ]

    def __str__(self) -> str:
        return self.key.replace("_", " ").capitalize()

    def clean(self) -> None:
        """Every figure reference must name a known figure and view of it."""
        super().clean()
        if self._is_fixed():
            raise ValidationError(ONLY_A_DRAFT)
        problems = check_references(self.text)
        if problems:
            raise ValidationError({"text": problems})

    def _is_fixed(self) -> bool:
        """Whether it belongs to a report that is no draft, or belonged to one when it was saved."""
        if self.report_id is not None and not self.report.is_draft:
            return True
        saved = NarrativeSection.objects.filter(pk=self.pk)
        return self.pk is not None and saved.exclude(report__state=ReportState.DRAFT).exists()

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
from reporting.choices import ReportKind, ReportState
from reporting.engine.prose import check_references
from reporting.engine.registries import documents
from reporting.models.periods import (
    FINAL_KEY,
    interim_title,
    misplaced,
    propose_key,
    validate_key,
)


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
SUBMITTED_UNDER_IT = (
    "A version was submitted under this address, and readers hold links to it. It stays as it is."
)


class Report(PartnershipRecord):
    """A document of a partnership: its narrative, and the period whose records it counts."""

    document = models.CharField(
        max_length=60, validators=[validate_document], default="key-achievements"
    )
    kind = models.CharField(
        max_length=10,
        choices=ReportKind,
        default=ReportKind.FINAL,
        help_text="An interim report tells of a part of the partnership’s time.",
    )
    key = models.CharField(
        max_length=40,
        blank=True,
        default=FINAL_KEY,
        validators=[validate_key],
        help_text="Of an interim report: the end of its address, for example interim-1. "
        "Empty: one is proposed.",
    )
    period_start = models.DateField(
        "counts from", null=True, blank=True, help_text="Empty: from the partnership’s start."
    )
    period_end = models.DateField(
        "counts until",
        null=True,
        blank=True,
        help_text="Empty: until the partnership’s end. An interim report needs it.",
    )
    shows_cumulative = models.BooleanField(
        "shows figures since the start",
        default=True,
        help_text="Of a period that begins later than the partnership: a table sets its figures "
        "beside those since the start.",
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
        ordering = ["partnership__acronym", "document", "kind", "period_end", "key"]
        permissions = [("submit_report", "Can submit and withdraw report")]
        constraints = [
            FieldUnique(
                fields=["partnership", "document"],
                condition=Q(kind=ReportKind.FINAL),
                field="kind",
                name="report_one_final",
                violation_error_message="The partnership already has a final report of this document. "
                "Choose interim, or another document.",
            ),
            FieldUnique(
                fields=["partnership", "document", "key"],
                condition=Q(kind=ReportKind.INTERIM),
                field="key",
                name="report_key_unique",
                violation_error_message="Another interim report has this address. Choose a different one.",
            ),
            FieldCheck(
                field="key",
                condition=Q(kind=ReportKind.FINAL, key=FINAL_KEY)
                | (~Q(kind=ReportKind.FINAL) & ~Q(key=FINAL_KEY)),
                name="report_key_fits_kind",
                violation_error_message="“final” is the key of the final report, and of it alone. "
                "Leave it empty to have one proposed.",
            ),
            FieldCheck(
                field="period_end",
                condition=~Q(kind=ReportKind.INTERIM) | Q(period_end__isnull=False),
                name="report_interim_has_end",
                violation_error_message="An interim report needs an end. Enter the last day that it tells of.",
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
        """Proposes a key. The period lies in the partnership's time, and only a draft is changed."""
        super().clean()
        if not self.key:
            self.key = self._proposed_key()
        if self.partnership_id is not None:
            errors = misplaced(self.period_start, self.period_end, self.partnership.period)
            if errors:
                raise ValidationError(errors)
        self._check_unchanged()

    def _proposed_key(self) -> str:
        if self.kind == ReportKind.FINAL or self.partnership_id is None:
            return FINAL_KEY
        others = Report.objects.filter(partnership_id=self.partnership_id, document=self.document)
        return propose_key(others.values_list("key", flat=True))

    def _check_unchanged(self) -> None:
        # What the partners review stays as they saw it, and addresses that were given out stay true.
        if self.pk is None:
            return
        addressed = ("partnership_id", "document", "kind", "key")
        counted = ("period_start", "period_end", "shows_cumulative")
        stored = Report.objects.filter(pk=self.pk).values(*addressed, *counted).first() or {}
        changed = [name for name, value in stored.items() if getattr(self, name) != value]
        if not self.is_draft:
            self._refuse(changed, ONLY_A_DRAFT)
        moved = [name for name in changed if name in addressed]
        if moved and self.snapshots.exists():
            self._refuse(moved, SUBMITTED_UNDER_IT)

    @staticmethod
    def _refuse(names: list[str], message: str) -> None:
        if names:
            raise ValidationError({name.removesuffix("_id"): message for name in names})

    def __str__(self) -> str:
        return f"{self.partnership.acronym}: {self.title}"

    def get_absolute_url(self) -> str:
        """The report's page."""
        return reverse("report", args=self.address)

    @property
    def compare_url(self) -> str:
        """The page that tells what changed between its versions."""
        return reverse("compare", args=self.address)

    @property
    def dossier_url(self) -> str:
        """Where its dossier for auditors is asked for."""
        return reverse("report_dossier", args=self.address)

    @property
    def address(self) -> list[str]:
        """What the report's addresses begin with: partnership, document, and an interim one's key."""
        return [self.partnership.slug, self.document, *([] if self.is_final else [self.key])]

    @property
    def title(self) -> str:
        """The document's title; of an interim report with what it is called."""
        title = documents[self.document].title if self.document in documents else self.document
        return title if self.is_final else f"{title}: {self.period_title}"

    @property
    def period_title(self) -> str:
        """What the report is called among those of its document."""
        return "Final report" if self.is_final else interim_title(self.key)

    @property
    def is_final(self) -> bool:
        """Whether it closes the partnership's time."""
        return self.kind == ReportKind.FINAL

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

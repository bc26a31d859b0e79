"""Review and selection of expressions of interest, and handing over to gateways."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.links import PrivateLinks
from gateways.models import Contact, Organisation
from partnership.models import PartnershipRecord, PartRecord, TargetMarket
from smes.choices import HandoverState, ReviewState
from smes.models.expressions import Expression
from smes.querysets import HandoverQuerySet, ReviewQuerySet

handover_links = PrivateLinks("handover")
"""The private links of handovers: whoever has one answers for the gateway."""


class Criterion(PartnershipRecord):
    """What reviewers judge, and how much it weighs."""

    label = models.CharField(max_length=120)
    explanation = models.TextField(blank=True, help_text="What reviewers look for.")
    weight = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="In relation to the other criteria; they need not make 100.",
    )
    highest = models.PositiveSmallIntegerField(
        "highest score",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Scores go from 0 to this one.",
    )
    is_used = models.BooleanField(
        "used", default=True, help_text="Untick to leave it out of new reviews; scores are kept."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["position", "pk"]
        constraints = [
            FieldCheck(
                field="weight",
                condition=Q(weight__gte=1, weight__lte=100),
                name="criterion_weight_within_limits",
                violation_error_message="Enter a weight from 1 to 100.",
            ),
            FieldCheck(
                field="highest",
                condition=Q(highest__gte=1, highest__lte=100),
                name="criterion_highest_within_limits",
                violation_error_message="Enter a highest score from 1 to 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """The scale stays as it is once somebody has given a score on it."""
        super().clean()
        before = Criterion.objects.filter(pk=self.pk).first() if self.pk else None
        if before and before.highest != self.highest and self.scores.exists():
            raise ValidationError(
                {
                    "highest": f"Reviewers have given scores from 0 to {before.highest} already. Untick "
                    "“used” here and add a new criterion with the other scale."
                }
            )


class Review(PartRecord):
    """What one reviewer makes of an expression; a conflict of interest bars the reviewer."""

    whole = "expression"

    expression = models.ForeignKey(Expression, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    state = models.CharField(max_length=30, choices=ReviewState, default=ReviewState.ASKED)
    conflict = models.TextField(
        "conflict of interest", blank=True, help_text="What binds the reviewer to the company."
    )
    declared_at = models.DateTimeField(
        "no conflict declared",
        null=True,
        blank=True,
        editable=False,
        help_text="When the reviewer declared to have no conflict of interest.",
    )
    comment = models.TextField(blank=True)
    due_on = models.DateField("due", null=True, blank=True)
    done_at = models.DateTimeField("done", null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField("reminded", null=True, blank=True, editable=False)

    objects: ClassVar = ReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["expression", "pk"]
        constraints = [
            FieldUnique(
                fields=["expression", "reviewer"],
                field="reviewer",
                name="review_once",
                violation_error_message="This reviewer is asked already.",
            ),
            FieldCheck(
                field="conflict",
                condition=~Q(state=ReviewState.CONFLICT) | ~Q(conflict=""),
                name="review_conflict_has_words",
                violation_error_message="Say what the conflict of interest is.",
            ),
            FieldCheck(
                field="state",
                condition=Q(state__in=ReviewState.values),
                name="review_state_known",
                violation_error_message="This is no state of a review.",
            ),
            FieldCheck(
                field="state",
                condition=~Q(state=ReviewState.DONE) | Q(declared_at__isnull=False),
                name="review_done_after_declaration",
                violation_error_message="Declare first whether you have a conflict of interest.",
            ),
            FieldCheck(
                field="state",
                condition=~Q(state=ReviewState.DONE) | Q(done_at__isnull=False),
                name="review_done_has_moment",
                violation_error_message="A review that is done has the moment when it was done.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expression.reference}, {self.reviewer}"

    @property
    def partnership_id(self) -> int:
        """That of the expression."""
        return self.expression.partnership_id


class Score(PartRecord):
    """What a reviewer gives for one criterion."""

    whole = "review"
    same_partnership = ("criterion",)

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [
            FieldUnique(
                fields=["review", "criterion"],
                field="criterion",
                name="score_once",
                violation_error_message="This criterion has a score already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"

    def clean(self) -> None:
        """A score lies within the scale of its criterion."""
        super().clean()
        if self.value is not None and self.criterion_id and self.value > self.criterion.highest:
            raise ValidationError({"value": f"Enter a score from 0 to {self.criterion.highest}."})


class Handover(PartRecord):
    """That a selected SME is offered to a gateway, and what the gateway says."""

    whole = "expression"
    same_partnership = ("organisation", "market")

    expression = models.ForeignKey(Expression, on_delete=models.CASCADE, related_name="handovers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="handovers", verbose_name="gateway"
    )
    market = models.ForeignKey(TargetMarket, on_delete=models.PROTECT, related_name="handovers")
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="handovers",
        help_text="Who is asked; the person gets a private link by e-mail.",
    )
    state = models.CharField(
        max_length=20, choices=HandoverState, default=HandoverState.OFFERED, editable=False
    )
    message = models.TextField(blank=True, help_text="What you ask of the gateway.")
    answer = models.TextField(blank=True, editable=False)
    answered_at = models.DateTimeField("answered", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField("sent", default=timezone.now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="handovers",
        editable=False,
    )
    reminded_at = models.DateTimeField("reminded", null=True, blank=True, editable=False)
    link_version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = HandoverQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            FieldUnique(
                fields=["expression", "organisation", "market"],
                condition=Q(state__in=HandoverState.in_hand()),
                field="organisation",
                name="handover_once",
                violation_error_message="The expression is with this gateway already.",
            ),
            FieldCheck(
                field="answer",
                condition=~Q(state__in=[HandoverState.ASKED_BACK, HandoverState.DECLINED])
                | ~Q(answer=""),
                name="handover_answer_has_words",
                violation_error_message="Write what you want to know, or why you decline.",
            ),
            FieldCheck(
                field="state",
                condition=Q(state__in=HandoverState.values),
                name="handover_state_known",
                violation_error_message="This is no state of a handover.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expression.reference}, {self.organisation.name}"

    @property
    def partnership_id(self) -> int:
        """That of the expression."""
        return self.expression.partnership_id

    @property
    def link(self) -> str:
        """The private link that is in force, as an address ends with it."""
        return handover_links.make(self.pk, self.link_version)

"""What came of support: outcomes that the SME confirms, its satisfaction, its testimonial."""

import hashlib
import json
from secrets import token_hex
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.currencies import validate_currency
from common.files import PrivateFileField, validate_document
from common.links import PrivateLinks
from gateways.models import Organisation
from partnership.choices import Language
from partnership.models import ConsentText, PartnershipRecord
from smes.choices import EvidenceLevel, OutcomeKind, Party, TestimonialState
from smes.models.companies import Company
from smes.models.support import PartOfCase, SupportCase
from smes.querysets import (
    OutcomeQuerySet,
    OutcomeRequestQuerySet,
    SatisfactionQuerySet,
    TestimonialQuerySet,
)

outcome_links = PrivateLinks("outcomes")
"""The private links by which an SME says what came of its support; of an outcome request."""
testimonial_links = PrivateLinks("testimonial")
"""The private links by which the author of a testimonial approves or withdraws it."""

SUBSTANCE = (
    "kind",
    "number",
    "description",
    "happened_on",
    "partner_id",
    "partner_name",
    "value",
    "currency",
)
"""What of an outcome its company confirms; with another one, the former answer ends."""

MONTHS = (0, 3, 6, 12)
"""After the end of the support, the SME is asked in these months what came of it."""


def outcome_document_path(outcome: "Outcome", filename: str) -> str:
    """A new place for every file, so that none takes the place of a former one."""
    return f"outcomes/{outcome.case_id}/{token_hex(8)}/{filename}"


class Outcome(PartOfCase):
    """Something that came of a support case, with how sure it is."""

    same_partnership = ("partner",)

    kind = models.CharField(max_length=20, choices=OutcomeKind)
    number = models.PositiveSmallIntegerField(
        default=1,
        validators=[MaxValueValidator(1000, "Enter 1000 or less.")],
        help_text="How many of the same kind, for example 3 meetings.",
    )
    description = models.TextField(help_text="A sentence or two: what, with whom, since when.")
    happened_on = models.DateField("day", null=True, blank=True)
    partner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        help_text="Where the partner is in the directory.",
    )
    partner_name = models.CharField(
        max_length=200, blank=True, help_text="The partner’s name, as the company typed it."
    )
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        max_length=3,
        blank=True,
        validators=[validate_currency],
        help_text="ISO code, for example EUR.",
    )
    evidence = models.CharField(
        "evidence level",
        max_length=20,
        choices=EvidenceLevel,
        default=EvidenceLevel.DECLARED,
        editable=False,
    )
    declared_by = models.CharField(max_length=10, choices=Party, default=Party.PARTNER)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="outcomes",
        editable=False,
    )
    confirmed_at = models.DateTimeField("confirmed", null=True, blank=True, editable=False)
    disputed_at = models.DateTimeField("disputed", null=True, blank=True, editable=False)
    dispute = models.TextField("what the company says against it", blank=True, editable=False)
    answered_wording = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Digest of what the company confirmed or disputed.",
    )
    document_file = PrivateFileField(
        "document",
        upload_to=outcome_document_path,
        blank=True,
        validators=[validate_document],
        help_text="What proves it, for example the contract, as PDF, picture or office document.",
    )

    objects: ClassVar = OutcomeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["case", "happened_on", "pk"]
        constraints = [
            FieldCheck(
                field="kind",
                condition=Q(kind__in=OutcomeKind.values),
                name="outcome_kind_known",
                violation_error_message="Choose one of the kinds of outcome.",
            ),
            FieldCheck(
                field="number",
                condition=Q(number__gte=1),
                name="outcome_number_positive",
                violation_error_message="Enter 1 or more.",
            ),
            FieldCheck(
                field="value",
                condition=Q(value=None) | Q(value__gte=0),
                name="outcome_value_not_negative",
                violation_error_message="A value cannot be below zero.",
            ),
            FieldCheck(
                field="currency",
                condition=Q(value=None) | ~Q(currency=""),
                name="outcome_value_has_currency",
                violation_error_message="Say in which currency, for example EUR.",
            ),
            FieldCheck(
                field="value",
                condition=~Q(kind=OutcomeKind.TURNOVER) | Q(value__isnull=False),
                name="outcome_turnover_has_value",
                violation_error_message="Enter the turnover.",
            ),
            FieldCheck(
                field="evidence",
                condition=Q(evidence=EvidenceLevel.DECLARED) | Q(confirmed_at__isnull=False),
                name="outcome_confirmed_has_moment",
                violation_error_message="Only the company can confirm an outcome.",
            ),
            FieldCheck(
                field="document_file",
                condition=~Q(evidence=EvidenceLevel.DOCUMENTED) | ~Q(document_file=""),
                name="outcome_documented_has_document",
                violation_error_message="A documented outcome needs its document.",
            ),
            FieldCheck(
                field="evidence",
                condition=Q(confirmed_at=None) | Q(disputed_at=None),
                name="outcome_confirmed_or_disputed",
                violation_error_message="An outcome is confirmed or disputed, not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.case.company.name}"

    def clean(self) -> None:
        """A value and its currency come together, and turnover is nothing without them."""
        super().clean()
        if self.kind == OutcomeKind.TURNOVER and self.value is None:
            raise ValidationError({"value": _("Enter the turnover.")})
        if self.value is not None and not self.currency:
            raise ValidationError({"currency": _("Say in which currency, for example EUR.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an answer to another wording ends, and the evidence level follows from the facts."""
        self.follow_facts()
        super().save(*args, **kwargs)

    def follow_facts(self) -> None:
        """Let go of an answer that was given to another wording, and set the evidence level."""
        if not (self.confirmed_at or self.disputed_at):
            self.answered_wording = ""
        elif not self.answered_wording:
            self.answered_wording = self.wording
        elif self.answered_wording != self.wording:
            self.take_back_answer()
        self.evidence = self.evidence_level

    def take_back_answer(self) -> None:
        """Make it an outcome to which the company has not answered; not saved yet."""
        self.confirmed_at = self.disputed_at = None
        self.dispute = self.answered_wording = ""

    @property
    def evidence_level(self) -> EvidenceLevel:
        """How sure it is, from the facts: confirmed by the company, and with a document or not."""
        if self.confirmed_at is None or self.disputed_at is not None:
            return EvidenceLevel.DECLARED
        return EvidenceLevel.DOCUMENTED if self.document_file else EvidenceLevel.CONFIRMED

    @property
    def wording(self) -> str:
        """A digest of what the company is asked to confirm."""
        values = [self._as_kept(name) for name in SUBSTANCE]
        return hashlib.sha256(json.dumps(values).encode()).hexdigest()

    def _as_kept(self, name: str) -> str:
        # As the database gives it back, so that saving and loading again change nothing.
        field: Any = self._meta.get_field(name.removesuffix("_id"))
        value = field.to_python(getattr(self, name))
        return f"{value:.2f}" if name == "value" and value is not None else str(value)

    @property
    def is_answered(self) -> bool:
        """Whether the company has said yes or no to it."""
        return bool(self.confirmed_at or self.disputed_at)

    @property
    def shown_partner(self) -> str:
        """The partner’s name, from the directory where it is known there."""
        return self.partner.name if self.partner else self.partner_name

    def get_document_url(self) -> str:
        """Where those who may read the case download its document."""
        return reverse("outcome_document", args=[self.pk])


class OutcomeRequest(PartOfCase):
    """That the SME is asked what came of its support, some months after its end."""

    months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="After the end of the support; empty where the company was asked in between.",
    )
    due_on = models.DateField("due")
    asked_at = models.DateTimeField("asked", null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField("reminded", null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("answered", null=True, blank=True, editable=False)
    link_version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = OutcomeRequestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "question about outcomes"
        verbose_name_plural = "questions about outcomes"
        ordering = ["due_on", "pk"]
        constraints = [
            FieldUnique(
                fields=["case", "months"],
                field="months",
                name="outcome_request_once",
                violation_error_message="The company is asked once after so many months.",
            )
        ]

    def __str__(self) -> str:
        when = "in between" if self.months is None else f"after {self.months} months"
        return f"{self.case.company.name}, {when}"

    @property
    def link(self) -> str:
        """The private link that is in force, as an address ends with it."""
        return outcome_links.make(self.pk, self.link_version)


RATING = [
    MinValueValidator(1, "Choose 1 to 5."),
    MaxValueValidator(5, "Choose 1 to 5."),
]


class Satisfaction(PartOfCase):
    """What an SME says of its support; the gateway learns averages only."""

    overall = models.PositiveSmallIntegerField(validators=RATING)
    gateway_rating = models.PositiveSmallIntegerField(
        "help of the gateway", null=True, blank=True, validators=RATING
    )
    cluster_rating = models.PositiveSmallIntegerField(
        "help of the cluster", null=True, blank=True, validators=RATING
    )
    usefulness = models.PositiveSmallIntegerField(
        "use of the results", null=True, blank=True, validators=RATING
    )
    timing = models.PositiveSmallIntegerField(
        "keeping to the plan", null=True, blank=True, validators=RATING
    )
    would_recommend = models.BooleanField(null=True, blank=True)
    comment = models.TextField(blank=True)
    answered_at = models.DateTimeField("answered", default=timezone.now, editable=False)

    objects: ClassVar = SatisfactionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "satisfaction survey"
        ordering = ["-answered_at", "-pk"]
        constraints = [
            FieldUnique(
                fields=["case"],
                field="case",
                name="satisfaction_once",
                violation_error_message="The company has answered the survey already.",
            ),
            FieldCheck(
                field="overall",
                condition=Q(overall__gte=1, overall__lte=5),
                name="satisfaction_overall_within_scale",
                violation_error_message="Choose 1 to 5.",
            ),
            *(
                FieldCheck(
                    field=rating,
                    condition=Q(**{rating: None}) | Q(**{f"{rating}__gte": 1, f"{rating}__lte": 5}),
                    name=f"satisfaction_{rating}_within_scale",
                    violation_error_message="Choose 1 to 5.",
                )
                for rating in ("gateway_rating", "cluster_rating", "usefulness", "timing")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.company.name}, {self.answered_at:%-d %B %Y}"


class Testimonial(PartnershipRecord):
    """What an SME says in public of its support; its author approves the very words."""

    same_partnership = ("company", "case")

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="testimonials")
    case = models.ForeignKey(
        SupportCase,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="testimonials",
    )
    function = models.CharField(
        "who speaks",
        max_length=120,
        blank=True,
        help_text="The function, for example managing director.",
    )
    email = models.EmailField("e-mail address", help_text="Where the text is sent for approval.")
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    original = models.TextField(
        "as received", blank=True, help_text="Empty as long as its author has not written it."
    )
    text = models.TextField(
        "as published",
        blank=True,
        help_text="Shorten or translate it; its author approves the words before anybody sees them.",
    )
    state = models.CharField(
        max_length=20,
        choices=TestimonialState,
        default=TestimonialState.RECEIVED,
        editable=False,
    )
    consent_text = models.ForeignKey(
        ConsentText,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="testimonials",
        editable=False,
    )
    approved_text = models.TextField(blank=True, editable=False)
    approved_at = models.DateTimeField("approved", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True, editable=False)
    in_report = models.BooleanField("in reports", default=True)
    in_newsletter = models.BooleanField("in newsletters", default=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")
    link_version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = TestimonialQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            FieldCheck(
                field="state",
                condition=Q(state__in=TestimonialState.values),
                name="testimonial_state_known",
                violation_error_message="This is no state of a testimonial.",
            ),
            FieldCheck(
                field="text",
                condition=~Q(state=TestimonialState.APPROVED)
                | (~Q(approved_text="") & Q(approved_at__isnull=False)),
                name="testimonial_approved_has_text",
                violation_error_message="Only its author approves a testimonial.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company.name}, {self.function or 'asked for'}"

    @property
    def is_written(self) -> bool:
        """Whether its author, or the office for it, has entered a text."""
        return bool(self.original.strip())

    @property
    def is_published(self) -> bool:
        """Whether words that its author approved may be shown."""
        return bool(self.approved_text) and self.state != TestimonialState.WITHDRAWN

    @property
    def wording(self) -> str:
        """A digest of the text that its author is asked to approve."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def clean(self) -> None:
        """The case is one of the company."""
        super().clean()
        if self.case is not None and self.case.company_id != self.company_id:
            raise ValidationError({"case": "This case is one of another company. Choose another."})

    @property
    def link(self) -> str:
        """The private link that is in force, as an address ends with it."""
        return testimonial_links.make(self.pk, self.link_version)

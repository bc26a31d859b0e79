"""Expressions of interest: what an SME asks of a partnership, and how it goes on."""

from secrets import token_hex
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.fields import CountryField
from common.files import PrivateFileField, validate_document
from common.links import PrivateLinks
from gateways.models import Organisation, Service
from partnership.choices import Language
from partnership.models import Cluster, ConsentText, PartnershipRecord, PartRecord, TargetMarket
from smes.choices import Eligibility, ExpressionState, Ownership, Party
from smes.models.companies import Company
from smes.models.objectives import Objective
from smes.models.size import HasSize
from smes.querysets import ExpressionMessageQuerySet, ExpressionQuerySet

expression_links = PrivateLinks("expression")
"""The private links of expressions: whoever has one acts for the SME."""


class Expression(HasSize, PartnershipRecord):
    """An expression of interest, from the first word typed to what was decided.

    What the SME typed stays here as it was typed; which company of the directory it is, the partners
    decide with ``company``.
    """

    same_partnership = ("company",)

    number = models.PositiveIntegerField(null=True, editable=False)
    reference = models.CharField(
        max_length=80,
        blank=True,
        editable=False,
        help_text="Given when it is sent, for example BIOXCLUSTERS-2026-0012.",
    )
    state = models.CharField(
        max_length=20, choices=ExpressionState, default=ExpressionState.DRAFT, editable=False
    )
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    link_version = models.PositiveIntegerField(default=1, editable=False)
    revision = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counts what was saved, so that two tabs notice."
    )

    # The company, in its own words.
    company_name = models.CharField("name of the company", max_length=200, blank=True)
    country = CountryField(blank=True)
    city = models.CharField("town", max_length=120, blank=True)
    website = models.URLField(blank=True)
    registration_number = models.CharField("VAT or register number", max_length=40, blank=True)
    member_of = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="member of",
        help_text="The cluster that the company says it belongs to.",
    )
    sector = models.CharField(max_length=120, blank=True)
    profile = models.TextField("what the company does", blank=True)
    ownership = models.CharField(max_length=20, choices=Ownership, blank=True)
    headcount = models.PositiveIntegerField("people employed", null=True, blank=True)
    turnover = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    balance_sheet_total = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True
    )
    figures_year = models.PositiveSmallIntegerField("year of the figures", null=True, blank=True)

    # The person to answer.
    contact_name = models.CharField("contact", max_length=200, blank=True)
    contact_function = models.CharField("function", max_length=120, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField("telephone", max_length=40, blank=True)

    # What it asks for.
    markets = models.ManyToManyField(TargetMarket, blank=True, related_name="expressions")
    services = models.ManyToManyField(Service, blank=True, related_name="expressions")
    gateways = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="wanted_by",
        help_text="Organisations that the company would like to work with.",
    )
    objectives = models.ManyToManyField(Objective, blank=True, related_name="expressions")
    seeks = models.TextField("what it seeks", blank=True)

    # What the partners make of it.
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expressions",
        help_text="The company in the partnership’s directory.",
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expressions",
        verbose_name="home cluster",
        help_text="The member of the consortium that takes care of it.",
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="expressions",
        help_text="Who takes care of it.",
    )
    eligibility = models.CharField(
        max_length=20, choices=Eligibility, default=Eligibility.UNCHECKED
    )
    eligibility_note = models.TextField("why eligible or not", blank=True)
    decision_reason = models.TextField(
        blank=True, help_text="The letter tells it to the company, so write it for the company."
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    typed = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="By step: when it was saved last and from which tab, and what fits no field yet.",
    )
    saved_at = models.DateTimeField("last typed in", default=timezone.now, editable=False)
    submitted_at = models.DateTimeField("sent", null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField("confirmed", null=True, blank=True, editable=False)
    decided_at = models.DateTimeField("decided", null=True, blank=True, editable=False)
    told_at = models.DateTimeField("decision sent", null=True, blank=True, editable=False)
    sign_in_asked_at = models.DateTimeField(
        "sign-in asked for",
        null=True,
        blank=True,
        editable=False,
        help_text="The SME wants a sign-in; it is invited once its company is in the directory.",
    )
    reminded_at = models.DateTimeField(
        "reminded of the draft", null=True, blank=True, editable=False
    )
    moved_at = models.DateTimeField("in this state since", default=timezone.now, editable=False)

    objects: ClassVar = ExpressionQuerySet.as_manager()
    history = HistoricalRecords(
        m2m_fields=[markets, services, gateways, objectives], excluded_fields=["typed"]
    )

    class Meta:
        verbose_name = "expression of interest"
        verbose_name_plural = "expressions of interest"
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index(fields=["partnership", "state"], name="expression_by_state")]
        constraints = [
            FieldUnique(
                fields=["partnership", "number"],
                condition=Q(number__isnull=False),
                field="number",
                name="expression_number_unique",
                violation_error_message="Another expression of interest has this number.",
            ),
            FieldUnique(
                fields=["reference"],
                condition=~Q(reference=""),
                field="reference",
                name="expression_reference_unique",
                violation_error_message="Another expression of interest has this reference.",
            ),
            FieldCheck(
                field="state",
                condition=Q(state__in=ExpressionState.values),
                name="expression_state_known",
                violation_error_message="This is no state of an expression of interest.",
            ),
            FieldCheck(
                field="reference",
                condition=Q(state__in=[ExpressionState.DRAFT, ExpressionState.WITHDRAWN])
                | (~Q(reference="") & Q(number__isnull=False) & Q(submitted_at__isnull=False)),
                name="expression_sent_has_reference",
                violation_error_message="An expression of interest that was sent has a reference.",
            ),
            FieldCheck(
                field="email",
                condition=Q(state__in=[ExpressionState.DRAFT, ExpressionState.WITHDRAWN])
                | ~Q(email=""),
                name="expression_sent_has_address",
                violation_error_message="Enter an e-mail address that we can answer to.",
            ),
            FieldCheck(
                field="decision_reason",
                condition=~Q(state=ExpressionState.DECLINED) | ~Q(decision_reason=""),
                name="expression_declined_has_reason",
                violation_error_message="Say why it is declined; the company will read it.",
            ),
            FieldCheck(
                field="eligibility_note",
                condition=~Q(eligibility=Eligibility.NOT_ELIGIBLE) | ~Q(eligibility_note=""),
                name="expression_not_eligible_has_reason",
                violation_error_message="Say why it is not eligible.",
            ),
            FieldCheck(
                field="eligibility",
                condition=Q(eligibility__in=Eligibility.values),
                name="expression_eligibility_known",
                violation_error_message="Choose eligible, not eligible, or not checked yet.",
            ),
            FieldCheck(
                field="ownership",
                condition=Q(ownership="") | Q(ownership__in=Ownership.values),
                name="expression_ownership_known",
                violation_error_message="Choose one of the answers.",
            ),
            FieldCheck(
                field="turnover",
                condition=Q(turnover=None) | Q(turnover__gte=0),
                name="expression_turnover_not_negative",
                violation_error_message="A turnover cannot be below zero.",
            ),
            FieldCheck(
                field="balance_sheet_total",
                condition=Q(balance_sheet_total=None) | Q(balance_sheet_total__gte=0),
                name="expression_balance_sheet_total_not_negative",
                violation_error_message="A balance sheet total cannot be below zero.",
            ),
        ]

    def __str__(self) -> str:
        named = self.company_name or "Company not named yet"
        return f"{self.reference}, {named}" if self.reference else named

    @property
    def link(self) -> str:
        """The private link that is in force, as an address ends with it."""
        return expression_links.make(self.pk, self.link_version)

    @property
    def may_be_corrected(self) -> bool:
        """Whether the SME may still correct what it sent."""
        return self.state in ExpressionState.correctable()

    @property
    def shown_state(self) -> ExpressionState:
        """The state as the SME may know it: a decision is under review until it was told."""
        state = ExpressionState(self.state)
        if state in ExpressionState.decided() and self.told_at is None:
            return ExpressionState.UNDER_REVIEW
        return state

    @property
    def home(self) -> Cluster | None:
        """The cluster that takes care of it; before one does, that of which the SME says it is a member."""
        return self.cluster or self.member_of

    def get_absolute_url(self) -> str:
        """Where the office keeps it."""
        return reverse("admin:smes_expression_change", args=[self.pk])


class ExpressionStep(PartRecord):
    """One step in the life of an expression: from where to where, who took it, when and why."""

    whole = "expression"

    expression = models.ForeignKey(Expression, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField("from", max_length=20, choices=ExpressionState)
    to_state = models.CharField("to", max_length=20, choices=ExpressionState)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="expression_steps",
        help_text="Empty where the company took the step itself.",
    )
    party = models.CharField("side", max_length=10, choices=Party)
    at = models.DateTimeField("when", default=timezone.now)
    reason = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "step of an expression"
        verbose_name_plural = "steps of expressions"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


def expression_file_path(file: "ExpressionFile", filename: str) -> str:
    """A new place for every file, so that none takes the place of a former one."""
    return f"expressions/{file.expression_id}/{token_hex(8)}/{filename}"


class ExpressionFile(PartRecord):
    """A file that came with an expression, or later from one of the sides."""

    whole = "expression"

    expression = models.ForeignKey(Expression, on_delete=models.CASCADE, related_name="files")
    file = PrivateFileField(upload_to=expression_file_path, validators=[validate_document])
    name = models.CharField("name of the file", max_length=200)
    size = models.PositiveBigIntegerField(default=0, editable=False, help_text="In bytes.")
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    party = models.CharField("from", max_length=10, choices=Party, default=Party.SME)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="expression_files",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "file of an expression"
        verbose_name_plural = "files of expressions"
        ordering = ["pk"]
        constraints = [
            FieldUnique(
                fields=["expression", "sha256"],
                condition=~Q(sha256=""),
                field="file",
                name="expression_file_once",
                violation_error_message="This very file is there already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_document_url(self) -> str:
        """Where those who may read the expression download it."""
        return reverse("expression_file", args=[self.pk])


class ExpressionConsent(PartRecord):
    """That the company agreed to a version of a text, and when; taking it back is kept beside it."""

    whole = "expression"

    expression = models.ForeignKey(Expression, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="expression_consents"
    )
    given_at = models.DateTimeField("given", default=timezone.now)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "consent of a company"
        verbose_name_plural = "consents of companies"
        ordering = ["given_at", "pk"]
        constraints = [
            FieldUnique(
                fields=["expression", "text"],
                condition=Q(withdrawn_at=None),
                field="text",
                name="expression_consent_given_once",
                violation_error_message="The company has agreed to this version already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}"


class ExpressionMessage(PartRecord):
    """A message between the company, the partnership and the gateway."""

    whole = "expression"

    expression = models.ForeignKey(Expression, on_delete=models.CASCADE, related_name="messages")
    party = models.CharField("from", max_length=10, choices=Party)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="expression_messages",
    )
    text = models.TextField(max_length=5000)
    at = models.DateTimeField("when", default=timezone.now)
    read_by_sme_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_by_partner_at = models.DateTimeField(null=True, blank=True, editable=False)
    once = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Tells a double click from a message."
    )

    objects: ClassVar = ExpressionMessageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "message"
        ordering = ["at", "pk"]
        constraints = [
            FieldUnique(
                fields=["expression", "once"],
                condition=~Q(once=""),
                field="text",
                name="expression_message_once",
                violation_error_message="This message was sent already.",
            ),
            FieldCheck(
                field="text",
                condition=~Q(text=""),
                name="expression_message_has_text",
                violation_error_message="Write a message.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}, {self.at:%-d %B %Y}"

    def clean(self) -> None:
        """A message has words."""
        super().clean()
        if not self.text.strip():
            raise ValidationError({"text": "Write a message."})

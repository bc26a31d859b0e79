"""Support cases: the work plan that an SME and a gateway agree on, and how it goes."""

from decimal import Decimal
from secrets import token_hex
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.files import PrivateFileField, validate_document
from common.links import PrivateLinks
from gateways.models import Organisation, Service
from partnership.models import Cluster, PartnershipRecord, PartRecord, TargetMarket
from smes.choices import ContactKind, Party, StepState, SupportState
from smes.models.companies import Company
from smes.models.confidential import Confidential, known_level
from smes.models.expressions import Expression
from smes.models.objectives import Objective
from smes.models.reviews import Handover
from smes.querysets import SupportCaseQuerySet, SupportContactQuerySet, WorkStepQuerySet

sme_case_links = PrivateLinks("support.sme")
"""The private links of support cases for the SME."""
gateway_case_links = PrivateLinks("support.gateway")
"""The private links of support cases for the gateway."""


class SupportCase(PartnershipRecord, Confidential):
    """The support of an SME in one market by a gateway or expert, after an agreed work plan."""

    same_partnership = ("expression", "company", "market", "organisation")

    expression = models.ForeignKey(
        Expression,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_cases",
        help_text="Empty for support that began without an expression of interest.",
    )
    handover = models.OneToOneField(
        Handover,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_case",
        editable=False,
    )
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="support_cases")
    market = models.ForeignKey(TargetMarket, on_delete=models.PROTECT, related_name="support_cases")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="support_cases_given",
        verbose_name="gateway or expert",
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_cases",
        verbose_name="home cluster",
    )
    title = models.CharField(max_length=200, help_text="In a few words, what the support is for.")
    aim = models.TextField(blank=True, help_text="What shall be different afterwards.")
    objectives = models.ManyToManyField(Objective, blank=True, related_name="support_cases")
    services = models.ManyToManyField(Service, blank=True, related_name="support_cases")
    state = models.CharField(
        max_length=20, choices=SupportState, default=SupportState.PLANNING, editable=False
    )
    plan_version = models.PositiveIntegerField(
        default=1, editable=False, help_text="Both sides agree to one version of the work plan."
    )
    sme_agreed_version = models.PositiveIntegerField(default=0, editable=False)
    sme_agreed_at = models.DateTimeField("agreed by the SME", null=True, blank=True, editable=False)
    gateway_agreed_version = models.PositiveIntegerField(default=0, editable=False)
    gateway_agreed_at = models.DateTimeField(
        "agreed by the gateway", null=True, blank=True, editable=False
    )
    started_on = models.DateField("began", null=True, blank=True)
    ended_on = models.DateField("ended", null=True, blank=True)
    ended_because = models.TextField("why it was stopped", blank=True)
    link_version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = SupportCaseQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[objectives, services])

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_level("support_case_confidentiality_known"),
            FieldCheck(
                field="state",
                condition=Q(state__in=SupportState.values),
                name="support_case_state_known",
                violation_error_message="This is no state of a support case.",
            ),
            FieldCheck(
                field="ended_on",
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="support_case_ends_after_start",
                violation_error_message="The support cannot end before it began.",
            ),
            FieldCheck(
                field="ended_because",
                condition=~Q(state=SupportState.STOPPED) | ~Q(ended_because=""),
                name="support_case_stopped_has_reason",
                violation_error_message="Say why the support was stopped.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company.name}, {self.market.label}: {self.title}"

    @property
    def is_agreed(self) -> bool:
        """Whether both sides agreed to the work plan as it stands."""
        return self.plan_version == self.sme_agreed_version == self.gateway_agreed_version

    @property
    def has_begun(self) -> bool:
        """Whether both sides had agreed to a work plan at some time."""
        return self.started_on is not None

    @property
    def sme_link(self) -> str:
        """The SME's private link, as an address ends with it."""
        return sme_case_links.make(self.pk, self.link_version)

    @property
    def gateway_link(self) -> str:
        """The gateway's private link, as an address ends with it."""
        return gateway_case_links.make(self.pk, self.link_version)


class PartOfCase(PartRecord):
    """A part of a support case."""

    whole = "case"

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def partnership_id(self) -> int:
        """That of the case."""
        return self.case.partnership_id


class WorkStep(PartOfCase):
    """A step of a work plan."""

    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    party = models.CharField("who does it", max_length=10, choices=Party, default=Party.GATEWAY)
    due_on = models.DateField("due", null=True, blank=True)
    state = models.CharField(max_length=20, choices=StepState, default=StepState.PLANNED)
    done_on = models.DateField("done", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")

    objects: ClassVar = WorkStepQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "step of a work plan"
        verbose_name_plural = "steps of work plans"
        ordering = ["position", "pk"]
        constraints = [
            FieldCheck(
                field="state",
                condition=Q(state__in=StepState.values),
                name="work_step_state_known",
                violation_error_message="Choose planned, under way, done or dropped.",
            ),
            FieldCheck(
                field="done_on",
                condition=Q(done_on=None) | Q(state=StepState.DONE),
                name="work_step_done_on_when_done",
                violation_error_message="Only a step that is done has a day on which it was done.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SupportContact(PartOfCase):
    """One line in the log of a support case: who did what, when, and how long it took.

    The company reads neither hours nor what is internal, see docs/adr/0024.
    """

    on = models.DateField("day", default=timezone.localdate)
    kind = models.CharField(max_length=20, choices=ContactKind, default=ContactKind.CALL)
    party = models.CharField("entered by", max_length=10, choices=Party)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="support_contacts",
    )
    hours = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0), "Hours cannot be below zero.")],
        help_text="Work of the gateway or the cluster, for example 1.5.",
    )
    note = models.TextField()
    is_internal = models.BooleanField(
        "not shown to the company",
        default=False,
        help_text="A note between the gateway and the partnership.",
    )

    objects: ClassVar = SupportContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "contact in a support case"
        verbose_name_plural = "contacts in support cases"
        ordering = ["-on", "-pk"]
        constraints = [
            FieldCheck(
                field="hours",
                condition=Q(hours__gte=0, hours__lte=1000),
                name="support_contact_hours_within_limits",
                violation_error_message="Enter hours from 0 to 1000.",
            ),
            FieldCheck(
                field="is_internal",
                condition=~Q(party=Party.SME) | Q(is_internal=False),
                name="support_contact_of_sme_is_not_internal",
                violation_error_message="The company can read what it wrote itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%-d %B %Y}"


def support_file_path(file: "SupportFile", filename: str) -> str:
    """A new place for every file, so that none takes the place of a former one."""
    return f"support/{file.case_id}/{token_hex(8)}/{filename}"


class SupportFile(PartOfCase):
    """A file of a support case, from one of its sides."""

    file = PrivateFileField(upload_to=support_file_path, validators=[validate_document])
    name = models.CharField("name of the file", max_length=200)
    size = models.PositiveBigIntegerField(default=0, editable=False, help_text="In bytes.")
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    party = models.CharField("from", max_length=10, choices=Party)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="support_files",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "file of a support case"
        verbose_name_plural = "files of support cases"
        ordering = ["pk"]
        constraints = [
            FieldUnique(
                fields=["case", "sha256"],
                condition=~Q(sha256=""),
                field="file",
                name="support_file_once",
                violation_error_message="This very file is there already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_document_url(self) -> str:
        """Where the sides of the case download it."""
        return reverse("support_file", args=[self.pk])

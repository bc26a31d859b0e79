"""Cooperation cases: what came of the partnership, by clusters and by SMEs."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.fields import LinesField
from gateways.models import Organisation
from partnership.models import Cluster, PartnershipRecord, PartRecord, TargetMarket
from smes.choices import CaseType, PartnerType, SupportState, SupportStatus
from smes.models.companies import Company
from smes.models.confidential import Confidential, known_level
from smes.models.objectives import Objective
from smes.querysets import CaseQuerySet, SMECaseQuerySet


class CooperationCase(PartnershipRecord, Confidential):
    """What both kinds of cooperation case have."""

    reference = models.CharField(
        max_length=40, blank=True, help_text="Your own reference, unique within the partnership."
    )
    type = models.PositiveSmallIntegerField(choices=CaseType, default=CaseType.COLLABORATION)
    number = models.PositiveSmallIntegerField(
        default=1, help_text="How many results the case stands for."
    )
    description = models.TextField(
        error_messages={"required": "Describe the case in a sentence or two."},
        help_text="A sentence or two, as the overview table prints it.",
    )
    started_on = models.DateField("began", null=True, blank=True)
    main_steps = models.TextField("main steps undertaken", blank=True)
    next_steps = models.TextField("next steps envisaged", blank=True)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order in tables, lowest first."
    )

    class Meta:
        abstract = True


class ClusterCase(CooperationCase):
    """A cooperation case by European clusters, in one market or in all."""

    same_partnership = ("market",)

    market = models.ForeignKey(
        TargetMarket,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cluster_cases",
    )
    is_for_all_markets = models.BooleanField("all target markets", default=False)
    type_wording = models.CharField(
        "type printed as",
        max_length=60,
        blank=True,
        help_text="Only where reports print another word, for example MoU.",
    )
    objectives = models.ManyToManyField(Objective, blank=True, related_name="cluster_cases")
    sectors = LinesField(help_text="One sector or technology per line.")
    clusters = models.ManyToManyField(
        Cluster,
        blank=True,
        related_name="cluster_cases",
        help_text="Leave empty where the whole consortium takes part.",
    )
    partners = models.ManyToManyField(
        Organisation, through="ClusterCasePartner", related_name="cluster_cases"
    )
    in_overview = models.BooleanField(
        "counted in the overview",
        default=True,
        help_text="Table C counts the case. Untick for contacts that had no result to count.",
    )
    in_details = models.BooleanField(
        "told in the details",
        default=True,
        help_text="Table E tells the case, one row for each partner organisation.",
    )

    objects: ClassVar = CaseQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[objectives, clusters])

    class Meta:
        verbose_name = "cooperation case by clusters"
        verbose_name_plural = "cooperation cases by clusters"
        ordering = ["market__position", "type", "position", "pk"]
        constraints = [
            known_level("cluster_case_confidentiality_known"),
            FieldCheck(
                field="market",
                condition=Q(market__isnull=False, is_for_all_markets=False)
                | Q(market__isnull=True, is_for_all_markets=True),
                name="cluster_case_one_or_all_markets",
                violation_error_message="Choose the target market of the case, or tick “all target markets”; not both.",
            ),
            FieldCheck(
                field="type",
                condition=Q(type__in=CaseType.values),
                name="cluster_case_type_known",
                violation_error_message="Choose one of the four types of case.",
            ),
            FieldCheck(
                field="number",
                condition=Q(number__gte=1),
                name="cluster_case_number_positive",
                violation_error_message="A case stands for at least one result.",
            ),
            FieldCheck(
                field="in_details",
                condition=Q(in_overview=True) | Q(in_details=True),
                name="cluster_case_in_a_table",
                violation_error_message="Tick at least one of the two tables that can show the case.",
            ),
            FieldUnique(
                fields=["partnership", "reference"],
                condition=~Q(reference=""),
                field="reference",
                name="cluster_case_reference_unique",
                violation_error_message="Another case has this reference.",
            ),
        ]

    def __str__(self) -> str:
        where = self.market.label if self.market else "all target markets"
        return f"{self.get_type_display()}, {where}"


class ClusterCasePartner(PartRecord):
    """A partner organisation of a case, with the spelling that the case uses."""

    whole = "case"
    same_partnership = ("organisation",)

    case = models.ForeignKey(ClusterCase, on_delete=models.CASCADE, related_name="case_partners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="case_partnerships"
    )
    named_as = models.CharField(
        "printed as",
        max_length=200,
        blank=True,
        help_text="Only where another spelling is printed.",
    )
    country_as = models.CharField(
        "country printed as",
        max_length=80,
        blank=True,
        help_text="Only where another wording is printed.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "partner organisation"
        ordering = ["position", "pk"]
        constraints = [
            FieldUnique(
                fields=["case", "organisation"],
                field="organisation",
                name="cluster_case_partner_unique",
                violation_error_message="This organisation is already a partner of the case.",
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The spelling that reports print."""
        return self.named_as or self.organisation.name


STATUS_OF = {
    SupportState.PLANNING: SupportStatus.NO_SUPPORT,
    SupportState.RUNNING: SupportStatus.ONGOING,
    SupportState.COMPLETED: SupportStatus.COMPLETED,
    SupportState.STOPPED: SupportStatus.STOPPED,
}
"""What the status of a case is that came of a support case."""

FOLLOWS = "The {name} of this case follows its support case. Change it there."


class SMECase(CooperationCase):
    """A cooperation case by an SME in one target market; may stand for several results."""

    same_partnership = ("market", "company", "partner")

    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="cases",
        error_messages={"required": "Choose the SME whose case this is."},
    )
    company_as = models.CharField(
        "SME printed as",
        max_length=200,
        blank=True,
        help_text="Only where the overview prints another spelling.",
    )
    market = models.ForeignKey(
        TargetMarket,
        on_delete=models.PROTECT,
        related_name="sme_cases",
        error_messages={
            "required": "Choose the target market of the case.",
            "null": "Choose the target market of the case.",
        },
    )
    objectives = models.ManyToManyField(Objective, blank=True, related_name="sme_cases")
    objective_note = models.CharField(
        "objectives printed as",
        max_length=200,
        blank=True,
        help_text="The wording to print instead of the numbers, for example “Other regulatory”.",
    )
    sector = models.CharField(
        "sector / technology",
        max_length=120,
        blank=True,
        help_text="Leave empty to print the company’s.",
    )
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="sme_cases"
    )
    partner_as = models.CharField(
        "partner printed as",
        max_length=200,
        blank=True,
        help_text="Only where another spelling is printed.",
    )
    partner_type = models.CharField(max_length=20, choices=PartnerType, blank=True)
    support_case = models.ForeignKey(
        "smes.SupportCase",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="sme_cases",
        help_text="The support that it came of; number, steps and status follow from there.",
    )
    drafted = models.TextField(
        "description as drafted",
        blank=True,
        editable=False,
        help_text="Made of the outcomes; a description that differs was edited, and is kept.",
    )
    status = models.CharField(
        max_length=20, choices=SupportStatus, default=SupportStatus.NO_SUPPORT
    )
    detail_company_as = models.CharField("SME in the details", max_length=200, blank=True)
    detail_sector = models.CharField("sector in the details", max_length=120, blank=True)
    detail_partner_as = models.CharField("partner in the details", max_length=200, blank=True)
    detail_description = models.TextField("case in the details", blank=True)

    objects: ClassVar = SMECaseQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[objectives])

    class Meta:
        verbose_name = "cooperation case by an SME"
        verbose_name_plural = "cooperation cases by SMEs"
        ordering = ["market__position", "company__name", "position", "pk"]
        constraints = [
            known_level("sme_case_confidentiality_known"),
            FieldCheck(
                field="type",
                condition=Q(type__in=CaseType.values),
                name="sme_case_type_known",
                violation_error_message="Choose one of the four types of case.",
            ),
            FieldCheck(
                field="number",
                condition=Q(number__gte=1),
                name="sme_case_number_positive",
                violation_error_message="A case stands for at least one result.",
            ),
            FieldUnique(
                fields=["partnership", "reference"],
                condition=~Q(reference=""),
                field="reference",
                name="sme_case_reference_unique",
                violation_error_message="Another case has this reference.",
            ),
            FieldUnique(
                fields=["support_case", "type"],
                condition=Q(support_case__isnull=False),
                field="type",
                name="sme_case_of_support_unique",
                violation_error_message="The support case has a case of this type already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company.name}, {self.market.label}"

    def clean(self) -> None:
        """What follows from a support case is changed there."""
        super().clean()
        if self.support_case is None:
            return
        wanted = {
            "status": STATUS_OF[SupportState(self.support_case.state)],
            "confidentiality": self.support_case.confidentiality,
        }
        errors = {
            name: FOLLOWS.format(name=name)
            for name, value in wanted.items()
            if getattr(self, name) != value
        }
        if errors:
            raise ValidationError(errors)

"""European companies that a partnership helps."""

from typing import Any

from django.db import models, transaction
from django.db.models import Max, Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck
from gateways.choices import OrganisationKind, Side
from gateways.models import Organisation
from partnership.models import Partnership
from smes.choices import Ownership
from smes.models.confidential import Confidential, known_level
from smes.models.size import HasSize


class Company(HasSize, Organisation, Confidential):
    """A European SME: an organisation with what a case needs to know of it.

    A company is an organisation, so that its participations, meetings and cases count as those of
    one stakeholder, see docs/adr/0002.
    """

    sector = models.CharField(max_length=120, blank=True)
    registration_number = models.CharField(
        "VAT or register number",
        max_length=40,
        blank=True,
        help_text="Tells companies of like names apart, and finds those entered twice.",
    )
    ownership = models.CharField(max_length=20, choices=Ownership, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    turnover = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    balance_sheet_total = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(max_length=3, default="EUR", help_text="ISO code, for example EUR.")
    competences = models.TextField(blank=True)
    printed_country = models.CharField(
        max_length=10,
        blank=True,
        help_text="Only where reports print another code than ISO’s, for example SP.",
    )
    # Given once and kept: a pseudonym means the same company in every document.
    pseudonym_number = models.PositiveIntegerField(editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "company"
        verbose_name_plural = "companies"
        constraints = [
            known_level("company_confidentiality_known"),
            FieldCheck(
                field="balance_sheet_total",
                condition=Q(balance_sheet_total=None) | Q(balance_sheet_total__gte=0),
                name="company_balance_sheet_total_not_negative",
                violation_error_message="A balance sheet total cannot be below zero.",
            ),
            FieldCheck(
                field="turnover",
                condition=Q(turnover=None) | Q(turnover__gte=0),
                name="company_turnover_not_negative",
                violation_error_message="A turnover cannot be below zero.",
            ),
            FieldCheck(
                field="ownership",
                condition=Q(ownership="") | Q(ownership__in=Ownership.values),
                name="company_ownership_known",
                violation_error_message="Choose one of the answers.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.shown_country})"

    def clean(self) -> None:
        """A company is always a European SME and a business."""
        super().clean()
        self._take_its_side()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new company is given a pseudonym number that its partnership never used before."""
        self._take_its_side()
        with transaction.atomic():
            if self.pseudonym_number is None:
                self.pseudonym_number = self._next_pseudonym_number()
            super().save(*args, **kwargs)

    def _next_pseudonym_number(self) -> int:
        # Two companies that are added at the same time take turns.
        Partnership.objects.select_for_update().filter(pk=self.partnership_id).first()
        last = Max("pseudonym_number")
        present = Company.objects.filter(partnership_id=self.partnership_id).aggregate(last=last)
        former = Company.history.filter(partnership_id=self.partnership_id).aggregate(last=last)
        return max(present["last"] or 0, former["last"] or 0) + 1

    def _take_its_side(self) -> None:
        self.side = Side.EU_SME
        self.kind = self.kind or OrganisationKind.BUSINESS

    @property
    def shown_country(self) -> str:
        """The country code that reports print."""
        return self.printed_country or self.country.code

    @property
    def pseudonym(self) -> str:
        """The name shown where the real one is confidential, for example ``SME 07, DE``."""
        return f"SME {self.pseudonym_number:02d}, {self.country.code}"

"""What published documents state."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck
from common.measures import measures, validate_measure
from partnership.models import PartnershipRecord, TargetMarket


class Claim(PartnershipRecord):
    """A figure that a published document states.

    A claim changes nothing: it is compared with the reported figure, and a difference is a finding.
    """

    same_partnership = ("market",)

    measure = models.CharField(max_length=60, validators=[validate_measure])
    market = models.ForeignKey(
        TargetMarket,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="Leave empty where the document states a total.",
    )
    is_for_all_markets = models.BooleanField("row of all markets", default=False)
    value = models.IntegerField("stated value", help_text="A whole number, zero or more.")
    document = models.CharField(max_length=200, help_text="The document that states it.")
    place = models.CharField(
        max_length=200, help_text="Where in the document, for example “table A, total row”."
    )
    note = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["document", "pk"]
        constraints = [
            FieldCheck(
                field="value",
                condition=Q(value__gte=0),
                name="claim_value_not_negative",
                violation_error_message="A figure cannot be below zero. Enter 0 or more.",
            ),
            FieldCheck(
                field="market",
                condition=Q(market__isnull=True) | Q(is_for_all_markets=False),
                name="claim_at_one_place",
                violation_error_message="Choose either a market or the row of all markets.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value}"

    def clean(self) -> None:
        """A figure that has no markets cannot be claimed for one."""
        super().clean()
        measure = measures.get(self.measure)
        if measure and not measure.by_market and (self.market_id or self.is_for_all_markets):
            raise ValidationError(
                {"market": f"“{measure.label}” is not counted by market. Leave it empty."}
            )

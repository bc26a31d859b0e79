"""Figures of which only a count survives."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.measures import measures, validate_measure
from events.models.events import Event
from partnership.models import PartnershipRecord, TargetMarket


class DeclaredFigure(PartnershipRecord):
    """A count that is stated, not recorded: measure, value, where it belongs and its source.

    It belongs to an event, to a market, to the row of all markets, or (a figure that has no
    markets) to the partnership; there it replaces the recorded count.
    """

    same_partnership = ("market", "event")

    measure = models.CharField(max_length=60, validators=[validate_measure])
    value = models.IntegerField(help_text="A whole number, zero or more.")
    market = models.ForeignKey(
        TargetMarket,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="declared_figures",
    )
    is_for_all_markets = models.BooleanField(
        "row of all markets",
        default=False,
        help_text="Belongs to the row ALL: what addresses all target markets at once.",
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, blank=True, related_name="declared_figures"
    )
    source = models.CharField(
        max_length=250,
        help_text="Where the count comes from: a document and the place in it, a person’s role, a tool.",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="declared_figures",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["measure", "market__position", "pk"]
        constraints = [
            FieldCheck(
                field="value",
                condition=Q(value__gte=0),
                name="declared_value_not_negative",
                violation_error_message="A figure cannot be below zero. Enter 0 or more.",
            ),
            FieldCheck(
                field="market",
                condition=Q(market__isnull=True, is_for_all_markets=False)
                | Q(event__isnull=True, is_for_all_markets=False)
                | Q(event__isnull=True, market__isnull=True),
                name="declared_at_one_place",
                violation_error_message="Choose either an event, or a market, or the row of all markets.",
            ),
            FieldUnique(
                "partnership",
                "measure",
                Coalesce("market", 0),
                "is_for_all_markets",
                Coalesce("event", 0),
                field="measure",
                name="declared_once",
                violation_error_message="This figure is already declared there. Change that one instead.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value}"

    def clean(self) -> None:
        """The place must suit the measure."""
        super().clean()
        measure = measures.get(self.measure)
        if measure is None:
            return
        placed = self.market_id or self.is_for_all_markets
        if not measure.declarable:
            raise ValidationError(
                {"measure": "This figure is always counted from records and cannot be declared."}
            )
        if self.event_id and not measure.by_event:
            raise ValidationError({"event": f"“{measure.label}” is not counted by event."})
        if placed and not measure.by_market:
            raise ValidationError(
                {"market": f"“{measure.label}” is not counted by market. Leave it empty."}
            )
        if measure.by_market and not placed and not self.event_id:
            raise ValidationError(
                {"market": "Choose the market or the event that the figure belongs to."}
            )

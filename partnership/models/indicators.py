"""Key performance indicators."""

from django.db import models
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from common.measures import validate_measure
from common.models import Record
from partnership.models.base import PartnershipRecord


class Indicator(PartnershipRecord):
    """A KPI: what was promised, and the figure or the measurements that tell what was reached."""

    name = models.CharField(max_length=250)
    unit = models.CharField(max_length=40, help_text="For example SMEs, % or EUR million.")
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    due_on = models.DateField("due", null=True, blank=True)
    figure = models.CharField(
        max_length=60,
        blank=True,
        validators=[validate_measure],
        help_text="The figure of the report that tells the value. Leave empty to enter measurements.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order in tables, lowest first."
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "indicator (KPI)"
        verbose_name_plural = "indicators (KPIs)"
        ordering = ["position", "pk"]
        constraints = [
            FieldUnique(
                fields=["partnership", "name"],
                field="name",
                name="indicator_name_unique",
                violation_error_message="The partnership already has an indicator of this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Measurement(Record):
    """A dated value of an indicator, with its source."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    measured_on = models.DateField("measured")
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=250)

    history = HistoricalRecords()

    class Meta:
        ordering = ["indicator", "-measured_on"]
        constraints = [
            FieldUnique(
                fields=["indicator", "measured_on"],
                field="measured_on",
                name="measurement_unique",
                violation_error_message="There is already a measurement of this indicator for this day.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.indicator.unit} ({self.measured_on:%-d %B %Y})"

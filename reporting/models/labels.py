"""Market labels that differ in one table."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from common.models import Record
from partnership.models import TargetMarket
from reporting.engine.registries import tables


def validate_table(key: str) -> None:
    """Refuse the key of a table that does not exist; the message lists the known ones."""
    if key not in tables:
        raise ValidationError(f"“{key}” is no known table. Known tables: {', '.join(tables)}.")


class MarketLabel(Record):
    """The wording of a market in one table, where it differs from the market's own label."""

    market = models.ForeignKey(TargetMarket, on_delete=models.CASCADE, related_name="table_labels")
    table = models.CharField(max_length=60, validators=[validate_table])
    label = models.CharField(
        max_length=80, help_text="As this table prints it, for example South Australia."
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "label in one table"
        verbose_name_plural = "labels in single tables"
        ordering = ["market", "table"]
        constraints = [
            FieldUnique(
                fields=["market", "table"],
                field="table",
                name="market_label_unique",
                violation_error_message="The market already has a label for this table.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.table})"

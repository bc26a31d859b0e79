"""Funding programmes."""

from django.db import models
from simple_history.models import HistoricalRecords

from common.models import Record
from partnership.choices import Emblem


class Programme(Record):
    """A funding programme, with the texts that every page and document must show."""

    name = models.CharField(
        max_length=200,
        unique=True,
        error_messages={"unique": "There is already a programme of this name."},
    )
    agency = models.CharField("funding agency", max_length=200, blank=True)
    call = models.CharField(
        max_length=200, blank=True, help_text="For example COS-CLUSTER-2014-3-03."
    )
    cofunding_statement = models.TextField(
        "co-funding statement", help_text="Stands beside the emblem on every page and document."
    )
    disclaimer = models.TextField(help_text="Stands at the foot of every page and document.")
    emblem = models.CharField(max_length=10, choices=Emblem, default=Emblem.EUROPEAN_UNION)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

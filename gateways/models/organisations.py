"""Organisations that a partnership deals with."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from common.fields import CountryField, LinesField
from gateways.choices import OrganisationKind, Side
from gateways.querysets import OrganisationQuerySet
from partnership.models import Cluster, PartnershipRecord


class Organisation(PartnershipRecord):
    """A party that a partnership deals with: beyond Europe, or a European cluster or SME.

    Each partnership keeps its own organisations, see docs/adr/0002.
    """

    name = models.CharField(max_length=200)
    other_names = LinesField(help_text="Other spellings found in documents, one per line.")
    country = CountryField()
    side = models.CharField(
        max_length=20,
        choices=Side,
        help_text="Decides in which column of the stakeholder table it counts.",
    )
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        help_text="An SME’s home cluster; for a European cluster, its entry in the directory.",
    )
    sectors = LinesField(help_text="One sector per line.")
    website = models.URLField(blank=True)
    profile = models.TextField(blank=True)

    objects: ClassVar = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = [Lower("name")]
        # Lists over all partnerships begin without sorting all names.
        indexes = [
            models.Index(Lower("name"), name="organisation_by_name"),
            models.Index(fields=("country",), name="organisation_by_country"),
        ]
        constraints = [
            FieldUnique(
                "partnership",
                Lower("name"),
                "country",
                field="name",
                name="organisation_name_unique",
                violation_error_message="There is already an organisation of this name in this country.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country.code})"

    @property
    def is_specialised(self) -> bool:
        """Whether another app keeps more of it, as of a company; one query for each kind."""
        children = [row for row in self._meta.related_objects if row.parent_link]
        return any(hasattr(self, str(child.get_accessor_name())) for child in children)

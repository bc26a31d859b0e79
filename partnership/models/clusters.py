"""The directory of clusters and their key figures."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop as _
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.fields import CountryField, LinesField
from common.models import Record
from partnership.choices import Vocabulary
from partnership.models.site import translations


class DirectoryTerm(Record):
    """An entry of one of the directory's four vocabularies."""

    vocabulary = models.CharField(max_length=20, choices=Vocabulary)
    name = models.CharField(max_length=200)

    history = HistoricalRecords()

    class Meta:
        ordering = ["vocabulary", "name"]
        constraints = [
            FieldUnique(
                fields=["vocabulary", "name"],
                field="name",
                name="directory_term_unique",
                violation_error_message="The vocabulary already has this entry.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Network(Record):
    """A network that clusters are affiliated with."""

    name = models.CharField(
        max_length=200,
        unique=True,
        error_messages={"unique": "There is already a network of this name."},
    )
    website = models.URLField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Cluster(Record):
    """A European cluster organisation; the directory also holds clusters that are no partners."""

    short_name = models.CharField(max_length=120)
    legal_name = models.CharField(max_length=250, blank=True)
    other_names = LinesField(help_text="Other spellings found in documents, one per line.")
    country = CountryField()
    region = models.CharField(max_length=120, blank=True)
    nuts = models.CharField(
        "NUTS code", max_length=5, blank=True, help_text="Code of the region, for example FRK2."
    )
    city = models.CharField(max_length=120, blank=True)
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    website = models.URLField(blank=True)
    founded_in = models.PositiveSmallIntegerField("founded (year)", null=True, blank=True)
    description = models.TextField(blank=True)
    description_fr, description_de = translations("description")
    excellence_label = models.CharField(max_length=120, blank=True)
    directory_terms = models.ManyToManyField(
        DirectoryTerm,
        blank=True,
        related_name="clusters",
        help_text="Sectors, emerging industries, technology fields and S3 priority areas.",
    )
    networks = models.ManyToManyField(
        Network, blank=True, related_name="clusters", verbose_name="affiliations"
    )

    history = HistoricalRecords(m2m_fields=[directory_terms, networks])

    class Meta:
        ordering = [Lower("short_name")]
        constraints = [
            FieldUnique(
                Lower("short_name"),
                "country",
                field="short_name",
                name="cluster_name_unique",
                violation_error_message="The directory already has a cluster of this name in this country.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.short_name} ({self.country.code})"


COUNTS = {
    "companies": _("companies"),
    "smes": _("SMEs"),
    "large_companies": _("large companies"),
    "research_organisations": _("research organisations"),
    "hospitals": _("hospitals"),
    "public_researchers": _("researchers in the public sector"),
    "jobs": _("jobs"),
    "certified_projects": _("certified projects"),
    "innovations_launched": _("innovations launched"),
}
"""Counted figures of a cluster: field and label."""


def _count(name: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(COUNTS[name], null=True, blank=True)


class ClusterFigures(Record):
    """Key figures of a cluster on a day; an unknown figure is left empty, not zero."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="figures")
    as_of = models.DateField("as of")
    companies = _count("companies")
    smes = _count("smes")
    large_companies = _count("large_companies")
    research_organisations = _count("research_organisations")
    hospitals = _count("hospitals")
    public_researchers = _count("public_researchers")
    jobs = _count("jobs")
    certified_projects = _count("certified_projects")
    innovations_launched = _count("innovations_launched")
    total_investment = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    public_aid = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR", help_text="ISO code, for example EUR.")
    source = models.CharField(max_length=250, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "cluster figures"
        verbose_name_plural = "cluster figures"
        ordering = ["cluster", "-as_of"]
        get_latest_by = "as_of"
        constraints = [
            FieldUnique(
                fields=["cluster", "as_of"],
                field="as_of",
                name="cluster_figures_unique",
                violation_error_message="There are already figures of this cluster for this day.",
            ),
            *(
                FieldCheck(
                    field=name,
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0}),
                    name=f"cluster_figures_{name}_not_negative",
                    violation_error_message="An amount cannot be below zero.",
                )
                for name in ("total_investment", "public_aid")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster.short_name}, {self.as_of:%-d %B %Y}"

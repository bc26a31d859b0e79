"""Partnerships, their members and their markets."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.fields import CountryField, LinesField
from common.models import Record
from common.periods import Period
from partnership.choices import Language, MembershipRole, ZeroMark
from partnership.models.base import PartnershipRecord
from partnership.models.clusters import Cluster
from partnership.models.programmes import Programme
from partnership.models.site import MarketTexts, PartnershipTexts
from partnership.querysets import MembershipQuerySet, TargetMarketQuerySet

ALL_MARKETS = "ALL"
"""Row key and code of events, cases and figures that concern all target markets at once."""


class Partnership(Record, PartnershipTexts):
    """A consortium of European clusters, labelled and co-funded under a programme."""

    acronym = models.CharField(max_length=60)
    name = models.CharField(max_length=250)
    slug = models.SlugField(
        "address",
        unique=True,
        help_text="Part of the web address; letters, digits and hyphens.",
        error_messages={"unique": "Another partnership has this address. Choose a different one."},
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="partnerships")
    grant_number = models.CharField(max_length=40, blank=True)
    phase = models.CharField(
        max_length=60,
        blank=True,
        help_text="Shown in the header of reports, for example “Phase 2”.",
    )
    start_on = models.DateField("start")
    end_on = models.DateField("end")
    label = models.CharField(
        max_length=120,
        blank=True,
        help_text="For example “European Strategic Cluster Partnership”.",
    )
    themes = LinesField(help_text="One theme per line.")
    goal_statement = models.TextField(blank=True)
    website = models.URLField(blank=True)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    zero_mark = models.CharField(
        max_length=1,
        choices=ZeroMark,
        default=ZeroMark.DASH,
        help_text="How reports print a figure of nothing.",
    )
    hide_sme_names = models.BooleanField(
        "hide all SME names",
        default=False,
        help_text="Public documents then show every SME under a pseudonym such as “SME 07, DE”.",
    )
    clusters = models.ManyToManyField(Cluster, through="Membership", related_name="partnerships")

    history = HistoricalRecords()

    class Meta:
        ordering = ["acronym"]
        constraints = [
            FieldUnique(
                Lower("acronym"),
                field="acronym",
                name="partnership_acronym_unique",
                violation_error_message="Another partnership has this acronym. Choose a different one.",
            ),
            FieldCheck(
                field="end_on",
                condition=Q(end_on__gte=F("start_on")),
                name="partnership_end_not_before_start",
                violation_error_message="The end lies before the start. Enter a later end or an earlier start.",
            ),
        ]

    def __str__(self) -> str:
        return self.acronym

    def get_absolute_url(self) -> str:
        """The partnership's public page."""
        return reverse("partnership", args=[self.slug])

    @property
    def period(self) -> Period:
        """From start to end."""
        return Period(self.start_on, self.end_on)


class Membership(PartnershipRecord):
    """A cluster's place in a partnership."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=MembershipRole, default=MembershipRole.PARTNER)
    joined_on = models.DateField("joined", null=True, blank=True)
    left_on = models.DateField("left", null=True, blank=True)
    printed_name = models.CharField(
        max_length=120,
        blank=True,
        help_text="Only where reports print another name than the cluster's.",
    )
    printed_country = models.CharField(
        max_length=10,
        blank=True,
        help_text="Only where reports print another code than ISO’s, for example A.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order in lists, lowest first."
    )

    objects: ClassVar = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            FieldUnique(
                fields=["partnership", "cluster"],
                field="cluster",
                name="membership_unique",
                violation_error_message="This cluster is already a member of the partnership.",
            ),
            FieldUnique(
                fields=["partnership"],
                condition=Q(role=MembershipRole.COORDINATOR),
                field="role",
                name="membership_one_coordinator",
                violation_error_message="The partnership already has a coordinator. Make this cluster a partner.",
            ),
            FieldCheck(
                field="left_on",
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="membership_left_not_before_joined",
                violation_error_message="The cluster cannot leave before it joined.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_name} ({self.shown_country})"

    @property
    def shown_name(self) -> str:
        """The name that reports print."""
        return self.printed_name or self.cluster.short_name

    @property
    def shown_country(self) -> str:
        """The country code that reports print."""
        return self.printed_country or self.cluster.country.code


class TargetMarket(PartnershipRecord, MarketTexts):
    """A country (or a market of its own code) that the partnership targets."""

    code = models.CharField(
        max_length=10,
        validators=[
            RegexValidator(
                r"^[A-Z][A-Z0-9-]*$", "Use capital letters, digits and hyphens, for example US."
            )
        ],
        help_text="The ISO country code, or a code of your own for a market that is no country.",
    )
    country = CountryField(
        blank=True, help_text="Leave empty for a market that is no single country."
    )
    label = models.CharField(max_length=80, help_text="As reports print it, for example USA.")
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="markets",
        verbose_name="responsible cluster",
        help_text="The partner that leads SMEs into this market; its page and the market’s say so.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order in tables, lowest first."
    )

    objects: ClassVar = TargetMarketQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "label"]
        constraints = [
            FieldUnique(
                fields=["partnership", "code"],
                field="code",
                name="market_code_unique",
                violation_error_message="The partnership already has a market of this code.",
            ),
            FieldUnique(
                fields=["partnership", "country"],
                condition=~Q(country=""),
                field="country",
                name="market_country_unique",
                violation_error_message="The partnership already has a market for this country.",
            ),
            FieldCheck(
                field="code",
                condition=~Q(code=ALL_MARKETS),
                name="market_code_not_all",
                violation_error_message="ALL stands for all markets together; choose another code.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """A code of two letters must be the country's own."""
        super().clean()
        if self.country and len(self.code) == 2 and self.country.code != self.code:
            raise ValidationError(
                {"code": f"The code of {self.country.name} is {self.country.code}; use it here."}
            )

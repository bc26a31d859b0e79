"""What SMEs can be helped with in a market, and who does it."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from common.translated import in_language
from gateways.models.organisations import Organisation
from gateways.querysets import OfferQuerySet, ServiceQuerySet
from partnership.models import PartnershipRecord, PartRecord, TargetMarket

LANGUAGE_HELP = "Leave empty to show the English text."


class Service(PartnershipRecord):
    """A kind of help in the catalogue of a partnership, such as a market study."""

    code = models.SlugField(
        max_length=40, help_text="Part of web addresses and workbooks, for example market-study."
    )
    name = models.CharField(max_length=120)
    name_fr = models.CharField(
        "name in French", max_length=120, blank=True, help_text=LANGUAGE_HELP
    )
    name_de = models.CharField(
        "name in German", max_length=120, blank=True, help_text=LANGUAGE_HELP
    )
    description = models.TextField(
        blank=True, help_text="Two or three sentences for an SME that never heard of it."
    )
    description_fr = models.TextField("description in French", blank=True, help_text=LANGUAGE_HELP)
    description_de = models.TextField("description in German", blank=True, help_text=LANGUAGE_HELP)
    is_offered = models.BooleanField(
        "offered", default=True, help_text="Untick to take it off the website and the forms."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")

    objects: ClassVar = ServiceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            FieldUnique(
                fields=["partnership", "code"],
                field="code",
                name="service_code_unique",
                violation_error_message="The partnership has a service of this code already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the language of the page."""
        return str(in_language(self, "name"))

    @property
    def shown_description(self) -> str:
        """The description in the language of the page."""
        return str(in_language(self, "description"))


class Offer(PartRecord):
    """That an organisation offers a service in a market."""

    whole = "organisation"
    same_partnership = ("service", "market")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="offers")
    market = models.ForeignKey(TargetMarket, on_delete=models.PROTECT, related_name="offers")
    is_free = models.BooleanField("free for SMEs", default=True)
    price = models.CharField(
        max_length=120,
        blank=True,
        help_text="In words, for example “two days free, then 600 EUR a day”.",
    )
    provider = models.CharField(
        "provided by",
        max_length=200,
        blank=True,
        help_text="Leave empty where the organisation provides it itself.",
    )
    note = models.TextField(blank=True, help_text="What the SME should know before it asks.")
    is_public = models.BooleanField(
        "shown on the website", default=True, help_text="Untick while it is being agreed."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")

    objects: ClassVar = OfferQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            FieldUnique(
                fields=["organisation", "service", "market"],
                field="service",
                name="offer_unique",
                violation_error_message="This organisation offers this service in this market already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service.name}, {self.organisation.name}, {self.market.label}"

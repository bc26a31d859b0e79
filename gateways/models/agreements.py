"""Agreements with organisations that open a market."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from gateways.choices import AgreementKind, AgreementStatus
from gateways.models.organisations import Organisation
from gateways.querysets import AgreementQuerySet
from partnership.models import Cluster, PartnershipRecord, PartRecord, TargetMarket


class Agreement(PartnershipRecord):
    """What was agreed with organisations of a target market."""

    same_partnership = ("market",)

    reference = models.CharField(
        max_length=40, blank=True, help_text="Your own reference, unique within the partnership."
    )
    kind = models.CharField(max_length=40, choices=AgreementKind)
    status = models.CharField(
        max_length=20, choices=AgreementStatus, default=AgreementStatus.IN_NEGOTIATION
    )
    market = models.ForeignKey(
        TargetMarket,
        on_delete=models.PROTECT,
        related_name="agreements",
        error_messages={"required": "Choose the target market that the agreement opens."},
    )
    organisations = models.ManyToManyField(
        Organisation, through="AgreementParty", related_name="agreements"
    )
    clusters = models.ManyToManyField(
        Cluster,
        blank=True,
        related_name="agreements",
        verbose_name="signing clusters",
        help_text="Leave empty where the whole consortium signed.",
    )
    signed_on = models.DateField("signed", null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    occasion = models.CharField(
        max_length=200, blank=True, help_text="The event at which it was signed, if any."
    )
    renewal = models.CharField(
        max_length=200,
        blank=True,
        help_text="How it is renewed, for example “by two years, tacitly”.",
    )

    objects: ClassVar = AgreementQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[clusters])

    class Meta:
        ordering = ["market__position", "pk"]
        constraints = [
            FieldCheck(
                field="valid_until",
                condition=Q(valid_until=None)
                | Q(signed_on=None)
                | Q(valid_until__gte=F("signed_on")),
                name="agreement_valid_after_signed",
                violation_error_message="The agreement ends before it was signed. Enter a later day.",
            ),
            FieldUnique(
                fields=["partnership", "reference"],
                condition=~Q(reference=""),
                field="reference",
                name="agreement_reference_unique",
                violation_error_message="Another agreement has this reference.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.market.label}"


class AgreementParty(PartRecord):
    """An organisation that signed an agreement, with the spelling that the agreement uses."""

    whole = "agreement"
    same_partnership = ("organisation",)

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agreement_parties"
    )
    named_as = models.CharField(
        "printed as",
        max_length=200,
        blank=True,
        help_text="Only where another spelling is printed.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "party"
        verbose_name_plural = "parties"
        ordering = ["position", "pk"]
        constraints = [
            FieldUnique(
                fields=["agreement", "organisation"],
                field="organisation",
                name="agreement_party_unique",
                violation_error_message="This organisation is already a party to the agreement.",
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The spelling that reports print."""
        return self.named_as or self.organisation.name

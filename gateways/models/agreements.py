"""Agreements with organisations that open a market."""

from secrets import token_hex
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.files import PrivateFileField, ending, validate_document
from gateways.choices import AgreementKind, AgreementStatus
from gateways.models.organisations import Organisation
from gateways.querysets import AgreementQuerySet
from partnership.choices import Confidentiality
from partnership.models import Cluster, PartnershipRecord, PartRecord, TargetMarket


def document_path(agreement: "Agreement", filename: str) -> str:
    """A new place for every file, so that none takes the place of a former one."""
    return f"agreements/{agreement.partnership_id}/{token_hex(8)}/{filename}"


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

    document_file = PrivateFileField(
        "document",
        upload_to=document_path,
        blank=True,
        validators=[validate_document],
        help_text="The signed agreement as PDF, picture or office document, at most 20 MB. A file that "
        "is replaced is kept.",
    )
    document_confidentiality = models.CharField(
        "confidentiality of the document",
        max_length=20,
        choices=Confidentiality,
        default=Confidentiality.HIDDEN_FROM_PARTNERS,
        help_text="Dossiers for readers from whom it is hidden leave the document out.",
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
            FieldCheck(
                field="document_confidentiality",
                condition=Q(document_confidentiality__in=Confidentiality.values),
                name="agreement_document_confidentiality_known",
                violation_error_message="Choose who must not read the document: nobody, the public, or "
                "the public and the other partners.",
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

    def get_document_url(self) -> str:
        """Where its document is downloaded, by those who may read it."""
        return reverse("agreement_document", args=[self.partnership.slug, self.pk])

    @property
    def document_name(self) -> str:
        """What its document is called outside the portal: a name that tells of nobody."""
        kind = ending(self.document_file.name or "")
        return f"agreement-{self.pk}{kind}"


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

"""Choices of organisations and agreements."""

from django.db import models
from django.utils.translation import gettext_noop as _


class Side(models.TextChoices):
    """Which side of a cooperation an organisation stands on; it decides its column in table B."""

    EU_CLUSTER = "eu_cluster", "European cluster"
    EU_SME = "eu_sme", "European SME"
    THIRD_INTERMEDIARY = "third_intermediary", "Third-country cluster or intermediary"
    THIRD_BUSINESS = "third_business", "Third-country SME or business"

    @classmethod
    def third_country(cls) -> list["Side"]:
        """The sides beyond Europe."""
        return [cls.THIRD_INTERMEDIARY, cls.THIRD_BUSINESS]


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    CLUSTER = "cluster", _("Cluster")
    SCIENCE_PARK = "science park", _("Science park")
    ECONOMIC_AGENCY = "economic agency", _("Economic agency")
    INSTITUTE = "institute", _("Institute")
    EXTERNAL_EXPERT = "external expert", _("External expert")
    BUSINESS = "business", _("Business")
    NETWORK = "network", _("Network or association")


class AgreementKind(models.TextChoices):
    """What was agreed."""

    MOU = "MoU", _("MoU")
    GATEWAY = "gateway agreement", _("Gateway agreement")
    BUSINESS_DEVELOPMENT = "business development agreement", _("Business development agreement")
    PARTNERSHIP = "partnership agreement", _("Partnership agreement")
    OTHER = "other", _("Other agreement")


class AgreementStatus(models.TextChoices):
    """How far an agreement has come."""

    IN_NEGOTIATION = "in negotiation", _("In negotiation")
    SIGNED = "signed", _("Signed")
    EXPIRED = "expired", _("Expired")
    ENDED = "ended", _("Ended")

    @classmethod
    def concluded(cls) -> list["AgreementStatus"]:
        """The states of an agreement that was signed, whatever became of it."""
        return [cls.SIGNED, cls.EXPIRED, cls.ENDED]

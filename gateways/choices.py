"""Choices of organisations and agreements."""

from django.db import models


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

    CLUSTER = "cluster", "Cluster"
    SCIENCE_PARK = "science park", "Science park"
    ECONOMIC_AGENCY = "economic agency", "Economic agency"
    INSTITUTE = "institute", "Institute"
    EXTERNAL_EXPERT = "external expert", "External expert"
    BUSINESS = "business", "Business"
    NETWORK = "network", "Network or association"


class AgreementKind(models.TextChoices):
    """What was agreed."""

    MOU = "MoU", "MoU"
    GATEWAY = "gateway agreement", "Gateway agreement"
    BUSINESS_DEVELOPMENT = "business development agreement", "Business development agreement"
    PARTNERSHIP = "partnership agreement", "Partnership agreement"
    OTHER = "other", "Other agreement"


class AgreementStatus(models.TextChoices):
    """How far an agreement has come."""

    IN_NEGOTIATION = "in negotiation", "In negotiation"
    SIGNED = "signed", "Signed"
    EXPIRED = "expired", "Expired"
    ENDED = "ended", "Ended"

    @classmethod
    def concluded(cls) -> list["AgreementStatus"]:
        """The states of an agreement that was signed, whatever became of it."""
        return [cls.SIGNED, cls.EXPIRED, cls.ENDED]

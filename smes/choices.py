"""Choices of cooperation cases."""

from django.db import models


class CaseType(models.IntegerChoices):
    """The four types of cooperation that the agency asks for."""

    COLLABORATION = 1, "Collaboration project"
    FORMAL_AGREEMENT = 2, "Formal agreement"
    REPRESENTATION = 3, "Representation office or role"
    OTHER = 4, "Other"


class PartnerType(models.TextChoices):
    """What the third-country partner of an SME case is."""

    CLUSTER = "cluster", "Cluster"
    EXTERNAL_EXPERT = "external expert", "External expert"
    BUSINESS = "business", "Business"


class SupportStatus(models.TextChoices):
    """How far the support that was agreed in a work plan has come."""

    NO_SUPPORT = "no support", "No support agreed"
    AGREED = "support agreed", "Support agreed"
    ONGOING = "support ongoing", "Support ongoing"
    COMPLETED = "support completed", "Support completed"
    STOPPED = "support stopped", "Support stopped"

    @classmethod
    def under_way(cls) -> list["SupportStatus"]:
        """The states of a case whose support was agreed and has not ended."""
        return [cls.AGREED, cls.ONGOING]

    @classmethod
    def with_work_plan(cls) -> list["SupportStatus"]:
        """The states of a case that has, or had, an agreed work plan."""
        return [cls.AGREED, cls.ONGOING, cls.COMPLETED, cls.STOPPED]

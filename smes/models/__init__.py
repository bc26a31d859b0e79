"""Records of companies and cooperation cases."""

from smes.models.cases import ClusterCase, ClusterCasePartner, SMECase
from smes.models.companies import Company
from smes.models.objectives import Objective

__all__ = ["ClusterCase", "ClusterCasePartner", "Company", "Objective", "SMECase"]

"""The coordination office's pages of companies and cooperation cases."""

from common.admin import guided_steps, register_waiting
from smes.admin.steps import STEPS
from smes.admin.waiting import WAITING

# The index shows models in the order of their registration.
# isort: off
from smes.admin.companies import CompanyAdmin
from smes.admin.cases import ClusterCaseAdmin, ClusterCasePartnerAdmin, ObjectiveAdmin, SMECaseAdmin
# isort: on

__all__ = [
    "ClusterCaseAdmin",
    "ClusterCasePartnerAdmin",
    "CompanyAdmin",
    "ObjectiveAdmin",
    "SMECaseAdmin",
]

register_waiting(*WAITING)
guided_steps += STEPS

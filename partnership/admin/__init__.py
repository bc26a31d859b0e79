"""The coordination office's pages of partnerships, clusters and people."""

# The index shows models in the order of their registration.
# isort: off
from partnership.admin.partnerships import (
    MembershipAdmin,
    PartnershipAdmin,
    ProgrammeAdmin,
    TargetMarketAdmin,
)
from partnership.admin.indicators import IndicatorAdmin, MeasurementAdmin
from partnership.admin.clusters import ClusterAdmin
from partnership.admin.people import PersonAdmin, RoleAdmin
from partnership.admin.invitations import InvitationAdmin
from partnership.admin.privacy import (
    ConsentAdmin,
    ConsentTextAdmin,
    DeletionNoticeAdmin,
    ExportAdmin,
)
# isort: on

__all__ = [
    "ClusterAdmin",
    "ConsentAdmin",
    "ConsentTextAdmin",
    "DeletionNoticeAdmin",
    "ExportAdmin",
    "IndicatorAdmin",
    "InvitationAdmin",
    "MeasurementAdmin",
    "MembershipAdmin",
    "PartnershipAdmin",
    "PersonAdmin",
    "ProgrammeAdmin",
    "RoleAdmin",
    "TargetMarketAdmin",
]

"""The coordination office's pages of partnerships, clusters and people."""

from common.admin import keepers
from partnership.presence import OpenRecords

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
from partnership.admin.open_records import OpenRecordAdmin
# isort: on

__all__ = [
    "ClusterAdmin",
    "IndicatorAdmin",
    "MeasurementAdmin",
    "MembershipAdmin",
    "OpenRecordAdmin",
    "PartnershipAdmin",
    "PersonAdmin",
    "ProgrammeAdmin",
    "RoleAdmin",
    "TargetMarketAdmin",
]

keepers.append(OpenRecords())

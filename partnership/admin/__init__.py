"""The coordination office's pages of partnerships, clusters and people."""

from common.admin import (
    default_sources,
    guided_steps,
    keepers,
    link_sources,
    list_sources,
    register_waiting,
)
from partnership.admin.steps import STEPS
from partnership.presence import OpenRecords

# The index shows models in the order of their registration.
# isort: off
from partnership.admin.partnerships import (
    steps_link,
    MembershipAdmin,
    PartnershipAdmin,
    ProgrammeAdmin,
    TargetMarketAdmin,
)
from partnership.admin.indicators import IndicatorAdmin, MeasurementAdmin
from partnership.admin.clusters import ClusterAdmin
from partnership.admin.people import PersonAdmin, RoleAdmin
from partnership.admin.invitations import InvitationAdmin
from partnership.admin.emails import WAITING, EmailAdmin
from partnership.admin.open_records import OpenRecordAdmin
from partnership.admin.saved_filters import SavedFilterAdmin, default_query, filters_above
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
    "EmailAdmin",
    "ExportAdmin",
    "IndicatorAdmin",
    "InvitationAdmin",
    "MeasurementAdmin",
    "MembershipAdmin",
    "OpenRecordAdmin",
    "PartnershipAdmin",
    "PersonAdmin",
    "ProgrammeAdmin",
    "RoleAdmin",
    "SavedFilterAdmin",
    "TargetMarketAdmin",
]

keepers.append(OpenRecords())
list_sources.append(filters_above)
default_sources.append(default_query)
link_sources.append(steps_link)
guided_steps += STEPS
register_waiting(WAITING)

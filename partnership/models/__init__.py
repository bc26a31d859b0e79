"""Records of people, programmes, partnerships, clusters and indicators."""

from partnership.models.base import PartnershipRecord, PartRecord
from partnership.models.clusters import Cluster, ClusterFigures, DirectoryTerm, Network
from partnership.models.emails import Email
from partnership.models.indicators import Indicator, Measurement
from partnership.models.invitations import Invitation
from partnership.models.open_records import OpenRecord
from partnership.models.partnerships import Membership, Partnership, TargetMarket
from partnership.models.people import User
from partnership.models.privacy import Consent, ConsentText, DeletionNotice, Export
from partnership.models.programmes import Programme
from partnership.models.roles import Role
from partnership.models.saved_filters import SavedFilter

__all__ = [
    "Cluster",
    "ClusterFigures",
    "Consent",
    "ConsentText",
    "DeletionNotice",
    "DirectoryTerm",
    "Email",
    "Export",
    "Indicator",
    "Invitation",
    "Measurement",
    "Membership",
    "Network",
    "OpenRecord",
    "PartRecord",
    "Partnership",
    "PartnershipRecord",
    "Programme",
    "Role",
    "SavedFilter",
    "TargetMarket",
    "User",
]

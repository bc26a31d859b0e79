"""Records of reports: narrative, claims, rendered files, background jobs, downloads, and the life of a report."""

from reporting.models.accepted import AcceptedFinding
from reporting.models.claims import Claim
from reporting.models.downloads import Download
from reporting.models.jobs import Job
from reporting.models.labels import MarketLabel
from reporting.models.life import PartnerVerdict, ReportStep
from reporting.models.rendered import RenderedFile
from reporting.models.reports import NarrativeSection, Report
from reporting.models.snapshots import Snapshot, SnapshotFile

__all__ = [
    "AcceptedFinding",
    "Claim",
    "Download",
    "Job",
    "MarketLabel",
    "NarrativeSection",
    "PartnerVerdict",
    "RenderedFile",
    "Report",
    "ReportStep",
    "Snapshot",
    "SnapshotFile",
]

"""The coordination office's pages of reports."""

from common.admin import finding_sources, link_sources
from reporting.admin.links import report_links
from reporting.services import findings_for

# The index shows models in the order of their registration.
# isort: off
from reporting.admin.reports import NarrativeSectionAdmin, ReportAdmin
from reporting.admin.kept import (
    PartnerVerdictAdmin,
    ReportStepAdmin,
    SnapshotAdmin,
    SnapshotFileAdmin,
)
from reporting.admin.claims import ClaimAdmin, MarketLabelAdmin, RenderedFileAdmin
# isort: on

__all__ = [
    "ClaimAdmin",
    "MarketLabelAdmin",
    "NarrativeSectionAdmin",
    "PartnerVerdictAdmin",
    "RenderedFileAdmin",
    "ReportAdmin",
    "ReportStepAdmin",
    "SnapshotAdmin",
    "SnapshotFileAdmin",
]

finding_sources.append(findings_for)
link_sources.append(report_links)

"""The coordination office's pages of reports."""

from common.admin import (
    finding_sources,
    guided_steps,
    link_sources,
    missing_links,
    missing_sources,
    page_sources,
    register_waiting,
    waiting_sources,
)
from reporting.admin.findings import findings_links, findings_page, shown_findings
from reporting.admin.links import report_links
from reporting.admin.steps import STEPS, findings_link, missing_records
from reporting.admin.waiting import WAITING, waiting_findings

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
from reporting.admin.accepted import AcceptedFindingAdmin
from reporting.admin.jobs import JobAdmin
from reporting.admin.downloads import DownloadAdmin
# isort: on

__all__ = [
    "AcceptedFindingAdmin",
    "ClaimAdmin",
    "DownloadAdmin",
    "JobAdmin",
    "MarketLabelAdmin",
    "NarrativeSectionAdmin",
    "PartnerVerdictAdmin",
    "RenderedFileAdmin",
    "ReportAdmin",
    "ReportStepAdmin",
    "SnapshotAdmin",
    "SnapshotFileAdmin",
]

finding_sources.append(shown_findings)
link_sources += [report_links, findings_links]
page_sources.append(findings_page)
register_waiting(*WAITING)
guided_steps += STEPS
missing_sources.append(missing_records)
missing_links.append(findings_link)
waiting_sources.append(waiting_findings)

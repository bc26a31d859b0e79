"""The coordination office's pages of reports."""

from common.admin import link_sources
from reporting.admin.links import report_links

# The index shows models in the order of their registration.
# isort: off
from reporting.admin.reports import NarrativeSectionAdmin, ReportAdmin
from reporting.admin.claims import ClaimAdmin, MarketLabelAdmin, RenderedFileAdmin
# isort: on

__all__ = [
    "ClaimAdmin",
    "MarketLabelAdmin",
    "NarrativeSectionAdmin",
    "RenderedFileAdmin",
    "ReportAdmin",
]

link_sources.append(report_links)

"""Records of reports: their narrative, what published documents claim, and rendered files."""

from reporting.models.accepted import AcceptedFinding
from reporting.models.claims import Claim
from reporting.models.labels import MarketLabel
from reporting.models.rendered import RenderedFile
from reporting.models.reports import NarrativeSection, Report

__all__ = ["AcceptedFinding", "Claim", "MarketLabel", "NarrativeSection", "RenderedFile", "Report"]

"""The last step of the guided entry, and what the checks find missing in each."""

from typing import Any

from django.db.models import Model
from django.urls import reverse

from common.admin import GuidedStep, Link
from partnership.models import Partnership
from reporting.engine.findings import Severity
from reporting.models import Report
from reporting.permissions import reads_everything_of
from reporting.services import find_findings

STEPS = (
    GuidedStep(
        order=100,
        key="report",
        model=Report,
        title="Report",
        purpose="The document that all of this goes into: write its texts, let the partners approve it.",
        missing="No report is begun yet.",
        add_label="Start a report",
    ),
)


def missing_records(partnership: Model, user: Any) -> dict[str, list[str]]:
    """What open errors and warnings say of each kind of record, for those who read them."""
    told: dict[str, list[str]] = {}
    if isinstance(partnership, Partnership) and reads_everything_of(user, partnership):
        for finding in find_findings(partnership):
            if finding.accepted is None and finding.severity != Severity.NOTE:
                told.setdefault(finding.model, []).append(finding.message)
    return told


def findings_link(partnership: Model, user: Any) -> Link | None:
    """The way to all findings, for those who read them."""
    if not isinstance(partnership, Partnership) or not reads_everything_of(user, partnership):
        return None
    return Link("All findings", reverse("findings", args=[partnership.slug]))

"""What record pages show of findings, and the ways to the work list."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from common.admin import Link, OfficePage
from partnership.models import Partnership
from reporting.engine.cells import Finding
from reporting.models import NarrativeSection
from reporting.permissions import reads_everything_of
from reporting.services import findings_for

KEPT = "_findings"


def shown_findings(record: Model, user: Any) -> list[Finding]:
    """The findings of a record's page, for those who read everything of its partnership.

    Kept on the record for the button that counts them.
    """
    found = findings_for(record) if _may_read(record, user) else []
    record.__dict__[KEPT] = found
    return found


def _may_read(record: Model, user: Any) -> bool:
    # Findings name names, so partner staff are not shown them even beside their own records.
    owner: Any = record.report if isinstance(record, NarrativeSection) else record
    partnership = owner if isinstance(owner, Partnership) else getattr(owner, "partnership", None)
    return isinstance(partnership, Partnership) and reads_everything_of(user, partnership)


def findings_links(record: Model, request: HttpRequest) -> list[Link]:
    """The button from a partnership to its work list, with the number of open findings."""
    if not isinstance(record, Partnership) or not reads_everything_of(request.user, record):
        return []
    found: list[Finding] | None = record.__dict__.get(KEPT)
    if found is None:
        found = shown_findings(record, request.user)
    number = sum(finding.accepted is None for finding in found)
    return [Link(f"Findings ({number})", reverse("findings", args=[record.slug]))]


def findings_page(request: HttpRequest) -> list[OfficePage]:
    """The way from the index to the work lists."""
    if not request.user.has_perm("reporting.read_agency_report"):
        return []
    return [
        OfficePage(
            app="reporting",
            name="Findings",
            url=reverse("findings_index"),
            description="What does not fit, partnership by partnership, and how to mend it.",
        )
    ]

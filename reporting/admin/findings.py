"""What record pages show of findings, and the ways to the work list."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from common.admin import Link, OfficePage
from partnership.models import Partnership
from reporting.engine.cells import Finding
from reporting.permissions import is_office_reader
from reporting.services import findings_for

KEPT = "_findings"


def shown_findings(record: Model) -> list[Finding]:
    """The findings of a record's page; kept on it for the button that counts them."""
    found = findings_for(record)
    record.__dict__[KEPT] = found
    return found


def findings_links(record: Model, request: HttpRequest) -> list[Link]:
    """The button from a partnership to its work list, with the number of open findings."""
    if not isinstance(record, Partnership) or not is_office_reader.test(request.user):
        return []
    found: list[Finding] | None = record.__dict__.get(KEPT)
    if found is None:
        found = shown_findings(record)
    number = sum(finding.accepted is None for finding in found)
    return [Link(f"Findings ({number})", reverse("findings", args=[record.slug]))]


def findings_page(request: HttpRequest) -> list[OfficePage]:
    """The way from the index to the work lists."""
    if not is_office_reader.test(request.user):
        return []
    return [
        OfficePage(
            app="reporting",
            name="Findings",
            url=reverse("findings_index"),
            description="What does not fit, partnership by partnership, and how to mend it.",
        )
    ]

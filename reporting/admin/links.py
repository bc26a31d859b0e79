"""Buttons that lead from a record to its report."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from common.admin import Link
from partnership.models import Partnership
from reporting.engine.registries import documents
from reporting.models import Report


def report_links(record: Model, request: HttpRequest) -> list[Link]:
    """Preview and download of a report, or of every report of a partnership; at most one query."""
    if isinstance(record, Partnership):
        reports = list(record.reports.all())
        if not reports and request.user.has_perm("reporting.add_report"):
            address = reverse("admin:reporting_report_add")
            return [Link("Start the report", f"{address}?partnership={record.pk}")]
    elif isinstance(record, Report):
        reports = [record]
    else:
        return []
    links = []
    for report in reports:
        partnership = record if isinstance(record, Partnership) else report.partnership
        which = f": {documents[report.document].title}" if len(reports) > 1 else ""
        links += _links(partnership, report.document, which)
    return links


def _links(partnership: Partnership, document: str, which: str) -> list[Link]:
    try:
        page = reverse("report", args=[partnership.slug, document])
        pdf = reverse("report_download", args=[partnership.slug, document, "pdf"])
    except NoReverseMatch:
        return []
    return [
        Link(f"Preview report{which}", page),
        Link(f"Download PDF{which}", pdf, is_download=True),
    ]

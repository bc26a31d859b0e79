"""Buttons that lead from a record to its report."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from common.admin import Link
from partnership.models import Partnership
from reporting.models import Report


def report_links(record: Model, request: HttpRequest) -> list[Link]:
    """Preview and download of a report, or of every report of a partnership; at most one query."""
    if isinstance(record, Partnership):
        reports = list(record.reports.all())
        if not reports and request.user.has_perm(
            "reporting.add_report", Report(partnership=record)
        ):
            address = reverse("admin:reporting_report_add")
            return [Link("Start the report", f"{address}?partnership={record.pk}")]
        for report in reports:
            report.partnership = record  # its address needs it
    elif isinstance(record, Report):
        reports = [record]
    else:
        return []
    links = []
    for report in reports:
        which = f": {report.title}" if len(reports) > 1 else ""
        links += _links(report, which)
    return links


def _links(report: Report, which: str) -> list[Link]:
    try:
        page = reverse("report", args=report.address)
        pdf = reverse("report_download", args=[*report.address, "pdf"])
    except NoReverseMatch:
        return []
    return [
        Link(f"Preview report{which}", page),
        Link(f"Download PDF{which}", pdf, is_download=True),
    ]

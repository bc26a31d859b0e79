"""The periods of a document's reports side by side."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting.exceptions import UnknownReport
from reporting.permissions import reads_everything_of
from reporting.services import get_document, get_partnership
from reporting.side_by_side import set_side_by_side
from reporting.views.errors import explains_errors
from reporting.views.reports import find_readable_periods


@require_safe
@explains_errors
def periods(request: HttpRequest, slug: str, document: str) -> HttpResponseBase:
    """The figures of every report that the reader may open, and those since the start."""
    partnership = get_partnership(slug)
    title = get_document(document).title
    reports = find_readable_periods(request.user, partnership, document)
    if not reports:
        raise UnknownReport(f"{partnership} has no report “{title}” to read here.")
    context = {
        "shown": set_side_by_side(reports),
        "title": title,
        "partnership": partnership,
        "programmes": [partnership.programme],
        "is_office_reader": reads_everything_of(request.user, partnership),
    }
    return render(request, "reporting/periods.html", context)

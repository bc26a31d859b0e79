"""Pictures of charts, to those who may read what they belong to."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from reporting.exceptions import UnknownChart
from reporting.models.periods import FINAL_KEY
from reporting.overview_charts import figures_shelf, may_see_figures, open_shelf
from reporting.pictures import Shelf
from reporting.services import get_partnership
from reporting.views.errors import explains_errors
from reporting.views.reports import asked_edition, find_readable_report

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
"""Of a picture that is opened by itself: its own letters, and nothing that acts."""


@require_safe
@explains_errors
def of_report(
    request: HttpRequest, slug: str, document: str, name: str, key: str = FINAL_KEY
) -> HttpResponseBase:
    """A chart of a report, in the edition that the address asks for."""
    report = find_readable_report(request.user, slug, document, key)
    edition = asked_edition(request, report)
    return send_picture(Shelf(slug, document, edition, key), name)


@require_safe
@explains_errors
def of_partnership(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A chart of a partnership's page; one with figures of its reports as these may be read."""
    partnership = get_partnership(slug)
    shelf = open_shelf(partnership)
    if not shelf.holds(name) and may_see_figures(partnership, request.user):
        shelf = figures_shelf(partnership)
    return send_picture(shelf, name)


def send_picture(shelf: Shelf, name: str) -> HttpResponseBase:
    """The picture. Another picture has another name, so nobody needs to ask for it twice."""
    if not shelf.holds(name):
        raise UnknownChart("There is no such chart to see here.")
    try:
        file = shelf.path(name).open("rb")
    except (OSError, ValueError) as error:
        raise UnknownChart("There is no such chart to see here.") from error
    response = FileResponse(file, content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""What of a page's charts is drawn; what is missing is ordered."""

from collections.abc import Sequence
from functools import partial

from django.urls import reverse

from partnership.models import Partnership
from reporting.engine.cells import ChartData, ReportData
from reporting.engine.editions import Edition
from reporting.models import Report
from reporting.overview_charts import overview_shelf
from reporting.pictures import Pictures, Shelf, find_pictures
from reporting.tasks import draw_charts, draw_partnership_charts


def pictures_of_report(report: Report, data: ReportData) -> Pictures:
    """The pictures of a report's page, in the edition of the data."""
    query = "" if data.edition == Edition.PUBLIC else f"?edition={data.edition}"

    def address(name: str) -> str:
        return reverse("report_chart", args=[*report.address, name]) + query

    shelf = Shelf.of(data)
    pictures = find_pictures(data.charts, shelf, address)
    if pictures.awaited:
        order = (report.partnership_id, report.document, report.key, data.edition)
        shelf.order(partial(draw_charts.apply_async, order, retry=False))
    return pictures


def pictures_of_partnership(partnership: Partnership, charts: Sequence[ChartData]) -> Pictures:
    """The pictures of a partnership's page."""

    def address(name: str) -> str:
        return reverse("partnership_chart", args=[partnership.slug, name])

    pictures = Pictures()
    for chart in charts:
        shelf = overview_shelf(partnership, chart.key)
        found = find_pictures([chart], shelf, address)
        pictures = Pictures({**pictures.found, **found.found}, pictures.awaited | found.awaited)
        if found.awaited:
            order = partial(draw_partnership_charts.apply_async, (partnership.pk,), retry=False)
            shelf.order(order)
    return pictures

"""Use cases of background work: draw what the pages of a report or a partnership miss."""

from partnership.models import Partnership
from reporting.dashboard.page import dashboard_charts, dashboard_scope, dashboard_shelf
from reporting.engine.editions import Edition
from reporting.overview_charts import OPEN, figures_shelf, open_shelf, overview_charts
from reporting.pictures import Shelf
from reporting.services import assemble_report, build_scope


def draw_report_charts(
    partnership: Partnership, document: str, report_key: str, *, edition: Edition
) -> int:
    """Draw the charts of a report as its records are now; returns how many pictures there are."""
    data = assemble_report(partnership, document, report_key=report_key, edition=edition)
    return Shelf.of(data).fulfil(data.charts)


def draw_overview_charts(partnership: Partnership) -> int:
    """Draw the charts of a partnership's page; returns how many pictures there are."""
    found = overview_charts(build_scope(partnership, ""), with_figures=True)
    opened = [chart for chart in found if chart.key in OPEN]
    figures = [chart for chart in found if chart.key not in OPEN]
    return open_shelf(partnership).fulfil(opened) + figures_shelf(partnership).fulfil(figures)


def draw_charts_of_dashboard(partnership: Partnership, *, edition: Edition) -> int:
    """Draw the charts of a dashboard; returns how many pictures there are."""
    found = dashboard_charts(dashboard_scope(partnership, edition))
    return dashboard_shelf(partnership, edition).fulfil(found)

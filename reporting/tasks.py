"""Background work of reports."""

from celery import shared_task

from partnership.models import Partnership
from reporting.drawing import draw_overview_charts, draw_report_charts
from reporting.engine.editions import Edition
from reporting.rendering import render_public_reports


@shared_task
def prepare_public_reports() -> int:
    """Make the PDF of every public report that has changed; safe to run twice. Returns how many exist."""
    return render_public_reports("pdf")


@shared_task
def draw_charts(partnership_id: int, document: str, edition: str) -> int:
    """Draw what is missing of a report's charts; safe to run twice. Returns how many there are."""
    partnership = Partnership.objects.select_related("programme").get(pk=partnership_id)
    return draw_report_charts(partnership, document, edition=Edition(edition))


@shared_task
def draw_partnership_charts(partnership_id: int) -> int:
    """Draw what is missing of the charts of a partnership's page; like ``draw_charts``."""
    partnership = Partnership.objects.select_related("programme").get(pk=partnership_id)
    return draw_overview_charts(partnership)

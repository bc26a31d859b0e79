"""Background work of reports."""

from celery import shared_task

from reporting.rendering import render_public_reports


@shared_task
def prepare_public_reports() -> int:
    """Make the PDF of every public report that has changed; safe to run twice. Returns how many exist."""
    return render_public_reports("pdf")

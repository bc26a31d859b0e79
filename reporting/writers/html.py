"""A report as one HTML file, with the records behind every figure."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from partnership.choices import Emblem
from reporting.engine.cells import ReportData
from reporting.engine.progress import Progress, silent
from reporting.engine.registries import register, writers
from reporting.engine.writers import Writer
from reporting.presentation import present

STYLES = ("reporting/report.css", "reporting/charts.css")


@cache
def _static_text(name: str) -> SafeString:
    # Safe: files of the project itself.
    return mark_safe(Path(settings.BASE_DIR, "static", name).read_text())  # noqa: S308


@register(writers)
class HTMLWriter(Writer):
    """A page that needs nothing beside itself: every figure opens its evidence, without a script."""

    key = "html"
    label = "HTML"
    purpose = "To read offline, with the evidence"
    position = 20
    is_quick = True
    content_type = "text/html; charset=utf-8"
    extension = "html"

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """The report with findings and evidence, styles included; charts in words and numbers."""
        has_emblem = data.masthead.emblem == Emblem.EUROPEAN_UNION
        context = {
            "report": present(data, with_evidence=True),
            "css": mark_safe("".join(map(_static_text, STYLES))),  # noqa: S308 - as above
            "emblem": _static_text("portal/eu-emblem.svg") if has_emblem else "",
        }
        return render_to_string("reporting/standalone.html", context).encode()

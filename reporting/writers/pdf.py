"""A report as a PDF."""

from django.template.loader import render_to_string

from common.pdf import render_pdf
from partnership.choices import Emblem
from reporting.engine.cells import ReportData
from reporting.engine.encoding import data_hash
from reporting.engine.progress import Progress, silent
from reporting.engine.registries import register, writers
from reporting.engine.writers import Writer
from reporting.pictures import printed_pictures
from reporting.presentation import present


@register(writers)
class PDFWriter(Writer):
    """Portrait pages for text, landscape for tables; tagged, with bookmarks and embedded fonts."""

    key = "pdf"
    label = "PDF"
    purpose = "To print and to file"
    position = 10
    content_type = "application/pdf"
    extension = "pdf"

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """The report without findings and evidence, ready to file; submitted, with its address."""
        return render_pdf(
            self.html(data),
            styles="reporting/print.css",
            identifier=(data_hash(data) + data.masthead.verification).encode(),
        )

    @staticmethod
    def html(data: ReportData) -> str:
        """The HTML that the PDF is made from, its charts drawn."""
        context = {
            "report": present(data, with_evidence=False, pictures=printed_pictures(data)),
            "has_emblem": data.masthead.emblem == Emblem.EUROPEAN_UNION,
            "emblem_url": "portal/eu-emblem.svg",
        }
        return render_to_string("reporting/pdf.html", context)

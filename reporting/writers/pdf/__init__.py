"""A report as a PDF, and tables that are too long for it in volumes of their own."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from common.pdf.flows import fulfil_order, order_part
from common.pdf.store import PartStore
from common.stores import reports
from reporting.engine.cells import ReportData
from reporting.engine.progress import Progress, silent
from reporting.engine.registries import register, writers
from reporting.engine.writers import Piece, Writer, WrittenFile
from reporting.files import PARTS
from reporting.writers.pdf.layout import Layout
from reporting.writers.pdf.rendering import Rendering


@register(writers)
class PDFWriter(Writer):
    """Portrait pages for text, landscape for tables; tagged, with bookmarks and embedded fonts.

    It is rendered in parts that are kept: what did not change is found again. A table with very many
    rows goes into volumes of its own, whose pages are numbered on from those of the report.
    """

    key = "pdf"
    label = "PDF"
    purpose = "To print and to file"
    position = 10
    has_annex = True
    content_type = "application/pdf"
    extension = "pdf"

    def write(self, data: ReportData, progress: Progress = silent) -> bytes:
        """The report with its annex, if it has one, ready to file; submitted, with its address."""
        stem = f"{data.masthead.partnership}-{data.document}"
        return next(iter(self.write_files(data, stem, progress))).content

    def write_files(
        self, data: ReportData, stem: str, progress: Progress = silent
    ) -> Iterator[WrittenFile]:
        """The report, then each volume."""
        return Rendering(Layout(data, stem), part_store(), progress).files()

    def pieces(self, data: ReportData, stem: str) -> list[Piece]:
        """The volumes that are not kept."""
        layout = Layout(data, stem)
        ordered = [
            (order_part(layout.volume(volume), part_store()), len(volume.rows))
            for volume in layout.volumes
        ]
        return [Piece(name, weight) for name, weight in ordered if name]

    def make_piece(self, name: str) -> None:
        """Render a volume; its pages are numbered when the report is written."""
        fulfil_order(name, part_store())


def part_store() -> PartStore:
    """Where parts are kept."""
    shared = reports() if reports().is_shared else None
    return PartStore(Path(settings.REPORTS_ROOT, PARTS), shared, PARTS)

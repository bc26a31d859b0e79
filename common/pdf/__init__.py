"""HTML to PDF: tagged, archivable, the same bytes for the same input; whole or in parts."""

from common.pdf.rendering import OwnFilesOnly, render_pdf

__all__ = ["OwnFilesOnly", "render_pdf"]

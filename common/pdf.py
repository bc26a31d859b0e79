"""HTML to PDF: tagged, archivable, the same bytes for the same input."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetchingError, path2url


class OwnFilesOnly(URLFetcher):
    """Fetches the project's own static files and nothing else: no network, no other file."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self.root = path2url(Path(settings.BASE_DIR, "static").resolve())

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The response for a file below ``static/``; any other address is refused."""
        if not url.startswith(self.root) or ".." in url:
            raise URLFetchingError(f"Only the portal's own files may be used, not {url}.")
        return super().fetch(url, headers)


@cache
def _styles(name: str) -> tuple[CSS, FontConfiguration]:
    """A parsed style sheet with its fonts: parsing costs 0.1 s, so it is kept."""
    fonts = FontConfiguration()
    path = Path(settings.BASE_DIR, "static", name)
    return CSS(filename=path, font_config=fonts, url_fetcher=OwnFilesOnly()), fonts


def render_pdf(html: str, *, styles: str, identifier: bytes) -> bytes:
    """The HTML as a tagged PDF (PDF/UA-1).

    ``styles`` names a style sheet below ``static/``. ``identifier`` takes the place of a random
    document id, so that equal input gives equal bytes.
    """
    css, fonts = _styles(styles)
    document = HTML(
        string=html,
        base_url=path2url(Path(settings.BASE_DIR, "static")),
        url_fetcher=OwnFilesOnly(),
    )
    pdf: bytes = document.write_pdf(
        stylesheets=[css],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=identifier,
    )
    return pdf

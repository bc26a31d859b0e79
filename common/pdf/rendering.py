"""HTML to PDF: tagged, archivable, the same bytes for the same input."""

import base64
import gc
import logging
import mimetypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pydyf
from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError, path2url

from common.pdf.limits import bounded
from common.pdf.tags import mend_tags

logger = logging.getLogger(__name__)

# Pango's font maps must not be used by two threads at the same time. Rendering is Python work
# nearly all of the time, so threads that took turns at it would not be faster either.
_rendering = Lock()

VARIANT = "pdf/a-2a"
MANY_PAGES = 40
FONTS_CONF = Path(__file__).with_name("fonts.conf")

# What PDF/A-2 wants told about the one property that it does not know itself.
PDF_UA_IDENTIFICATION = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas>
    <rdf:Bag>
      <rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property>
          <rdf:Seq>
            <rdf:li rdf:parseType="Resource">
              <pdfaProperty:name>part</pdfaProperty:name>
              <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
              <pdfaProperty:category>internal</pdfaProperty:category>
              <pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>
            </rdf:li>
          </rdf:Seq>
        </pdfaSchema:property>
      </rdf:li>
    </rdf:Bag>
  </pdfaExtension:schemas>
</rdf:Description>
"""


DRAWING = "data:image/svg+xml;base64,"
"""What the address of a drawing begins with that holds the drawing itself."""


class OwnFilesOnly(URLFetcher):
    """Fetches the project's own static files and drawings in the HTML: no network, no other file."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)
        self.root = Path(settings.BASE_DIR, "static").resolve()

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The response for a file below ``static/``; any other address is refused.

        What counts is where the file really lies: neither ``..``, however it is written, nor a
        symbolic link leads out. A drawing that stands in the HTML itself is taken from there.
        """
        if url.startswith(DRAWING):
            try:
                content = base64.b64decode(url.removeprefix(DRAWING), validate=True)
            except ValueError as error:
                raise URLFetchingError("A drawing in the HTML is damaged.") from error
            return URLFetcherResponse(url, content, {"Content-Type": "image/svg+xml"})
        path = self._path(url)
        if path is None or not path.is_relative_to(self.root) or not path.is_file():
            raise URLFetchingError(f"Only the portal's own files may be used, not {url[:200]}.")
        content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})

    @staticmethod
    def _path(url: str) -> Path | None:
        try:
            parts = urlsplit(url)
            if parts.scheme != "file" or parts.netloc:
                return None
            return Path(url2pathname(parts.path)).resolve()
        except (ValueError, OSError, RuntimeError):  # no address, no path, a loop of links
            return None


def render_pdf(html: str, *, styles: str, identifier: bytes) -> bytes:
    """The HTML as a tagged PDF that follows PDF/A-2a and PDF/UA-1.

    ``styles`` names a style sheet below ``static/``. ``identifier`` takes the place of a random
    document id, so that equal input gives equal bytes. An image that is missing or refused leaves
    its description, and a sign that no font has leaves a box: each with a line in the log, and with
    a box the file follows neither standard. Threads take turns.
    """
    with rendering_alone():
        document = lay_out(html, styles=styles)
        return draw(document, document.pages, identifier=identifier)


@contextmanager
def rendering_alone() -> Iterator[None]:
    """Threads take turns; meanwhile no garbage is looked for, which costs a quarter of the time.

    A layout is one large web of boxes that all live to its end: looking for dead ones among them
    over and over finds none.
    """
    with _rendering:
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            if was_enabled:
                gc.enable()


def clear_away(document: Document) -> None:
    """Free the boxes of a long document now; those of a short one go by themselves in time."""
    if len(document.pages) > MANY_PAGES:
        document.pages = []
        gc.collect()


def lay_out(html: str, *, styles: str) -> Document:
    """The pages of the HTML, not yet drawn. Call it within ``rendering_alone``.

    Raises ``TooMuchToRender`` where it takes longer, or more memory, than the settings allow.
    """
    css, fonts = _styles(styles)
    source = HTML(
        string=html,
        base_url=path2url(Path(settings.BASE_DIR, "static")),
        url_fetcher=OwnFilesOnly(),
    )
    with bounded():
        return source.render(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT)


def draw(
    document: Document, pages: Sequence[Page], *, identifier: bytes, prefix: str = ""
) -> bytes:
    """A PDF of some of the pages, the same whatever other pages the document has.

    ``prefix`` leads the names of its table headers, so that they stay apart from those of a PDF it
    is joined with. Call it within ``rendering_alone``.
    """
    with bounded():
        pdf: bytes = document.copy(pages).write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=identifier,
            finisher=partial(_finish, prefix=prefix),
        )
    return pdf


@cache
def _styles(name: str) -> tuple[CSS, FontConfiguration]:
    """A parsed style sheet with its fonts: parsing costs 0.1 s, so it is kept."""
    with _no_fonts_of_the_machine():
        fonts = FontConfiguration()
    path = Path(settings.BASE_DIR, "static", name)
    return CSS(filename=path, font_config=fonts, url_fetcher=OwnFilesOnly()), fonts


@contextmanager
def _no_fonts_of_the_machine() -> Iterator[None]:
    """Fontconfig reads this variable when a configuration is made, and only then."""
    former = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS_CONF)
    try:
        yield
    finally:
        if former is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = former


def _finish(document: Document, pdf: pydyf.PDF, *, prefix: str) -> None:
    mend_tags(pdf, prefix)
    _identify(pdf)
    missing = sorted({sign for font in document.fonts.values() for sign in font.missing})
    if missing:
        logger.warning("No font has the signs %s.", ", ".join(f"U+{sign:04X}" for sign in missing))


def _identify(pdf: pydyf.PDF) -> None:
    """Say in the metadata that the file follows PDF/UA-1 too; WeasyPrint can say one of the two."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    end = b"</rdf:RDF>"
    metadata.stream = [
        b"".join(metadata.stream).replace(end, PDF_UA_IDENTIFICATION + end, 1),
    ]
    # Archives read metadata without unpacking the file.
    metadata.compress = False

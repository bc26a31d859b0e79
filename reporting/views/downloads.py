"""Rendered files on their way to a reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from partnership.models import Partnership
from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.exceptions import RenderingFailed
from reporting.models.periods import FINAL_KEY
from reporting.rendering import Rendered, render_report

HTML_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox"
)
"""Of the single HTML file: its own styles and nothing else, neither scripts nor addresses."""


PDF = "application/pdf"


@dataclass(frozen=True)
class DownloadLink:
    """A format of a report: what it is called, what it is good for and where it is."""

    key: str
    label: str
    purpose: str
    url: str


def download_links(address: Sequence[str], edition: Edition = Edition.PUBLIC) -> list[DownloadLink]:
    """Every format of the report of an address, see ``Report.address``; the most usual first."""
    query = "" if edition is Edition.PUBLIC else f"?edition={edition}"
    return [
        DownloadLink(
            key=writer.key,
            label=writer.label,
            purpose=writer.purpose,
            url=reverse("report_download", args=[*address, writer.key]) + query,
        )
        for writer in sorted(writers.values(), key=lambda writer: writer.position)
    ]


def send_report(
    request: HttpRequest,
    partnership: Partnership,
    document: str,
    file_format: str,
    edition: Edition,
    report_key: str = FINAL_KEY,
) -> HttpResponseBase:
    """The file, streamed from the disk; 304 without it where the reader has the same one.

    Raises what ``render_report`` raises.
    """
    rendered = render_report(
        partnership, document, file_format, report_key=report_key, edition=edition
    )
    return send_file(request, rendered)


def send_file(request: HttpRequest, rendered: Rendered) -> HttpResponseBase:
    """A file, rendered or stored. Caches may keep it but must ask each time: records change."""
    etag = quote_etag(rendered.sha256)
    response = get_conditional_response(request, etag=etag) or _file(request, rendered)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    if rendered.content_type.startswith("text/html"):
        response["Content-Security-Policy"] = HTML_POLICY
    return response


def _file(request: HttpRequest, rendered: Rendered) -> HttpResponseBase:
    response = _head(rendered) if request.method == "HEAD" else _stream(rendered)
    is_inline = rendered.content_type == PDF and request.GET.get("inline") == "1"
    header = content_disposition_header(not is_inline, rendered.filename)
    response["Content-Disposition"] = str(header)
    return response


def _head(rendered: Rendered) -> HttpResponseBase:
    response = HttpResponse(content_type=rendered.content_type)
    response["Content-Length"] = rendered.size
    return response


def _stream(rendered: Rendered) -> HttpResponseBase:
    try:
        file = rendered.path.open("rb")
    except FileNotFoundError as error:
        # Somebody else's request replaced it this very moment.
        raise RenderingFailed("The report has just changed. Try again.") from error
    return FileResponse(file, content_type=rendered.content_type)

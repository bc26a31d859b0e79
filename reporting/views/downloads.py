"""Rendered files on their way to a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.engine.writers import Writer
from reporting.exceptions import RenderingFailed, UnknownReport
from reporting.jobs.asking import request_rendering
from reporting.rendering import (
    Rendered,
    Wanted,
    find_fresh,
    find_kept,
    find_unchanged,
    get_writer,
    render_file,
)
from reporting.services import find_report
from reporting.size import is_small
from reporting.views.waiting import lead_to

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
    annex_url: str = ""
    """Where it is with the evidence annex; empty where the format has none."""


def download_links(address: Sequence[str], edition: Edition = Edition.PUBLIC) -> list[DownloadLink]:
    """Every format of the report of an address, see ``Report.address``; the most usual first."""
    query = {} if edition is Edition.PUBLIC else {"edition": edition.value}

    def url(writer: type[Writer], **more: str) -> str:
        page = reverse("report_download", args=[*address, writer.key])
        return page + (f"?{urlencode(query | more)}" if query | more else "")

    return [
        DownloadLink(
            key=writer.key,
            label=writer.label,
            purpose=writer.purpose,
            url=url(writer),
            annex_url=url(writer, annex="1") if writer.has_annex else "",
        )
        for writer in sorted(writers.values(), key=lambda writer: writer.position)
    ]


def send_report(request: HttpRequest, wanted: Wanted, volume: int = 0) -> HttpResponseBase:
    """The file, or a volume of it, streamed from the disk; 304 where the reader has the same one.

    What must be made first is made at once where that is quick, and else in the background: the
    reader is led to where its progress is shown. Raises what ``render_file`` raises.
    """
    rendered = find_fresh(wanted) or _make_quickly(wanted)
    if rendered is not None:
        return send_file(request, _volume(wanted, volume) if volume else rendered)
    report = find_report(wanted.partnership, wanted.document, wanted.report_key)
    if report is None:
        raise UnknownReport(f"{wanted.partnership} has no such report.")
    job = request_rendering(report=report, wanted=wanted, by=request.user)
    if job.has_failed:
        raise RenderingFailed(job.error)
    made = find_kept(wanted, volume) if job.is_done else None
    return send_file(request, made) if made else lead_to(request, job)


def _volume(wanted: Wanted, volume: int) -> Rendered:
    found = find_kept(wanted, volume)
    if found is None:
        raise UnknownReport(f"This report has no volume {volume}.")
    return found


def _make_quickly(wanted: Wanted) -> Rendered | None:
    """The file of a small partnership, unless writing it takes long and it is not there already."""
    if not is_small(wanted.partnership):
        return None
    is_quick = get_writer(wanted.file_format).is_quick
    return render_file(wanted) if is_quick else find_unchanged(wanted)


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

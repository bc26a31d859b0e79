"""Files of reports on their way to a reader, and what is kept of it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from common.sending import send_kept
from reporting.downloads import keep_download
from reporting.exceptions import RenderingFailed
from reporting.models import Download
from reporting.rendering import Rendered

HTML_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox"
)
"""Of the single HTML file: its own styles and nothing else, neither scripts nor addresses."""

PDF = "application/pdf"


def send_file(request: HttpRequest, rendered: Rendered, download: Download) -> HttpResponseBase:
    """A file, rendered or stored, or 304 where the reader has the same one; ``download`` is kept.

    Caches may keep the file but must ask each time: records change. It is never read into memory: the
    web server sends it where ``SENDFILE_BACKEND`` says how, else it is streamed from its store.
    """
    etag = quote_etag(rendered.sha256)
    response = get_conditional_response(request, etag=etag) or _file(request, rendered)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    if rendered.content_type.startswith("text/html"):
        response["Content-Security-Policy"] = HTML_POLICY
    if response.status_code in (200, 206) and _is_begun(request, etag):
        keep_download(download, file=rendered, by=request.user)
    return response


def _is_begun(request: HttpRequest, etag: str) -> bool:
    """Whether a reader begins to read a file: one who asks for further pieces has it already."""
    if request.method != "GET":
        return False
    asked = request.headers.get("Range", "bytes=0-").replace(" ", "")
    return asked.startswith("bytes=0-") or request.headers.get("If-Range", etag) != etag


def _file(request: HttpRequest, rendered: Rendered) -> HttpResponseBase:
    response = _head(rendered) if request.method == "HEAD" else _body(request, rendered)
    is_inline = rendered.content_type == PDF and request.GET.get("inline") == "1"
    header = content_disposition_header(not is_inline, rendered.filename)
    response["Content-Disposition"] = str(header)
    return response


def _head(rendered: Rendered) -> HttpResponseBase:
    response = HttpResponse(content_type=rendered.content_type)
    response["Content-Length"] = rendered.size
    return response


def _body(request: HttpRequest, rendered: Rendered) -> HttpResponseBase:
    try:
        return send_kept(request, rendered.path, rendered.content_type)
    except FileNotFoundError as error:
        # Somebody else's request replaced it this very moment.
        raise RenderingFailed("The report has just changed. Try again.") from error

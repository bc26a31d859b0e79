"""Files of a store on their way to a reader: sent by the web server, or streamed."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django_sendfile import sendfile

from common.stores import KeptFile
from common.stores.base import StoredElsewhere

HARMLESS = "default-src 'none'; sandbox"
"""A file of somebody else's that is opened all the same can do nothing and load nothing."""

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def make_harmless(response: HttpResponseBase) -> None:
    """Of a file that somebody uploaded: it is what it says it is, and nothing in it is run."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = HARMLESS


def send_kept(request: HttpRequest, file: KeptFile, content_type: str) -> HttpResponseBase:
    """A file, never read into memory. Raises ``FileNotFoundError`` and ``StoreIsAway``.

    One of a folder is sent by the web server where ``SENDFILE_BACKEND`` says how, else streamed from the
    disk. One of a bucket is streamed through the portal, in the pieces that the reader asks for: its
    headers stay those of the portal, and no address leads round the portal.
    """
    if not isinstance(file, Path):
        return _through_the_portal(request, file, content_type)
    if not file.is_file():
        raise FileNotFoundError(2, "There is no such file", str(file))
    if not settings.SENDFILE_BACKEND:
        return FileResponse(file.open("rb"), content_type=content_type)
    path = str(file.absolute())
    response: HttpResponseBase = sendfile(request, path, mimetype=content_type)
    if not response.streaming:
        # The length of the file, which this answer does not hold: the web server tells it.
        del response["Content-Length"]
    return response


def _through_the_portal(
    request: HttpRequest, file: StoredElsewhere, content_type: str
) -> HttpResponseBase:
    size = file.size
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response["Content-Length"] = size
        return response
    asked = _asked(request, size)
    if asked is not None and asked.start >= size:
        refusal = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refusal["Content-Range"] = f"bytes */{size}"
        return refusal
    wanted = asked or range(size)
    response = StreamingHttpResponse(_begun(file, wanted, asked), content_type=content_type)
    response["Content-Length"] = len(wanted)
    response["Accept-Ranges"] = "bytes"
    if asked is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    return response


def _begun(file: StoredElsewhere, wanted: range, asked: range | None) -> Iterator[bytes]:
    """The pieces, the first of which is there already: what fails until then is told in words."""
    pieces = iter(file.pieces(wanted.start, wanted.stop) if asked else file.pieces())
    return chain([next(pieces, b"")], pieces)


def _asked(request: HttpRequest, size: int) -> range | None:
    """The bytes that the reader asks for; nothing where it is all of them, or not understood.

    With ``If-Range`` the whole is sent, which is always right.
    """
    found = ONE_RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    if found is None or "If-Range" in request.headers or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    start, stop = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return range(start, max(start, stop))

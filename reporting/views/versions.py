"""Stored files of submitted versions, sent as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from reporting.downloads import of_report
from reporting.exceptions import StoredFileIsMissing
from reporting.models.periods import FINAL_KEY
from reporting.rendering import Rendered
from reporting.versions import find_stored_file
from reporting.views.errors import explains_errors
from reporting.views.reports import asked_edition, asked_volume, find_readable_report
from reporting.views.sending import send_file


@require_safe
@explains_errors
def download(
    request: HttpRequest,
    slug: str,
    document: str,
    number: int,
    file_format: str,
    key: str = FINAL_KEY,
) -> HttpResponseBase:
    """A file of a submitted version; like other downloads, but never made again."""
    report = find_readable_report(request.user, slug, document, key)
    edition = asked_edition(request, report)
    wanted = edition, file_format, asked_volume(request)
    file = find_stored_file(report, number, wanted, request.user)
    if not file.location.is_file():
        raise StoredFileIsMissing(
            f"The stored file {file.filename} is missing. It is not made again, because it would "
            "not be the one that was submitted: tell the administrator."
        )
    stored = Rendered(
        file.location, file.filename, file.content_type, file.sha256, file.size, file.volume
    )
    return send_file(request, stored, of_report(report, edition, file_format, version=number))

"""Stored files of submitted versions, sent as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from reporting.downloads import of_report
from reporting.engine.editions import Edition
from reporting.exceptions import StoredFileIsMissing, UnknownVersion
from reporting.models.periods import FINAL_KEY
from reporting.permissions import can_read_stored_file
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
    user, address = request.user, (slug, document, key)
    edition = request.GET.get("edition", Edition.PUBLIC.value)
    wanted = edition, file_format, asked_volume(request)
    file = find_stored_file(address, number, wanted) if edition in list(Edition) else None
    if file is None or not can_read_stored_file.test(user, file):
        # Says why, in the order in which a reader asks.
        asked_edition(request, find_readable_report(user, *address))
        raise UnknownVersion(f"There is no such file of a submitted version {number} to read here.")
    if not file.location.is_file():
        raise StoredFileIsMissing(
            f"The stored file {file.filename} is missing. It is not made again, because it would "
            "not be the one that was submitted: tell the administrator."
        )
    stored = Rendered(
        file.location, file.filename, file.content_type, file.sha256, file.size, file.volume
    )
    return send_file(
        request, stored, of_report(file.snapshot.report, edition, file_format, version=number)
    )

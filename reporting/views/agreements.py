"""Documents of agreements, sent to those who may read them."""

import hashlib

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from common.files import content_type_of
from common.stores import kept_file
from reporting.documents_of_agreements import find_readable_document
from reporting.downloads import of_agreement
from reporting.exceptions import StoredFileIsMissing
from reporting.rendering import Rendered
from reporting.services import get_partnership
from reporting.views.errors import explains_errors
from reporting.views.sending import send_file


@require_safe
@explains_errors
def document(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The document of an agreement, under a name that tells of nobody."""
    agreement = find_readable_document(get_partnership(slug), pk, request.user)
    name = agreement.document_file.name or ""
    try:
        size = agreement.document_file.size
    except FileNotFoundError as error:
        raise StoredFileIsMissing(
            "The document of this agreement is missing: tell the administrator."
        ) from error
    file = Rendered(
        kept_file(agreement.document_file),
        agreement.document_name,
        content_type_of(name),
        # No file is ever changed at its place, so the place tells them apart.
        hashlib.sha256(name.encode()).hexdigest(),
        size,
    )
    return send_file(request, file, of_agreement(agreement))

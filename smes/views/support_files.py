"""Files of support cases on their way to a reader."""

from typing import Any

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.access import Action, allowed
from common.files import content_type_of
from common.sending import make_harmless
from common.stores import kept_file
from smes.models import SupportFile


@require_safe
def support_file(request: Any, pk: int) -> HttpResponseBase:
    """A file for those who sign in and may read it."""
    rows = allowed(SupportFile.objects.filter(pk=pk), request.user, Action.VIEW)
    return send_document(rows.first())


def send_document(document: SupportFile | None) -> HttpResponseBase:
    """A file to be kept, never opened inside the portal. Raises ``Http404`` where it is not there."""
    if document is None:
        raise Http404
    try:
        content = kept_file(document.file).open("rb")
    except FileNotFoundError as error:
        said = _("This file is missing from the store. Tell the partnership, please.")
        raise Http404(said) from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=document.name,
        content_type=content_type_of(document.name),
    )
    make_harmless(response)
    response["Cache-Control"] = "private, no-store"
    return response

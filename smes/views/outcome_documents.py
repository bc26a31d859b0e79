"""The documents of outcomes, for those who may read the outcome."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from common.files import content_type_of
from common.sending import make_harmless
from smes.models import Outcome


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document, to be saved and never shown in place; nobody else learns that there is one."""
    outcome = Outcome.objects.visible_to(request.user).filter(pk=pk).first()
    if outcome is None or not outcome.document_file:
        raise Http404
    name = outcome.document_file.name or ""
    try:
        file = outcome.document_file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"outcome-{outcome.pk}{PurePosixPath(name).suffix.lower()}",
        content_type=content_type_of(name),
    )
    response["Cache-Control"] = "no-store"
    make_harmless(response)
    return response

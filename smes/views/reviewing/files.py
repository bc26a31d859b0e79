"""Files of expressions on their way to somebody who may have them; never shown inside a page."""

from django.http import FileResponse, Http404

from common.files import content_type_of
from common.sending import make_harmless
from smes.models import Expression


def send_file_of(expression: Expression, pk: int) -> FileResponse:
    """A file of an expression as a download; whether the reader may have it was asked before."""
    file = expression.files.filter(pk=pk).first()
    if file is None or not file.file.storage.exists(file.file.name or ""):
        raise Http404("This file is not there. Tell the coordinator, if it should be.")
    response = FileResponse(
        file.file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=content_type_of(file.file.name or ""),
    )
    make_harmless(response)
    response["Cache-Control"] = "private, no-store"
    return response

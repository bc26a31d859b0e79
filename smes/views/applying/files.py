"""Files of an expression of interest, and its receipt: always to be kept, never to be opened here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from common.access import allowed
from common.files import content_type_of
from common.links import LinkIsForged
from common.sending import make_harmless, send_kept
from common.stores import kept_file
from smes.choices import ExpressionState
from smes.models import ExpressionFile
from smes.permissions import without_barred
from smes.receipts import make_receipt
from smes.views.private import expression_of, keep_private, private_page


@require_safe
def office_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file for those of the office who may read its expression."""
    rows = allowed(ExpressionFile.objects.filter(pk=pk), request.user)
    file = without_barred(rows, request.user, "expression").first()
    if file is None:
        raise Http404("There is no such file.")
    return keep_private(attached(request, file))


@require_safe
@private_page
def own_file(request: HttpRequest, link: str, pk: int) -> HttpResponseBase:
    """A file for the SME that the private link is of."""
    file = expression_of(link).files.filter(pk=pk).first()
    if file is None:
        raise LinkIsForged
    return attached(request, file)


def attached(request: HttpRequest, file: ExpressionFile) -> HttpResponseBase:
    """A file as an attachment, so that no browser opens it on the portal's pages."""
    try:
        response = send_kept(request, kept_file(file.file), content_type_of(file.name))
    except FileNotFoundError as error:
        raise Http404("This file is missing: tell the administrator.") from error
    response["Content-Disposition"] = str(content_disposition_header(True, file.name))
    make_harmless(response)
    return response


@require_safe
@private_page
def receipt(request: HttpRequest, link: str) -> HttpResponseBase:
    """The receipt, once the expression is received."""
    expression = expression_of(link)
    if expression.state in (ExpressionState.DRAFT, ExpressionState.SUBMITTED):
        raise LinkIsForged
    response = HttpResponse(make_receipt(expression), content_type="application/pdf")
    name = f"{expression.reference}.pdf"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response

"""What an SME governs itself: its consents, its data, its erasure."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smes.consents import NEWS, PRIVACY, SHARING
from smes.forms.following import ErasureForm
from smes.models import Expression, ExpressionConsent
from smes.privacy.erasure import erase_expression, has_agreed_support, was_received
from smes.privacy.export import export_expression
from smes.services.following import may_withdraw, take_back_consent
from smes.views.following.page import back
from smes.views.following.steps import GET_OR_POST
from smes.views.private import expression_of, private_page

CONSEQUENCES = {
    PRIVACY.key: _(
        "Without it the partners may no longer work on your expression of interest. They stop; withdraw it, or "
        "have it erased, if you want nothing to be kept."
    ),
    SHARING.key: _(
        "What you sent is no longer passed on to gateways. A gateway that has it already is asked to stop."
    ),
    NEWS.key: _("You get no more news by e-mail."),
}
CONSEQUENCE = _(
    "From now on the partners do not rely on it any more. What was done before stays allowed."
)


@private_page
@require_safe
def data(request: HttpRequest, link: str) -> HttpResponseBase:
    """Consents, download and erasure on one page."""
    found = expression_of(link)
    consents = found.consents.select_related("text").order_by("given_at", "pk")
    context = {**_context(found), "consents": list(consents)}
    return render(request, "smes/following/data.html", context)


@private_page
@require_POST
def download(request: HttpRequest, link: str) -> HttpResponseBase:
    """Everything that is kept, as a ZIP."""
    found = expression_of(link)
    name = f"{found.reference or 'my-data'}.zip".lower()
    response = FileResponse(
        export_expression(found), as_attachment=True, filename=name, content_type="application/zip"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@private_page
@require_http_methods(GET_OR_POST)
def consent(request: HttpRequest, link: str, pk: int) -> HttpResponseBase:
    """Tell what follows from taking a consent back, then take it back."""
    found = expression_of(link)
    given = get_object_or_404(
        ExpressionConsent.objects.select_related("text"), pk=pk, expression=found
    )
    if request.method == "POST":
        take_back_consent(consent=given)
        return back(found, "consent")
    context = {
        **_context(found),
        "consent": given,
        "consequence": CONSEQUENCES.get(given.text.key, CONSEQUENCE),
    }
    return render(request, "smes/following/consent.html", context)


@private_page
@require_http_methods(GET_OR_POST)
def erase(request: HttpRequest, link: str) -> HttpResponseBase:
    """Say what goes and what stays, ask once more, then erase."""
    found = expression_of(link)
    form = ErasureForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and request.POST.get("sure") == "yes":
            partnership = found.partnership
            erase_expression(expression=found)
            return render(request, "smes/following/erased.html", {"partnership": partnership})
        if form.is_valid():
            return render(request, "smes/following/erase_sure.html", _context(found))
        status = 422
    context = {**_context(found), "form": form}
    return render(request, "smes/following/erase.html", context, status=status)


def _context(found: Expression) -> dict[str, object]:
    return {
        "expression": found,
        "partnership": found.partnership,
        "is_received": was_received(found),
        "keeps_company": has_agreed_support(found),
        "is_withdrawn_by_it": may_withdraw(found),
    }

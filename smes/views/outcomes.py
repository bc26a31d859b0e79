"""The page on which an SME says what came of its support, behind a private link."""

from django.db.models import Prefetch
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.links import LinkHasExpired, LinkIsForged
from smes.choices import ExpressionState
from smes.exceptions import LinkWasReplaced, OutcomeHasChanged
from smes.forms.outcomes import NewOutcomeForm, VerdictForm
from smes.models import Outcome, OutcomeRequest
from smes.models.outcomes import outcome_links
from smes.services.answers import answer_request
from smes.views.private import private_page

SAVED = ("all", "more")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, link: str) -> HttpResponseBase:
    """What is known, to be confirmed or disputed, and what is new."""
    asked = _request_of(link)
    case = asked.case
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    verdicts = [VerdictForm(data, outcome) for outcome in case.outcomes.all()]
    new = NewOutcomeForm(data, files, case)
    if data is not None and "nothing" in data:
        answer_request(request=asked)
        return _saved(request, "all")
    if data is not None and _keep(asked, verdicts, new):
        return _saved(request, "more" if "more" in data else "all")
    context = {
        "partnership": case.partnership,
        "case": case,
        "asked": asked,
        "verdicts": verdicts,
        "new": new,
        "errors": _errors([*verdicts, new]),
        "saved": request.GET.get("saved") if request.GET.get("saved") in SAVED else "",
    }
    return render(request, "smes/outcomes/answer.html", context, status=200)


def _request_of(link: str) -> OutcomeRequest:
    target = outcome_links.read(link)
    rows = OutcomeRequest.objects.select_related(
        "case__partnership__programme",
        "case__company",
        "case__market",
        "case__organisation",
        "case__expression",
    ).prefetch_related(
        Prefetch("case__outcomes", Outcome.objects.select_related("partner").order_by("pk"))
    )
    found = rows.filter(pk=target.pk).first()
    if found is None:
        raise LinkIsForged
    if found.link_version != target.version:
        raise LinkWasReplaced(found)
    expression = found.case.expression
    if expression is not None and expression.state == ExpressionState.WITHDRAWN:
        raise LinkHasExpired
    return found


def _keep(asked: OutcomeRequest, verdicts: list[VerdictForm], new: NewOutcomeForm) -> bool:
    """Keep the answer if all of it is right."""
    bound = [form for form in verdicts if form.is_bound]
    wrong = [form for form in [*bound, new] if not form.is_valid()]
    if wrong:
        return False
    answers = filter(None, [form.answer() for form in bound])
    try:
        answer_request(request=asked, verdicts=answers, added=new.added())
    except OutcomeHasChanged as error:
        for form in bound:
            if form.outcome.pk == error.outcome.pk:
                form.outcome = error.outcome
                form.show_anew()
        return False
    return True


def _errors(forms: list[VerdictForm | NewOutcomeForm]) -> list[tuple[str, str]]:
    """Each message with the number of the field that it stands at, for the head of the page."""
    return [
        (f"{form[name].id_for_label or form[name].auto_id}", str(message))
        for form in forms
        if form.is_bound
        for name, messages in form.errors.items()
        if name in form.fields
        for message in messages
    ]


def _saved(request: HttpRequest, what: str) -> HttpResponseBase:
    # With a new address, so that loading it again sends nothing a second time.
    return redirect(f"{request.path}?saved={what}")

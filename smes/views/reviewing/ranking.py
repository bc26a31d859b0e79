"""The ranking of expressions under review, and decisions on several of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from partnership.models import Partnership, TargetMarket
from smes.exceptions import ReasonIsMissing, ReviewerIsBarred, StepNotAllowed
from smes.forms.reviewing import BatchForm
from smes.models import Criterion, Expression
from smes.services.criteria import take_usual_criteria
from smes.services.selection import decide, rank_expressions
from smes.views.reviewing.access import (
    find_selected_from,
    office_page,
    own_expressions,
    page_context,
)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def ranking(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All expressions under review by their totals; several can be decided on together."""
    partnership = find_selected_from(request.user, slug)
    rows = own_expressions(request.user, partnership, "select").under_review()
    if request.method != "POST":
        return _page(request, partnership, BatchForm(rows=rows))
    form = BatchForm(request.POST, rows=rows)
    if not form.is_valid():
        return _page(request, partnership, form, status=400)
    refused = _decide_all(request, list(form.cleaned_data["chosen"]), form.cleaned_data)
    if refused:
        for words in refused:
            form.add_error(None, words)
        return _page(request, partnership, form, status=409)
    return redirect(request.get_full_path())


def _decide_all(request: HttpRequest, chosen: list[Expression], typed: dict[str, Any]) -> list[str]:
    """Decide on each for itself. Returns why some were not decided on."""
    select = typed["decision"] == "select"
    refused, done = [], 0
    for expression in chosen:
        try:
            decide(
                expression=expression,
                select=select,
                reason=typed["reason"],
                by=request.user,  # type: ignore[arg-type]
            )
            done += 1
        except (StepNotAllowed, ReasonIsMissing, ReviewerIsBarred) as error:
            refused.append(f"{expression.reference}: {error}")
    if done:
        word = "selected" if select else "declined"
        messages.success(request, f"{done} {word}. The companies are told by letter.")
    return refused


def _page(
    request: HttpRequest, partnership: Partnership, form: BatchForm, status: int = 200
) -> HttpResponse:
    markets = list(TargetMarket.objects.filter(partnership=partnership).in_order())
    asked = request.GET.get("market", "")
    market = next((row for row in markets if str(row.pk) == asked), None)
    lines = rank_expressions(
        partnership=partnership,
        user=request.user,  # type: ignore[arg-type]
        market=market.pk if market else None,
    )
    chosen = {str(value) for value in (request.POST.getlist("chosen") if form.is_bound else [])}
    criteria = list(Criterion.objects.filter(partnership=partnership))
    context = page_context(
        partnership,
        lines=[(line, str(line.expression.pk) in chosen) for line in lines],
        markets=markets,
        market=market,
        form=form,
        criteria=[row for row in criteria if row.is_used],
        has_criteria=bool(criteria),
    )
    return render(request, "smes/reviewing/ranking.html", context, status=status)


@require_POST
@office_page
def usual_criteria(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Take the usual criteria over where there are none."""
    partnership = find_selected_from(request.user, slug)
    try:
        take_usual_criteria(partnership=partnership, by=request.user)  # type: ignore[arg-type]
    except StepNotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The usual criteria are taken over. Change them in the office.")
    return redirect("expression_ranking", slug)

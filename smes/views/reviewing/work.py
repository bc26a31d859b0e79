"""The page on which the partners work with one expression."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from smes.choices import Eligibility, ExpressionState, ReviewState
from smes.duplicates import Match, matches_of
from smes.exceptions import CompanyIsKnown, ReasonIsMissing, ReviewerIsBarred, StepNotAllowed
from smes.forms import reviewing as forms
from smes.models import Company, Expression, Review
from smes.permissions import may_see_scores
from smes.services import handovers, reviews, selection
from smes.services.eligibility import check_eligibility, shares_with_gateways
from smes.views.reviewing.access import UNKNOWN, find_expression, may, office_page, page_context
from smes.views.reviewing.board import card_of
from smes.views.reviewing.files import send_file_of
from smes.views.reviewing.shown import describe_application

Run = Callable[[Expression, dict[str, Any], Any], str]


@dataclass(frozen=True)
class WorkAction:
    """Something to do with an expression: the right that it needs, what is typed, and what is done.

    ``run`` returns what is said afterwards.
    """

    right: str
    form: type[forms.ExpressionForm]
    run: Run


def _check(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    selection.judge_eligibility(
        expression=expression,
        eligibility=Eligibility(typed["eligibility"]),
        note=typed["note"],
        by=by,
    )
    return "The verdict is kept."


def _assign(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    selection.assign_expression(
        expression=expression, cluster=typed["cluster"], responsible=typed["responsible"], by=by
    )
    return "It is assigned."


def _begin(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    selection.begin_review(expression=expression, by=by)
    return f"{expression.reference} is under review now."


def _ask(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    review = reviews.ask_reviewer(
        expression=expression, reviewer=typed["reviewer"], due_on=typed["due_on"], by=by
    )
    return f"{review.reviewer} is asked by e-mail."


def _unask(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    person = typed["review"].reviewer
    reviews.take_request_back(review=typed["review"], by=by)
    return f"{person} is not asked any more."


def _decide(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    select = typed["decision"] == "select"
    selection.decide(expression=expression, select=select, reason=typed["reason"], by=by)
    return f"{expression.reference} is {'selected' if select else 'declined'}. The company is told by letter."


def _take_back(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    selection.take_decision_back(expression=expression, reason=typed["reason"], by=by)
    return "The decision is taken back."


def _hand_over(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    contact = typed["contact"]
    handovers.hand_over(
        expression=expression,
        organisation=contact.organisation,
        market=typed["market"],
        contact=contact,
        message=typed["message"],
        by=by,
    )
    return f"{contact.organisation.name} is asked: {contact.name} gets a private link by e-mail."


def _reply(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    handovers.reply_to_gateway(handover=typed["handover"], text=typed["text"], by=by)
    return "The gateway has your answer."


def _recall(expression: Expression, typed: dict[str, Any], by: Any) -> str:
    handover = handovers.recall_handover(handover=typed["handover"], by=by)
    return f"{handover.organisation.name} is not asked any more."


ACTIONS = {
    "check": WorkAction("check", forms.EligibilityForm, _check),
    "assign": WorkAction("assign", forms.AssignForm, _assign),
    "begin": WorkAction("check", forms.BeginForm, _begin),
    "ask": WorkAction("check", forms.AskForm, _ask),
    "unask": WorkAction("check", forms.ReviewForm, _unask),
    "decide": WorkAction("select", forms.DecideForm, _decide),
    "take-back": WorkAction("select", forms.TakeBackForm, _take_back),
    "hand-over": WorkAction("hand_over", forms.HandOverForm, _hand_over),
    "reply": WorkAction("hand_over", forms.HandoverForm, _reply),
    "recall": WorkAction("hand_over", forms.HandoverForm, _recall),
}
"""What can be done on the page, by the end of its address."""


@require_safe
@office_page
def work(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """What the SME sent, and everything that the partners do about it."""
    return _page(request, find_expression(request.user, slug, number))


@require_POST
@office_page
def act(request: HttpRequest, slug: str, number: int, action: str) -> HttpResponseBase:
    """Do something; what cannot be done is told on the page, with everything that was typed."""
    todo = ACTIONS.get(action)
    if todo is None:
        raise Http404(UNKNOWN)
    expression = find_expression(request.user, slug, number, todo.right)
    form = todo.form(request.POST, expression=expression)
    status = 400
    if form.is_valid():
        try:
            said = todo.run(expression, form.cleaned_data, request.user)
        except ReasonIsMissing as error:
            form.add_error("note" if "note" in form.fields else "reason", str(error))
        except (StepNotAllowed, ReviewerIsBarred, CompanyIsKnown) as error:
            form.add_error(None, str(error))
            status = 409
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, said)
            return redirect("expression_work", slug, number)
    # What somebody else did meanwhile is shown beside what was typed.
    fresh = find_expression(request.user, slug, number)
    return _page(request, fresh, failed=(action, form), status=status)


@require_safe
@office_page
def file(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponseBase:
    """A file of the expression."""
    return send_file_of(find_expression(request.user, slug, number), pk)


# The page ----------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    expression: Expression,
    failed: tuple[str, forms.ExpressionForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, slug = request.user, expression.partnership.slug
    rights = {todo.right for todo in ACTIONS.values() if may(user, todo.right, expression)}
    shown = {key: todo for key, todo in ACTIONS.items() if todo.right in rights}
    bound = dict([failed]) if failed else {}
    sheets = {
        key.replace("-", "_"): bound.get(key) or todo.form(expression=expression)
        for key, todo in shown.items()
        if key in _open_steps(expression) or key in bound
    }
    found = list(
        Review.objects.filter(expression=expression)
        .select_related("reviewer")
        .prefetch_related("scores__criterion")
    )
    scales = selection.scales_of(expression.partnership)
    sees = may_see_scores(user, expression)
    context = page_context(
        expression.partnership,
        expression=expression,
        card=card_of(expression, timezone.now()),
        application=describe_application(
            expression, "expression_work_file", slug, expression.number
        ),
        checks=check_eligibility(expression, user),
        forms=sheets,
        failed=bound,
        rights=rights,
        reviews=found,
        own=next((row for row in found if row.reviewer_id == user.pk), None),
        has_criteria=bool(scales),
        sees_scores=sees,
        total=selection.total_of_reviews(found, scales) if sees else None,
        waiting=sum(row.state == ReviewState.ASKED for row in found),
        handovers=list(
            expression.handovers.select_related("organisation", "market", "contact", "sent_by")
        ),
        matches=_matches(expression, user),
        shares=shares_with_gateways(expression),
        steps=list(expression.steps.select_related("by")),
        said=list(expression.messages.select_related("author")),
        is_office="select" in rights,
    )
    return render(request, "smes/reviewing/work.html", context, status=status)


def _matches(expression: Expression, user: Any) -> list[Match]:
    """Companies that it may be of, while it has none; without those that somebody may not see."""
    found = [] if expression.company_id else matches_of(expression)
    rows = Company.objects.visible_to(user).filter(pk__in=[match.company.pk for match in found])
    known = set(rows.values_list("pk", flat=True)) if found else set()
    return [match for match in found if match.company.pk in known]


def _open_steps(expression: Expression) -> set[str]:
    """What can be done at the state that the expression has."""
    state = ExpressionState(expression.state)
    steps = {"assign"}
    if state in ExpressionState.open():
        steps |= {"check"}
    if state == ExpressionState.CONFIRMED:
        steps |= {"begin", "decide"}
    if state == ExpressionState.UNDER_REVIEW:
        steps |= {"ask", "unask", "decide"}
    if state in ExpressionState.decided() and expression.told_at is None:
        steps |= {"take-back"}
    if state == ExpressionState.SELECTED:
        steps |= {"hand-over", "reply", "recall"}
    return steps

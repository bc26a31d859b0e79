"""Who may open which page; to anybody else it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from common.access import Action, is_allowed
from partnership.models import Partnership
from smes.models import Expression, Review
from smes.permissions import is_barred, reads_all_expressions, works_on_expressions
from smes.querysets import ExpressionQuerySet
from smes.services.eligibility import shares_with_gateways

View = Callable[..., HttpResponseBase]
UNKNOWN = (
    "There is nothing to see here for you. Expressions of interest are for those who work on them."
)


class Barred(Exception):
    """A conflict of interest was declared, so the expression is not shown."""

    def __init__(self, expression: Expression) -> None:
        super().__init__(str(expression.reference))
        self.expression = expression


def office_page(view: View) -> View:
    """A page for people who have signed in; nobody keeps a copy of it.

    Whoever declared a conflict of interest is told so instead.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Barred as barred:
            return render(
                request,
                "smes/reviewing/barred.html",
                page_context(barred.expression.partnership, expression=barred.expression),
                status=403,
            )

    guarded: View = never_cache(login_required(answer))
    return guarded


def page_context(partnership: Partnership, **more: Any) -> dict[str, Any]:
    """What every page about a partnership's expressions needs."""
    return {"partnership": partnership, "programmes": [partnership.programme], **more}


def find_partnership(user: Any, slug: str) -> Partnership:
    """The partnership with whose expressions somebody works. One query."""
    found = Partnership.objects.select_related("programme").filter(slug=slug).first()
    if found is None or not works_on_expressions(user, found.pk):
        raise Http404(UNKNOWN)
    return found


def find_selected_from(user: Any, slug: str) -> Partnership:
    """The partnership in which somebody selects among all expressions. One query."""
    partnership = find_partnership(user, slug)
    if not reads_all_expressions(user, partnership.pk):
        raise Http404(UNKNOWN)
    return partnership


def own_expressions(
    user: Any, partnership: Partnership, action: str = Action.VIEW
) -> ExpressionQuerySet:
    """The sent expressions of a partnership to which somebody may do something."""
    rows: ExpressionQuerySet = Expression.objects.allowed(user, action).sent()
    return rows.filter(partnership=partnership)


def find_expression(user: Any, slug: str, number: int, action: str = Action.VIEW) -> Expression:
    """An expression with which somebody works, to which the action is allowed.

    Raises ``Barred`` where they declared a conflict of interest. Four queries at most.
    """
    partnership = find_partnership(user, slug)
    related = ("cluster", "member_of", "responsible", "company", "decided_by")
    rows = own_expressions(user, partnership, action).with_stage().select_related(*related)
    expression: Expression | None = rows.filter(number=number).first()
    if expression is None:
        raise Http404(UNKNOWN)
    expression.partnership = partnership
    if is_barred(user, expression):
        raise Barred(expression)
    return expression


def find_review(user: Any, slug: str, number: int) -> Review:
    """Somebody's own review of an expression. Two queries at most.

    A contact of a gateway reviews only as long as the company agrees that gateways read of it.
    """
    rows = Review.objects.select_related("expression__partnership__programme", "reviewer")
    mine = rows.filter(
        expression__partnership__slug=slug, expression__number=number, reviewer=user.pk
    )
    review = mine.first()
    if review is None:
        raise Http404(UNKNOWN)
    expression = review.expression
    if not works_on_expressions(user, expression.partnership_id) and not shares_with_gateways(
        expression
    ):
        raise Http404(UNKNOWN)
    return review


def may(user: Any, action: str, expression: Expression) -> bool:
    """Whether somebody may do something to an expression."""
    return is_allowed(user, action, expression)

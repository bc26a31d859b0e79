"""The reviewer's page: the declaration first, then scores; and all reviews that somebody is asked for."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from smes.choices import ReviewState
from smes.exceptions import (
    NotDeclaredYet,
    ReasonIsMissing,
    ReviewerIsBarred,
    ScoresAreMissing,
    StepNotAllowed,
)
from smes.forms.reviewing import DeclarationForm, LateConflictForm, ScoresForm
from smes.models import Criterion, Review
from smes.permissions import may_see_scores
from smes.services.reviews import (
    REVIEWABLE,
    declare_conflict,
    declare_no_conflict,
    save_scores,
)
from smes.services.selection import scales_of, total_of_reviews
from smes.views.reviewing.access import UNKNOWN, find_review, office_page, page_context
from smes.views.reviewing.files import send_file_of
from smes.views.reviewing.shown import describe_application

Typed = dict[str, Any] | None


@require_safe
@office_page
def own_reviews(request: HttpRequest) -> HttpResponseBase:
    """What somebody is asked to review, what is due first on top."""
    rows = Review.objects.filter(reviewer=request.user.pk)
    found = list(
        rows.select_related("expression__partnership").order_by("done_at", "due_on", "pk")[:200]
    )
    context = {
        "open": [row for row in found if is_open(row)],
        "past": [row for row in found if not is_open(row)],
    }
    return render(request, "smes/reviewing/reviews.html", context)


def is_open(review: Review) -> bool:
    """Whether the reviewer has something to do."""
    return review.state == ReviewState.ASKED and review.expression.state in REVIEWABLE


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def review(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Declare, read and score. Nothing of the company is shown before the declaration but name and country."""
    found = find_review(request.user, slug, number)
    if found.state == ReviewState.CONFLICT:
        return _show(request, found, "smes/reviewing/barred.html", status=403)
    if found.declared_at is None:
        return _declare(request, found)
    return _score(request, found)


def _declare(request: HttpRequest, found: Review) -> HttpResponseBase:
    if found.expression.state not in REVIEWABLE:
        return _show(request, found, "smes/reviewing/declaration.html", is_over=True)
    form = DeclarationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if form.cleaned_data["has_conflict"] == "yes":
                declare_conflict(review=found, words=form.cleaned_data["conflict"])
            else:
                declare_no_conflict(review=found)
        except (ReasonIsMissing, ReviewerIsBarred, StepNotAllowed) as error:
            form.add_error(None, str(error))
        else:
            return redirect(request.path)
    status = 400 if form.errors else 200
    return _show(request, found, "smes/reviewing/declaration.html", status=status, form=form)


def _score(request: HttpRequest, found: Review) -> HttpResponseBase:
    is_late = request.method == "POST" and "late" in request.POST
    late = LateConflictForm(request.POST if is_late else None)
    if is_late and late.is_valid():
        try:
            declare_conflict(review=found, words=late.cleaned_data["conflict"])
        except (ReasonIsMissing, ReviewerIsBarred, StepNotAllowed) as error:
            late.add_error(None, str(error))
        else:
            return redirect(request.path)
    criteria = list(_criteria(found))
    posted = request.POST if request.method == "POST" and not is_late else None
    form = ScoresForm(posted, criteria=criteria, review=found)
    status = 400 if late.errors else 200
    if posted is not None:
        status = 400
        if form.is_valid():
            is_done = "done" in posted
            try:
                save_scores(
                    review=found,
                    scores=form.scores(),
                    comment=form.cleaned_data["comment"],
                    is_done=is_done,
                )
            except ScoresAreMissing as error:
                form.add_error(None, str(error))
                _mark_missing(form)
            except (NotDeclaredYet, ReviewerIsBarred, StepNotAllowed) as error:
                form.add_error(None, str(error))
                status = 409
            else:
                done = is_done or found.state == ReviewState.DONE
                messages.success(request, DONE if done else DRAFT)
                return redirect(request.path)
    expression = found.expression
    return _show(
        request,
        found,
        "smes/reviewing/review.html",
        status=status,
        form=form,
        late=late,
        is_over=expression.state not in REVIEWABLE,
        application=describe_application(
            expression, "expression_review_file", expression.partnership.slug, expression.number
        ),
        others=_others(request, found),
    )


DONE = "Thank you. Your review is done; you can change it until the decision."
DRAFT = "Your draft is kept. Nobody sees it before it is done."


def _mark_missing(form: ScoresForm) -> None:
    for criterion, value in form.scores().items():
        if value is None:
            form.add_error(f"score-{criterion.pk}", "Give a score.")


def _criteria(found: Review) -> QuerySet[Criterion]:
    return Criterion.objects.filter(
        partnership=found.expression.partnership_id, is_used=True
    ).order_by("position", "pk")


def _others(request: HttpRequest, found: Review) -> dict[str, Any] | None:
    """What the others gave; nothing as long as the own review is not done."""
    if not may_see_scores(request.user, found.expression):
        return None
    rows = Review.objects.filter(expression=found.expression).select_related("reviewer")
    reviews = list(rows.prefetch_related("scores__criterion"))
    return {
        "reviews": [row for row in reviews if row.pk != found.pk and row.state == ReviewState.DONE],
        "total": total_of_reviews(reviews, scales_of(found.expression.partnership)),
    }


@require_safe
@office_page
def file(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponseBase:
    """A file of the expression, for a reviewer who has declared to have no conflict of interest."""
    found = find_review(request.user, slug, number)
    if found.declared_at is None or found.state == ReviewState.CONFLICT:
        raise Http404(UNKNOWN)
    return send_file_of(found.expression, pk)


def _show(
    request: HttpRequest, found: Review, template: str, status: int = 200, **more: Any
) -> HttpResponseBase:
    context = page_context(
        found.expression.partnership, review=found, expression=found.expression, **more
    )
    return render(request, template, context, status=status)

"""Asking for reviews, and giving them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from partnership.models import User
from smes.choices import ExpressionState, ReviewState
from smes.emails.reviewing import post_conflict_declared, post_review_asked
from smes.exceptions import (
    NotDeclaredYet,
    ReasonIsMissing,
    ReviewerIsBarred,
    ScoresAreMissing,
    StepNotAllowed,
)
from smes.models import Criterion, Expression, Review, Score
from smes.services.caretakers import caretakers_of
from smes.services.coordinators import coordinators_of
from smes.services.people import possible_reviewers
from smes.services.states import lock_expression

REVIEWABLE = (ExpressionState.CONFIRMED, ExpressionState.UNDER_REVIEW)


@transaction.atomic
def ask_reviewer(
    *, expression: Expression, reviewer: User, due_on: date | None, by: User
) -> Review:
    """Ask somebody for a review, by e-mail.

    Raises ``StepNotAllowed`` where the expression is not under review, or the person cannot be asked.
    """
    locked = lock_expression(expression)
    if locked.state != ExpressionState.UNDER_REVIEW:
        raise StepNotAllowed(
            f"{locked.reference} is “{locked.get_state_display().lower()}” by now. Reviewers are asked "
            "while it is under review."
        )
    if not possible_reviewers(locked).filter(pk=reviewer.pk).exists():
        raise StepNotAllowed(f"{reviewer} is asked already, or has no role here that reviews.")
    review = Review(expression=locked, reviewer=reviewer, due_on=due_on)
    review._history_user = by  # type: ignore[attr-defined]
    review.full_clean()
    review.save()
    post_review_asked(review, by=by)
    return review


@transaction.atomic
def take_request_back(*, review: Review, by: User) -> None:
    """Ask somebody no longer. Raises ``StepNotAllowed`` once the review is done or a conflict declared."""
    locked = _lock(review)
    if locked.state != ReviewState.ASKED:
        raise StepNotAllowed(f"{locked.reviewer} has answered by now, so the review stays.")
    locked.scores.all().delete()
    locked._history_user = by  # type: ignore[attr-defined]
    locked.delete()


@transaction.atomic
def declare_no_conflict(*, review: Review) -> Review:
    """Keep that the reviewer declared to have no conflict of interest; safe to run twice."""
    locked = _lock_open(review)
    if locked.declared_at is None:
        locked.declared_at = timezone.now()
        locked._history_user = locked.reviewer  # type: ignore[attr-defined]
        locked.save()
    return locked


@transaction.atomic
def declare_conflict(*, review: Review, words: str) -> Review:
    """Bar the reviewer, and tell the coordinators, who can ask somebody else. Scores never count."""
    locked = _lock_open(review)
    if not words.strip():
        raise ReasonIsMissing("Say in a few words what binds you to the company.")
    locked.state, locked.conflict = ReviewState.CONFLICT, words.strip()
    locked.done_at = None
    locked._history_user = locked.reviewer  # type: ignore[attr-defined]
    locked.full_clean()
    locked.save()
    told = {*coordinators_of(locked.expression.partnership_id), *caretakers_of(locked.expression)}
    for person in sorted(told - {locked.reviewer}, key=lambda one: one.pk):
        post_conflict_declared(locked, to=person)
    return locked


@transaction.atomic
def save_scores(
    *, review: Review, scores: Mapping[Criterion, int | None], comment: str, is_done: bool
) -> Review:
    """Keep what a reviewer gives; a criterion without a score has none.

    A draft may be incomplete. A review that is done stays done and can be changed until the decision.
    Raises ``NotDeclaredYet``, ``ReviewerIsBarred``, ``ScoresAreMissing`` or ``StepNotAllowed``.
    """
    locked = _lock_open(review)
    if locked.declared_at is None:
        raise NotDeclaredYet("Declare first whether you have a conflict of interest.")
    is_done = is_done or locked.state == ReviewState.DONE
    missing = [criterion.label for criterion, value in scores.items() if value is None]
    if is_done and (missing or not scores):
        raise ScoresAreMissing(
            f"Give a score for: {', '.join(missing)}." if missing else NO_CRITERIA
        )
    for criterion, value in scores.items():
        _keep_score(locked, criterion, value)
    locked.comment = comment.strip()
    if is_done and locked.state != ReviewState.DONE:
        locked.state, locked.done_at = ReviewState.DONE, timezone.now()
    locked._history_user = locked.reviewer  # type: ignore[attr-defined]
    locked.full_clean()
    locked.save()
    return locked


NO_CRITERIA = "There are no criteria to judge by yet. Ask the coordinator to enter them."


def _keep_score(review: Review, criterion: Criterion, value: int | None) -> None:
    known = review.scores.filter(criterion=criterion).first()
    if value is None:
        if known:
            known.delete()
        return
    score = known or Score(review=review, criterion=criterion)
    if known and known.value == value:
        return
    score.value = value
    score._history_user = review.reviewer  # type: ignore[attr-defined]
    score.full_clean()
    score.save()


def _lock(review: Review) -> Review:
    rows = Review.objects.select_for_update(of=("self",)).select_related("expression", "reviewer")
    try:
        return rows.get(pk=review.pk)
    except Review.DoesNotExist as error:
        raise StepNotAllowed("This review is not asked for any more.") from error


def _lock_open(review: Review) -> Review:
    locked = _lock(review)
    # A decision may be on its way: wait for it.
    expression = lock_expression(locked.expression)
    if locked.state == ReviewState.CONFLICT:
        raise ReviewerIsBarred("You have declared a conflict of interest, so you cannot review it.")
    if expression.state not in REVIEWABLE:
        raise StepNotAllowed(
            f"{expression.reference} is “{expression.get_state_display().lower()}” by now, so reviews "
            "cannot be changed any more."
        )
    return locked

"""From a received expression to a decision: check, assignment, review, ranking, decision."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch

from partnership.models import Cluster, Partnership, User
from smes.choices import Eligibility, ExpressionState, Party, ReviewState
from smes.exceptions import ReasonIsMissing, ReviewerIsBarred, StepNotAllowed
from smes.models import Criterion, Expression, Review
from smes.permissions import is_barred
from smes.services.people import clusters_of, staff_of
from smes.services.scoring import Scale, Total, places, total_of
from smes.services.states import lock_expression, move_expression

BARRED = "You have declared a conflict of interest with this company, so somebody else decides."


# Preparing ---------------------------------------------------------------------------------------


@transaction.atomic
def judge_eligibility(
    *, expression: Expression, eligibility: Eligibility, note: str, by: User
) -> Expression:
    """Keep a person's verdict on the checklist; "not eligible" needs words."""
    locked = _lock_for(expression, by)
    if locked.state not in ExpressionState.open():
        raise StepNotAllowed(f"{locked.reference} is decided by now, so the check stays as it is.")
    if eligibility == Eligibility.NOT_ELIGIBLE and not note.strip():
        raise ReasonIsMissing("Say why it is not eligible.")
    locked.eligibility, locked.eligibility_note = eligibility, note.strip()
    return _saved(locked, by)


@transaction.atomic
def assign_expression(
    *, expression: Expression, cluster: Cluster | None, responsible: User | None, by: User
) -> Expression:
    """Say which member takes care of an expression, and who there."""
    locked = _lock_for(expression, by)
    if cluster and not clusters_of(locked.partnership).filter(pk=cluster.pk).exists():
        raise StepNotAllowed(f"{cluster} is no member of the partnership now.")
    if responsible and not staff_of(locked.partnership_id).filter(pk=responsible.pk).exists():
        raise StepNotAllowed(f"{responsible} has no role in the partnership now.")
    locked.cluster, locked.responsible = cluster, responsible
    return _saved(locked, by)


def begin_review(*, expression: Expression, by: User) -> Expression:
    """Put a received expression under review. Raises ``StepNotAllowed`` where it is not one by now."""
    return move_expression(
        expression=expression, to=ExpressionState.UNDER_REVIEW, party=Party.PARTNER, by=by
    )


def _lock_for(expression: Expression, by: User) -> Expression:
    if is_barred(by, expression):
        raise ReviewerIsBarred(BARRED)
    return lock_expression(expression)


def _saved(expression: Expression, by: User) -> Expression:
    expression._history_user = by  # type: ignore[attr-defined]
    expression.full_clean(validate_unique=False)
    expression.save()
    return expression


# Deciding ----------------------------------------------------------------------------------------


@transaction.atomic
def decide(*, expression: Expression, select: bool, reason: str, by: User) -> Expression:
    """Select or decline an expression; declining needs a reason, which the company reads.

    Raises ``StepNotAllowed`` where somebody has decided before or it is not eligible,
    ``ReasonIsMissing`` and ``ReviewerIsBarred``.
    """
    locked = _lock_for(expression, by)
    if locked.state in ExpressionState.decided():
        raise StepNotAllowed(
            f"{locked.reference} was decided already: it is “{locked.get_state_display().lower()}”"
            f"{f', by {locked.decided_by}' if locked.decided_by else ''}."
        )
    if select and locked.eligibility != Eligibility.ELIGIBLE:
        raise StepNotAllowed(
            f"{locked.reference} is “{locked.get_eligibility_display().lower()}”. Check first whether "
            "it is eligible."
        )
    return move_expression(
        expression=locked,
        to=ExpressionState.SELECTED if select else ExpressionState.DECLINED,
        party=Party.PARTNER,
        by=by,
        reason=reason,
        decision_reason=reason.strip(),
        decided_by=by,
        told_at=None,
    )


@transaction.atomic
def take_decision_back(*, expression: Expression, reason: str, by: User) -> Expression:
    """Put a decided expression under review again, as long as the company was not told.

    Raises ``StepNotAllowed`` once the letter went or a gateway has it, and ``ReasonIsMissing``.
    """
    locked = _lock_for(expression, by)
    if locked.state not in ExpressionState.decided():
        raise StepNotAllowed(
            f"{locked.reference} is “{locked.get_state_display().lower()}” by now: there is no decision "
            "to take back."
        )
    if locked.told_at:
        raise StepNotAllowed(f"{locked.company_name} has been told, so the decision stays.")
    if locked.handovers.in_hand().exists():
        raise StepNotAllowed("A gateway has it. Take it back from the gateway first.")
    if not reason.strip():
        raise ReasonIsMissing("Say why the decision is taken back.")
    return move_expression(
        expression=locked,
        to=ExpressionState.UNDER_REVIEW,
        party=Party.PARTNER,
        by=by,
        reason=reason,
        decision_reason="",
        decided_by=None,
        decided_at=None,
    )


# Ranking -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ranked:
    """An expression in the ranking; without ``is_open`` who looks at it must not see its scores."""

    expression: Expression
    place: int | None
    total: Total
    asked: int
    waiting: int
    barred: int
    is_open: bool
    is_own_conflict: bool


def scales_of(partnership: Partnership) -> list[Scale]:
    """The criteria that count now; one query."""
    rows = Criterion.objects.filter(partnership=partnership, is_used=True)
    return [Scale(row.pk, row.weight, row.highest) for row in rows]


def counted_scores(reviews: Iterable[Review]) -> list[dict[int, int]]:
    """Criterion and score of each review that is done; scores must be at hand."""
    return [
        {score.criterion_id: score.value for score in review.scores.all()}
        for review in reviews
        if review.state == ReviewState.DONE
    ]


def total_of_reviews(reviews: Iterable[Review], scales: list[Scale]) -> Total:
    """What the done ones of the reviews come to; their scores must be at hand."""
    return total_of(counted_scores(reviews), scales)


def rank_expressions(
    *, partnership: Partnership, user: User, market: int | None = None
) -> list[Ranked]:
    """Expressions under review, the highest total first, those without one last. Five queries."""
    rows = Expression.objects.under_review().filter(partnership=partnership)
    if market:
        rows = rows.filter(markets=market)
    reviews = Review.objects.prefetch_related("scores")
    found = list(
        rows.select_related("cluster", "responsible")
        .prefetch_related("markets", Prefetch("reviews", queryset=reviews))
        .order_by("number")
    )
    scales = scales_of(partnership)
    totals = [total_of_reviews(row.reviews.all(), scales) for row in found]
    seen = [_may_see(row, user) for row in found]
    # A place among the others would betray a total that is not to be seen.
    shown = [total.percent if sees else None for total, sees in zip(totals, seen, strict=True)]
    lines = [_ranked(*line, user) for line in zip(found, places(shown), totals, seen, strict=True)]
    return sorted(lines, key=lambda line: (line.place is None, line.place))


def _may_see(expression: Expression, user: User) -> bool:
    """Whether somebody has no review of it that is not done, or barred."""
    own = [row.state for row in expression.reviews.all() if row.reviewer_id == user.pk]
    return own in ([], [ReviewState.DONE])


def _ranked(
    expression: Expression, place: int | None, total: Total, is_open: bool, user: User
) -> Ranked:
    reviews = list(expression.reviews.all())
    return Ranked(
        expression,
        place,
        total,
        asked=len(reviews),
        waiting=sum(row.state == ReviewState.ASKED for row in reviews),
        barred=sum(row.state == ReviewState.CONFLICT for row in reviews),
        is_open=is_open,
        is_own_conflict=any(
            row.state == ReviewState.CONFLICT and row.reviewer_id == user.pk for row in reviews
        ),
    )

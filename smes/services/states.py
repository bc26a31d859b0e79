"""The life of an expression of interest: each step is locked, checked and kept."""

from django.db import transaction
from django.utils import timezone

from partnership.models import User
from smes.choices import EXPRESSION_STEPS, ExpressionState, Party
from smes.exceptions import ReasonIsMissing, StepNotAllowed
from smes.models import Expression, ExpressionStep

NEEDS_REASON = (ExpressionState.DECLINED,)
MOMENTS = {
    ExpressionState.SUBMITTED: "submitted_at",
    ExpressionState.CONFIRMED: "confirmed_at",
    ExpressionState.SELECTED: "decided_at",
    ExpressionState.DECLINED: "decided_at",
}
"""The field that keeps when a state was reached."""


def may_follow(expression: Expression, state: ExpressionState) -> bool:
    """Whether the expression’s state allows the other one to follow."""
    return state in EXPRESSION_STEPS[ExpressionState(expression.state)]


def lock_expression(expression: Expression) -> Expression:
    """The expression as it is now, locked until the end of the transaction. One query."""
    return Expression.objects.select_for_update(of=("self",)).get(pk=expression.pk)


@transaction.atomic
def move_expression(
    *,
    expression: Expression,
    to: ExpressionState,
    party: Party,
    by: User | None = None,
    reason: str = "",
    **changes: object,
) -> Expression:
    """Move an expression to another state, with other fields that change by it, and keep the step.

    ``by`` is nobody where the SME takes the step. Returns the expression as saved. Raises
    ``StepNotAllowed`` where the state that it has by now does not allow it, and ``ReasonIsMissing``.
    """
    locked = lock_expression(expression)
    before = ExpressionState(locked.state)
    if not may_follow(locked, to):
        raise StepNotAllowed(
            f"{locked.reference or 'This draft'} is “{before.label.lower()}” by now, so it cannot become "
            f"“{to.label.lower()}”."
        )
    if to in NEEDS_REASON and not (reason.strip() or changes.get("decision_reason")):
        raise ReasonIsMissing("Say why; the company will read it.")
    now = timezone.now()
    for name, value in {**changes, "state": to, "moved_at": now}.items():
        setattr(locked, name, value)
    if to in MOMENTS:
        setattr(locked, MOMENTS[to], now)
    locked.full_clean(validate_unique=False)
    locked.save()
    ExpressionStep.objects.create(
        expression=locked, from_state=before, to_state=to, by=by, party=party, reason=reason.strip()
    )
    return locked

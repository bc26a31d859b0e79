"""The life of an expression of interest."""

import pytest

from smes.choices import ExpressionState, Party
from smes.exceptions import ReasonIsMissing, StepNotAllowed
from smes.models import ExpressionStep
from smes.services.states import move_expression
from tests.factories import ExpressionFactory, UserFactory

pytestmark = pytest.mark.django_db

# Typed from the rules of the domain: draft → submitted → confirmed → under review → selected or
# declined → work plan agreed; the SME may withdraw until a work plan is agreed.
ALLOWED = {
    "draft": {"submitted", "withdrawn"},
    "submitted": {"confirmed", "withdrawn"},
    "confirmed": {"under review", "declined", "withdrawn"},
    "under review": {"selected", "declined", "withdrawn"},
    "selected": {"under review", "work plan agreed", "withdrawn"},
    "declined": {"under review"},
    "withdrawn": set(),
    "work plan agreed": set(),
}


@pytest.mark.parametrize("after", list(ExpressionState))
@pytest.mark.parametrize("before", list(ExpressionState))
def test_a_state_follows_only_those_it_may_follow(before, after):
    expression = ExpressionFactory(state=before, decision_reason="Out of scope.")
    allowed = after in ALLOWED[before]
    try:
        moved = move_expression(expression=expression, to=after, party=Party.PARTNER, reason="So.")
    except StepNotAllowed:
        assert not allowed
    else:
        assert allowed
        assert moved.state == after
    assert ExpressionStep.objects.count() == allowed


def test_a_step_tells_who_took_it_and_why():
    person = UserFactory()
    expression = ExpressionFactory(state=ExpressionState.CONFIRMED)
    move_expression(
        expression=expression,
        to=ExpressionState.DECLINED,
        party=Party.PARTNER,
        by=person,
        reason=" No gateway in this field. ",
        decision_reason="We have no gateway in your field.",
    )
    step = ExpressionStep.objects.get()
    assert (step.from_state, step.to_state) == ("confirmed", "declined")
    assert (step.by, step.party, step.reason) == (person, "partner", "No gateway in this field.")


def test_a_refusal_needs_a_reason_and_changes_nothing():
    expression = ExpressionFactory(state=ExpressionState.UNDER_REVIEW)
    with pytest.raises(ReasonIsMissing):
        move_expression(
            expression=expression, to=ExpressionState.DECLINED, party=Party.PARTNER, reason="  "
        )
    expression.refresh_from_db()
    assert expression.state == "under review"
    assert not ExpressionStep.objects.exists()


def test_who_looks_at_an_old_page_is_told_what_happened_meanwhile():
    seen = ExpressionFactory(state=ExpressionState.CONFIRMED, reference="BIOX-2026-0007")
    move_expression(expression=seen, to=ExpressionState.WITHDRAWN, party=Party.SME)
    with pytest.raises(StepNotAllowed, match="BIOX-2026-0007 is “withdrawn” by now"):
        move_expression(expression=seen, to=ExpressionState.UNDER_REVIEW, party=Party.PARTNER)

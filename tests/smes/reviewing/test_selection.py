"""Eligibility, assignment, decisions, and letters."""

import pytest

from partnership.models import Email
from smes.choices import Eligibility, ExpressionState
from smes.exceptions import LetterHasChanged, ReasonIsMissing, StepNotAllowed
from smes.models import Expression, ExpressionStep
from smes.services.eligibility import check_eligibility
from smes.services.letters import preview_letter, send_letter, untold_expressions
from smes.services.selection import (
    assign_expression,
    begin_review,
    decide,
    judge_eligibility,
    take_decision_back,
)
from tests.factories import HandoverFactory, UserFactory

pytestmark = pytest.mark.django_db


def verdicts(expression, user=None):
    return {
        check.key: check.is_met for check in check_eligibility(expression, user or UserFactory())
    }


SMALL = {
    "headcount": 20,
    "turnover": 2_000_000,
    "balance_sheet_total": 1_000_000,
    "ownership": "autonomous",
}
ALL_MET = {
    "country": True,
    "category": True,
    "markets": True,
    "complete": True,
    "consent": True,
    "single": True,
}


def test_a_complete_small_company_meets_everything(make):
    assert verdicts(make(**SMALL)) == ALL_MET


@pytest.mark.parametrize(
    ("changes", "key", "is_met"),
    [
        ({"country": "CH"}, "country", False),
        ({"country": "RS"}, "country", True),
        ({"country": "GB"}, "country", False),
        ({"headcount": 900}, "category", False),
        ({"headcount": None, "turnover": None}, "category", None),
        ({"profile": ""}, "complete", False),
        ({"shares": False}, "consent", False),
    ],
)
def test_one_deviation_fails_one_check(make, changes, key, is_met):
    assert verdicts(make(**{**SMALL, **changes})) == {**ALL_MET, key: is_met}


def test_a_market_is_wanted(make):
    expression = make(**SMALL)
    expression.markets.clear()
    assert verdicts(expression) == {**ALL_MET, "markets": False}


def test_a_second_open_expression_of_the_same_company_is_found(home, make, coordinator):
    first = make(company_name="Sensor Works", **SMALL)
    second = make(company_name="SENSOR WORKS", **SMALL)
    make(ExpressionState.DECLINED, company_name="Sensor Works", decision_reason="Late.")
    check = check_eligibility(second, coordinator)[-1]
    assert (check.is_met, check.detail) == (False, first.reference)
    check = check_eligibility(second, home.people["other staff"])[-1]
    assert (check.is_met, check.detail) == (False, "1 with another cluster")


def test_not_eligible_needs_words(make, coordinator):
    expression = make(eligibility=Eligibility.UNCHECKED)
    with pytest.raises(ReasonIsMissing):
        judge_eligibility(
            expression=expression, eligibility=Eligibility.NOT_ELIGIBLE, note=" ", by=coordinator
        )
    judge_eligibility(
        expression=expression,
        eligibility=Eligibility.NOT_ELIGIBLE,
        note="A group of 900 people.",
        by=coordinator,
    )
    expression.refresh_from_db()
    assert (expression.eligibility, expression.eligibility_note) == (
        "not eligible",
        "A group of 900 people.",
    )


def test_the_verdict_stays_after_the_decision(make, coordinator):
    with pytest.raises(StepNotAllowed, match="is decided by now"):
        judge_eligibility(
            expression=make(ExpressionState.DECLINED, decision_reason="Late."),
            eligibility=Eligibility.ELIGIBLE,
            note="",
            by=coordinator,
        )


def test_only_people_with_a_role_take_care_of_it(home, make, coordinator):
    expression = make(cluster=None)
    assign_expression(
        expression=expression,
        cluster=home.cluster,
        responsible=home.people["home staff"],
        by=coordinator,
    )
    expression.refresh_from_db()
    assert (expression.cluster, expression.responsible) == (home.cluster, home.people["home staff"])
    for stranger in ("officer", "coordinator elsewhere", "SME contact"):
        with pytest.raises(StepNotAllowed, match="has no role"):
            assign_expression(
                expression=expression,
                cluster=home.cluster,
                responsible=home.people[stranger],
                by=coordinator,
            )


def test_a_review_begins_once(make, coordinator):
    expression = make(ExpressionState.CONFIRMED)
    begin_review(expression=expression, by=coordinator)
    with pytest.raises(StepNotAllowed, match="is “under review” by now"):
        begin_review(expression=expression, by=coordinator)
    step = ExpressionStep.objects.get()
    assert (step.to_state, step.by) == ("under review", coordinator)


def test_selecting_needs_eligibility(make, coordinator):
    with pytest.raises(StepNotAllowed, match="Check first whether it is eligible"):
        decide(
            expression=make(eligibility=Eligibility.UNCHECKED),
            select=True,
            reason="",
            by=coordinator,
        )


def test_declining_needs_a_reason(make, coordinator):
    expression = make()
    with pytest.raises(ReasonIsMissing):
        decide(expression=expression, select=False, reason=" ", by=coordinator)
    expression.refresh_from_db()
    assert expression.state == "under review"


def test_of_two_coordinators_who_decide_at_once_the_second_is_told(home, make, coordinator):
    seen_by_both = make()
    decide(expression=seen_by_both, select=True, reason="", by=coordinator)
    with pytest.raises(StepNotAllowed, match="was decided already: it is “selected”, by "):
        decide(
            expression=seen_by_both,
            select=False,
            reason="No market.",
            by=home.people["administrator"],
        )
    seen_by_both.refresh_from_db()
    assert (seen_by_both.state, seen_by_both.decided_by) == ("selected", coordinator)


def test_a_decision_that_was_not_told_is_taken_back_with_a_reason(make, coordinator):
    expression = make()
    decide(expression=expression, select=False, reason="No market.", by=coordinator)
    with pytest.raises(ReasonIsMissing):
        take_decision_back(expression=expression, reason="", by=coordinator)
    take_decision_back(expression=expression, reason="New figures.", by=coordinator)
    expression.refresh_from_db()
    assert (expression.state, expression.decision_reason, expression.decided_at) == (
        "under review",
        "",
        None,
    )
    assert ExpressionStep.objects.first().reason == "New figures."


def test_a_told_decision_stays(make, coordinator):
    expression = selected(make, coordinator)
    send(expression, coordinator)
    with pytest.raises(StepNotAllowed, match="has been told"):
        take_decision_back(expression=expression, reason="Oh.", by=coordinator)


def test_a_decision_stays_while_a_gateway_has_it(make, coordinator):
    expression = selected(make, coordinator)
    HandoverFactory(expression=expression)
    with pytest.raises(StepNotAllowed, match="A gateway has it"):
        take_decision_back(expression=expression, reason="Oh.", by=coordinator)


# Letters -----------------------------------------------------------------------------------------


def selected(make, by, **fields):
    return decide(expression=make(**fields), select=True, reason="", by=by)


def send(expression, by, opening="Dear applicants,", mark=None):
    expression = Expression.objects.get(pk=expression.pk)
    mark = mark or preview_letter(expression, opening).mark
    return send_letter(expression=expression, opening=opening, mark=mark, by=by)


def test_a_letter_goes_once_as_it_was_seen_but_for_the_link(make, coordinator):
    expression = selected(make, coordinator, company_name="Zqx <b>GmbH</b>", language="en")
    seen = preview_letter(expression, "Dear applicants,").letter
    assert f"/{expression.pk}.1~" not in seen.text + seen.html
    email = send(expression, coordinator)
    assert (email.to_address, email.subject) == (seen.to, seen.subject)
    same = "Dear applicants,\n\nWe have good news: ALPHA has selected Zqx <b>GmbH</b>"
    assert same in seen.text
    assert same in email.text
    assert "Zqx &lt;b&gt;GmbH&lt;/b&gt;" in email.html
    assert email.is_secret
    expression.refresh_from_db()
    assert expression.told_at is not None
    with pytest.raises(StepNotAllowed, match="was told already"):
        send(expression, coordinator)
    assert Email.objects.filter(kind="smes.decision").count() == 1


def test_a_refusal_tells_the_reason(make, coordinator):
    expression = decide(
        expression=make(), select=False, reason="No gateway\nin your field.", by=coordinator
    )
    seen = preview_letter(expression, "").letter
    assert "cannot offer you support this time" in seen.text
    assert "No gateway\nin your field." in seen.text


def test_a_decision_that_changed_since_the_preview_is_noticed(make, coordinator):
    expression = selected(make, coordinator)
    seen = preview_letter(expression, "").mark
    take_decision_back(expression=expression, reason="Oh.", by=coordinator)
    with pytest.raises(StepNotAllowed, match="no letter goes"):
        send(expression, coordinator, "", seen)
    decide(expression=expression, select=False, reason="No market.", by=coordinator)
    with pytest.raises(LetterHasChanged, match="Look at it again"):
        send(expression, coordinator, "", seen)
    assert not Email.objects.filter(kind="smes.decision").exists()
    assert untold_expressions(expression.partnership) == [expression]


def test_an_address_that_changed_since_the_preview_is_noticed(make, coordinator):
    expression = selected(make, coordinator)
    seen = preview_letter(expression, "").mark
    Expression.objects.update(email="other@example.org")
    with pytest.raises(LetterHasChanged):
        send(expression, coordinator, "", seen)


def test_another_decision_has_a_letter_of_its_own(make, coordinator):
    expression = selected(make, coordinator)
    first = send(expression, coordinator)
    Expression.objects.update(told_at=None)
    take_decision_back(expression=expression, reason="Oh.", by=coordinator)
    decide(expression=expression, select=False, reason="No market.", by=coordinator)
    assert send(expression, coordinator).pk != first.pk

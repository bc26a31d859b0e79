"""Asking for reviews, declaring conflicts of interest, and giving scores."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnership.models import Email
from smes.choices import ExpressionState, ReviewState
from smes.exceptions import (
    NotDeclaredYet,
    ReasonIsMissing,
    ReviewerIsBarred,
    ScoresAreMissing,
    StepNotAllowed,
)
from smes.models import Review, Score
from smes.services.criteria import take_usual_criteria
from smes.services.people import possible_reviewers
from smes.services.reviews import (
    ask_reviewer,
    declare_conflict,
    declare_no_conflict,
    save_scores,
    take_request_back,
)
from smes.services.selection import decide, rank_expressions
from tests.factories import CriterionFactory, ReviewFactory, ScoreFactory, UserFactory

pytestmark = pytest.mark.django_db


def ask(expression, home, name="home staff", **fields):
    return ask_reviewer(
        expression=expression,
        reviewer=home.people[name],
        by=home.people["coordinator"],
        **{"due_on": date(2026, 12, 1), **fields},
    )


def test_a_reviewer_is_asked_by_an_e_mail_that_does_not_name_the_company(home, make):
    expression = make(company_name="Zqxsecret GmbH")
    review = ask(expression, home)
    assert (review.state, review.declared_at) == ("asked", None)
    email = Email.objects.get()
    assert (email.to_address, email.kind) == (
        home.people["home staff"].email,
        "smes.review_asked",
    )
    assert "1 December 2026" in email.text
    assert f"/partnerships/alpha/expressions/{expression.number}/review/" in email.text
    assert "Zqxsecret" not in email.text + email.html + email.subject


def test_nobody_is_asked_twice(home, make):
    expression = make()
    ask(expression, home)
    with pytest.raises(StepNotAllowed, match="is asked already"):
        ask(expression, home)
    assert Email.objects.count() == 1


@pytest.mark.parametrize("name", ["officer", "SME contact", "coordinator elsewhere"])
def test_only_people_of_the_partnership_and_of_its_gateways_review(home, make, name):
    with pytest.raises(StepNotAllowed):
        ask(make(), home, name)


def test_contacts_of_gateways_review_only_where_the_company_agrees(home, make):
    person = home.people["gateway contact"]
    assert person in possible_reviewers(make())
    assert person not in possible_reviewers(make(shares=False))


def test_reviewers_are_asked_while_it_is_under_review_only(home, make):
    with pytest.raises(StepNotAllowed, match="under review"):
        ask(make(ExpressionState.CONFIRMED), home)


def test_nothing_goes_out_when_the_question_is_rolled_back(home, make):
    expression = make()
    with transaction.atomic():
        ask(expression, home)
        transaction.set_rollback(True)
    assert not Email.objects.exists()
    assert not Review.objects.exists()


def test_a_request_is_taken_back_until_it_is_answered(home, make, coordinator):
    expression = make()
    review = ask(expression, home)
    take_request_back(review=review, by=coordinator)
    assert not Review.objects.exists()
    done = ReviewFactory(expression=expression, done=True)
    with pytest.raises(StepNotAllowed, match="has answered by now"):
        take_request_back(review=done, by=coordinator)


def test_scores_need_the_declaration_first(make, criteria):
    review = ReviewFactory(expression=make())
    with pytest.raises(NotDeclaredYet):
        save_scores(review=review, scores={criteria[0]: 3}, comment="", is_done=False)
    assert not Score.objects.exists()


def test_who_declares_a_conflict_is_barred_and_the_coordinator_is_told(
    home, make, criteria, coordinator
):
    expression = make(responsible=home.people["other staff"])
    review = ask(expression, home)
    ScoreFactory(review=review, criterion=criteria[0], value=5)
    declare_conflict(review=review, words=" I sat on its board. ")
    review.refresh_from_db()
    assert (review.state, review.conflict) == ("conflict of interest", "I sat on its board.")
    told = Email.objects.filter(kind="smes.conflict_declared")
    assert {email.to_address for email in told} == {
        coordinator.email,
        home.people["other staff"].email,
    }
    assert "I sat on its board." in told[0].text
    with pytest.raises(ReviewerIsBarred):
        save_scores(review=review, scores={criteria[0]: 3}, comment="", is_done=True)
    line = rank_expressions(partnership=home.partnership, user=coordinator)[0]
    assert (line.total.percent, line.total.counted, line.barred) == (None, 0, 1)


def test_a_done_review_does_not_count_after_a_conflict_is_declared(make, criteria, coordinator):
    review = ReviewFactory(expression=make(), done=True)
    ScoreFactory(review=review, criterion=criteria[0], value=5)
    declare_conflict(review=review, words="I was offered shares.")
    line = rank_expressions(partnership=review.expression.partnership, user=coordinator)[0]
    assert line.total.counted == 0


def test_a_conflict_has_words(make):
    review = ReviewFactory(expression=make())
    with pytest.raises(ReasonIsMissing, match="what binds you"):
        declare_conflict(review=review, words="  ")


def test_who_is_barred_does_not_decide(home, make, coordinator):
    expression = make()
    declare_conflict(
        review=ReviewFactory(expression=expression, reviewer=coordinator), words="Kin."
    )
    with pytest.raises(ReviewerIsBarred):
        decide(expression=expression, select=True, reason="", by=coordinator)


def test_a_draft_may_have_gaps_and_counts_for_nothing(make, criteria, coordinator):
    review = ReviewFactory(expression=make(), declared=True)
    save_scores(
        review=review, scores={criteria[0]: 4, criteria[1]: None}, comment="Later.", is_done=False
    )
    review.refresh_from_db()
    assert (review.state, review.comment) == ("asked", "Later.")
    assert review.scores.get().value == 4
    line = rank_expressions(partnership=review.expression.partnership, user=coordinator)[0]
    assert (line.total.counted, line.waiting) == (0, 1)


def test_a_review_is_done_when_every_criterion_has_a_score(make, criteria):
    review = ReviewFactory(expression=make(), declared=True)
    with pytest.raises(ScoresAreMissing, match="Give a score for: Means"):
        save_scores(
            review=review, scores={criteria[0]: 4, criteria[1]: None}, comment="", is_done=True
        )
    save_scores(review=review, scores={criteria[0]: 4, criteria[1]: 0}, comment="", is_done=True)
    review.refresh_from_db()
    assert review.state == ReviewState.DONE
    assert review.done_at is not None


def test_a_done_review_can_be_changed_until_the_decision(make, criteria, coordinator):
    expression = make()
    review = ReviewFactory(expression=expression, declared=True)
    scores = {criteria[0]: 4, criteria[1]: 2}
    save_scores(review=review, scores=scores, comment="", is_done=True)
    save_scores(review=review, scores={**scores, criteria[0]: 1}, comment="", is_done=False)
    review.refresh_from_db()
    assert review.state == "done"
    assert review.scores.get(criterion=criteria[0]).value == 1
    decide(expression=expression, select=True, reason="", by=coordinator)
    with pytest.raises(StepNotAllowed, match="is “selected” by now"):
        save_scores(review=review, scores=scores, comment="", is_done=True)
    assert review.scores.get(criterion=criteria[0]).value == 1


def test_a_score_beyond_the_scale_is_refused(make, criteria):
    review = ReviewFactory(expression=make(), declared=True)
    with pytest.raises(ValidationError, match="from 0 to 5"):
        save_scores(review=review, scores={criteria[0]: 6}, comment="", is_done=False)


def test_a_declaration_counts_once(make):
    review = ReviewFactory(expression=make())
    first = declare_no_conflict(review=review).declared_at
    assert declare_no_conflict(review=review).declared_at == first


def test_the_scale_of_a_criterion_with_scores_stays(make, criteria):
    ScoreFactory(review__expression=make(), criterion=criteria[0], value=5)
    criteria[0].highest = 10
    with pytest.raises(ValidationError) as refused:
        criteria[0].full_clean()
    assert refused.value.message_dict == {
        "highest": [
            "Reviewers have given scores from 0 to 5 already. Untick “used” here and add a new "
            "criterion with the other scale."
        ]
    }
    criteria[1].highest = 5
    criteria[1].full_clean()


def test_the_usual_criteria_go_into_an_empty_list_only(home, coordinator):
    made = take_usual_criteria(partnership=home.partnership, by=coordinator)
    assert [row.weight for row in made] == [30, 25, 20, 15, 10]
    with pytest.raises(StepNotAllowed, match="has criteria already"):
        take_usual_criteria(partnership=home.partnership, by=coordinator)


def test_equal_totals_share_a_place_and_missing_reviews_are_told(home, make, criteria, coordinator):
    first, second, third, none = (make() for _ in range(4))
    for expression, fit in ((first, 4), (second, 4), (third, 2)):
        review = ReviewFactory(expression=expression, done=True)
        ScoreFactory(review=review, criterion=criteria[0], value=fit)
        ScoreFactory(review=review, criterion=criteria[1], value=5)
    ReviewFactory(expression=third)
    lines = rank_expressions(partnership=home.partnership, user=coordinator)
    # 60 × 4/5 + 40 × 5/10 = 68; 60 × 2/5 + 20 = 44.
    assert [
        (line.expression, line.place, str(line.total.percent), line.waiting) for line in lines
    ] == [
        (first, 1, "68.0", 0),
        (second, 1, "68.0", 0),
        (third, 3, "44.0", 1),
        (none, None, "None", 0),
    ]


def test_a_criterion_that_is_not_used_any_more_counts_no_more(home, make, criteria, coordinator):
    review = ReviewFactory(expression=make(), done=True)
    ScoreFactory(review=review, criterion=criteria[0], value=5)
    old = CriterionFactory(partnership=home.partnership, is_used=False)
    ScoreFactory(review=review, criterion=old, value=0)
    line = rank_expressions(partnership=home.partnership, user=coordinator)[0]
    assert str(line.total.percent) == "100.0"


def test_the_ranking_is_narrowed_to_a_market(home, make, coordinator):
    here, elsewhere = make(), make()
    elsewhere.markets.clear()
    lines = rank_expressions(partnership=home.partnership, user=coordinator, market=home.market.pk)
    assert [line.expression for line in lines] == [here]


def test_a_ranking_hides_totals_from_who_still_has_to_review(home, make, criteria, coordinator):
    expression = make()
    ScoreFactory(
        review=ReviewFactory(expression=expression, done=True), criterion=criteria[0], value=5
    )
    other = make()
    ScoreFactory(review=ReviewFactory(expression=other, done=True), criterion=criteria[0], value=1)
    ReviewFactory(expression=expression, reviewer=coordinator)
    lines = rank_expressions(partnership=home.partnership, user=coordinator)
    assert [(line.expression, line.place) for line in lines] == [(other, 1), (expression, None)]
    assert not lines[1].is_open
    other.delete()
    assert not rank_expressions(partnership=home.partnership, user=coordinator)[0].is_open
    assert rank_expressions(partnership=home.partnership, user=UserFactory())[0].is_open
    Review.objects.update(state="done", declared_at=timezone.now(), done_at=timezone.now())
    assert rank_expressions(partnership=home.partnership, user=coordinator)[0].is_open

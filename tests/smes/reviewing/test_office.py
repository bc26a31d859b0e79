"""What the office shows of review and selection."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from smes.choices import ExpressionState
from smes.models import Handover, Review, Score
from tests.factories import HandoverFactory, ReviewFactory, ScoreFactory
from tests.office import change_page, errors, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


def waiting(client):
    return {line.url: line.number for line in client.get(reverse("admin:index")).context["waiting"]}


def test_what_waits_is_counted_as_the_lists_behind_it(office, make):
    long_ago = timezone.now() - timedelta(days=8)
    ReviewFactory.create_batch(2, expression=make(), due_on=long_ago.date())
    ReviewFactory(expression=make(), due_on=long_ago.date(), done=True)
    ReviewFactory(expression=make(), due_on=timezone.localdate())
    selected = make(ExpressionState.SELECTED, told_at=timezone.now())
    HandoverFactory(expression=selected, sent_at=long_ago)
    HandoverFactory(expression=selected)
    make(ExpressionState.SELECTED)
    make(ExpressionState.DECLINED, decision_reason="Late.")
    found = waiting(office)
    for model, key, number in ((Review, "overdue", 2), (Handover, "no-answer", 1)):
        url = f"{page(model, 'changelist')}?waiting={key}"
        assert found[url] == number
        assert office.get(url).context["cl"].result_count == number
    letters = reverse("expression_letters", args=["alpha"])
    assert found[letters] == 2
    assert len(office.get(letters).context["waiting"]) == 2


def test_scores_of_others_are_hidden_in_the_office_too(office, make, criteria, coordinator):
    score = ScoreFactory(review__expression=make(), criterion=criteria[0])
    assert office.get(change_page(score)).status_code == 200
    ReviewFactory(expression=score.review.expression, reviewer=coordinator)
    assert office.get(change_page(score)).status_code == 302
    assert office.get(page(Score, "changelist")).context["cl"].result_count == 0
    assert office.get(page(Review, "history", score.review.pk)).status_code == 403


def test_the_form_of_a_criterion_tells_why_its_scale_stays(office, make, criteria):
    ScoreFactory(review__expression=make(), criterion=criteria[0], value=5)
    response = send(office, change_page(criteria[0]), highest="10")
    assert errors(response)["highest"][0].startswith("Reviewers have given scores from 0 to 5")
    response = send(office, change_page(criteria[0]), weight="70")
    assert response.status_code == 302

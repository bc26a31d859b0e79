"""From scores to totals and places; every expectation is reckoned by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from smes.services.scoring import NO_TOTAL, Scale, places, share_of, total_of

FIT = Scale(1, 60, 5)
MEANS = Scale(2, 40, 10)


@pytest.mark.parametrize(
    ("scores", "share"),
    [
        ({1: 5, 2: 10}, Fraction(1)),
        ({1: 0, 2: 0}, Fraction(0)),
        # 60 × 3/5 = 36 and 40 × 5/10 = 20, of 100.
        ({1: 3, 2: 5}, Fraction(56, 100)),
        # Only the first is judged: 60 × 4/5 of 60.
        ({1: 4}, Fraction(4, 5)),
        ({}, None),
        ({9: 5}, None),
    ],
)
def test_a_review_gives_a_share_of_what_can_be_reached(scores, share):
    assert share_of(scores, [FIT, MEANS]) == share


def test_weights_need_not_make_a_hundred():
    # 3 × 1/2 + 1 × 3/4 = 2.25, of 4.
    assert share_of({1: 1, 2: 3}, [Scale(1, 3, 2), Scale(2, 1, 4)]) == Fraction(9, 16)


def test_the_total_is_the_mean_of_the_reviews():
    # 100 % and 56 % make 78 %; they differ by 44 points.
    total = total_of([{1: 5, 2: 10}, {1: 3, 2: 5}], [FIT, MEANS])
    assert (total.percent, total.counted, total.spread) == (Decimal("78.0"), 2, Decimal("44.0"))


def test_one_review_has_no_spread():
    total = total_of([{1: 3, 2: 5}], [FIT, MEANS])
    assert (total.percent, total.counted, total.spread) == (Decimal("56.0"), 1, None)


def test_a_review_without_a_score_does_not_count_as_nothing():
    total = total_of([{1: 5, 2: 10}, {}], [FIT, MEANS])
    assert (total.percent, total.counted) == (Decimal("100.0"), 1)


def test_without_reviews_or_criteria_there_is_no_total():
    assert total_of([], [FIT]) == NO_TOTAL
    assert total_of([{1: 5}], []) == NO_TOTAL


def test_a_half_is_rounded_upwards():
    # 1/8 of 100 is 12.5; a sixteenth is 6.25, shown as 6.3.
    assert total_of([{1: 1}], [Scale(1, 1, 16)]).percent == Decimal("6.3")


def test_equal_totals_share_a_place_and_the_next_is_left_out():
    totals = [Decimal("70.0"), None, Decimal("82.5"), Decimal("70.0"), Decimal("12.0")]
    assert places(totals) == [2, None, 1, 2, 4]

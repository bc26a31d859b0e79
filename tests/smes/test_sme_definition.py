"""The categories of Recommendation 2003/361/EC, typed from its Annex, Articles 2 to 6."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from smes.choices import CompanyCategory, Ownership
from smes.sme_definition import category, decide
from tests.factories import CompanyFactory, ExpressionFactory

MICRO, SMALL, MEDIUM, LARGE, UNDECIDED = (
    CompanyCategory.MICRO,
    CompanyCategory.SMALL,
    CompanyCategory.MEDIUM,
    CompanyCategory.LARGE,
    CompanyCategory.UNDECIDED,
)
ALONE = Ownership.AUTONOMOUS
M = 1_000_000


@pytest.mark.parametrize(
    ("people", "turnover", "balance_sheet", "expected"),
    [
        # Article 2(3): fewer than 10 people, and turnover or balance sheet of not more than 2 million.
        (0, 0, 0, MICRO),
        (9, 2 * M, 2 * M, MICRO),
        (10, 2 * M, 2 * M, SMALL),
        (9, 2 * M + 1, 2 * M, MICRO),
        (9, 2 * M, 2 * M + 1, MICRO),
        (9, 2 * M + 1, 2 * M + 1, SMALL),
        (9, 500 * M, 2 * M, MICRO),
        # Article 2(2): fewer than 50 people, and one of the two of not more than 10 million.
        (49, 10 * M, 10 * M, SMALL),
        (50, 10 * M, 10 * M, MEDIUM),
        (49, 10 * M + 1, 10 * M, SMALL),
        (49, 10 * M, 10 * M + 1, SMALL),
        (49, 10 * M + 1, 10 * M + 1, MEDIUM),
        # Article 2(1): fewer than 250 people, and turnover to 50 million or balance sheet to 43 million.
        (249, 50 * M, 43 * M, MEDIUM),
        (250, 50 * M, 43 * M, LARGE),
        (249, 50 * M + 1, 43 * M, MEDIUM),
        (249, 50 * M, 43 * M + 1, MEDIUM),
        (249, 50 * M + 1, 43 * M + 1, LARGE),
        (250, 0, 0, LARGE),
        (1, 50 * M + 1, 43 * M + 1, LARGE),
    ],
)
def test_an_autonomous_company_is_told_by_its_figures(people, turnover, balance_sheet, expected):
    assert category(people, turnover, balance_sheet, ALONE) == expected
    assert category(people, turnover, balance_sheet, Ownership.CONSOLIDATED) == expected


def test_of_the_financial_ceilings_one_may_be_exceeded_and_that_of_people_not():
    assert category(249, 900 * M, 43 * M, ALONE) == MEDIUM
    assert category(250, 1 * M, 1 * M, ALONE) == LARGE


@pytest.mark.parametrize(
    ("people", "turnover", "balance_sheet", "expected", "missing"),
    [
        (9, 2 * M, None, MICRO, ()),
        (9, None, 2 * M, MICRO, ()),
        (9, 3 * M, None, UNDECIDED, ("balance_sheet_total",)),
        (9, None, 3 * M, UNDECIDED, ("turnover",)),
        (9, None, None, UNDECIDED, ("turnover", "balance_sheet_total")),
        (None, 1 * M, 1 * M, UNDECIDED, ("headcount",)),
        (None, None, None, UNDECIDED, ("headcount", "turnover", "balance_sheet_total")),
        (250, None, None, LARGE, ()),
        (None, 51 * M, 44 * M, LARGE, ()),
        (30, None, 9 * M, SMALL, ()),
        (100, 60 * M, None, UNDECIDED, ("balance_sheet_total",)),
        (100, 40 * M, None, MEDIUM, ()),
    ],
)
def test_what_is_missing_leaves_it_undecided_only_where_it_matters(
    people, turnover, balance_sheet, expected, missing
):
    decision = decide(people, turnover, balance_sheet, ALONE)

    assert (decision.category, decision.missing) == (expected, missing)


def test_no_sme_where_public_bodies_hold_a_quarter():
    # Article 3(4)
    assert category(3, 1000, 1000, Ownership.PUBLIC) == LARGE
    assert category(None, None, None, Ownership.PUBLIC) == LARGE


def test_figures_without_the_group_decide_only_what_is_large_already():
    # Article 6(2) and (3): data of partner and linked enterprises is added.
    decision = decide(5, 1 * M, 1 * M, Ownership.NOT_CONSOLIDATED)
    assert (decision.category, decision.missing) == (UNDECIDED, ("group",))
    assert category(250, 1 * M, 1 * M, Ownership.NOT_CONSOLIDATED) == LARGE


def test_without_a_word_on_ownership_only_a_large_company_is_decided():
    decision = decide(5, 1 * M, 1 * M, "")
    assert (decision.category, decision.missing) == (UNDECIDED, ("ownership",))
    assert category(300, None, None, "") == LARGE


ORDER = [MICRO, SMALL, MEDIUM, LARGE]
figures = st.integers(0, 100 * M)
people = st.integers(0, 400)
maybe = st.one_of
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(people, figures, figures, people, figures, figures)
def test_a_larger_company_is_never_in_a_smaller_category(n, t, b, more_n, more_t, more_b):
    smaller = category(n, t, b, ALONE)
    larger = category(n + more_n, t + more_t, b + more_b, ALONE)
    assert ORDER.index(larger) >= ORDER.index(smaller)


@patient
@given(maybe(st.none(), people), maybe(st.none(), figures), maybe(st.none(), figures), st.data())
def test_what_is_decided_holds_whatever_the_missing_data_is(n, t, b, data):
    decided = category(n, t, b, ALONE)
    assume(decided != UNDECIDED)
    completed = [
        data.draw(strategy) if value is None else value
        for value, strategy in ((n, people), (t, figures), (b, figures))
    ]
    assert category(*completed, ALONE) == decided


@patient
@given(maybe(st.none(), people), maybe(st.none(), figures), maybe(st.none(), figures))
def test_undecided_means_that_two_companies_with_this_data_differ(n, t, b):
    assume(category(n, t, b, ALONE) == UNDECIDED)
    smallest = category(n or 0, t or 0, b or 0, ALONE)
    largest = category(
        400 if n is None else n, 99 * M if t is None else t, 99 * M if b is None else b, ALONE
    )
    assert smallest != largest


@pytest.mark.django_db
def test_records_tell_their_category():
    expression = ExpressionFactory(
        headcount=12, turnover=900_000, balance_sheet_total=100_000, ownership=ALONE
    )
    company = CompanyFactory(headcount=12, turnover=900_000, ownership=ALONE, currency="EUR")

    assert (expression.sme_category, company.sme_category) == (SMALL, SMALL)


@pytest.mark.django_db
def test_amounts_in_another_currency_decide_nothing():
    company = CompanyFactory(headcount=12, turnover=900_000, ownership=ALONE, currency="SEK")

    assert company.sme_decision.missing == ("turnover", "balance_sheet_total")

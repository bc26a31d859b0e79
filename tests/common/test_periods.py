"""Days in and out of a period, with open sides and unknown days."""

from datetime import date

import pytest

from common.periods import Period
from gateways.models import Agreement
from tests.factories import AgreementFactory, TargetMarketFactory

EARLY, MIDDLE, LATE = date(2016, 1, 1), date(2017, 1, 1), date(2018, 1, 1)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (Period(), [None, EARLY, MIDDLE, LATE]),
        (Period(start=MIDDLE), [None, MIDDLE, LATE]),
        (Period(end=MIDDLE), [None, EARLY, MIDDLE]),
        (Period(MIDDLE, MIDDLE), [None, MIDDLE]),
    ],
)
@pytest.mark.django_db
def test_an_open_side_does_not_limit_and_an_unknown_day_counts(period, days):
    market = TargetMarketFactory()
    for day in (None, EARLY, MIDDLE, LATE):
        AgreementFactory(partnership=market.partnership, market=market, signed_on=day)
    found = Agreement.objects.concluded(period).order_by("pk").values_list("signed_on", flat=True)
    assert list(found) == days
    assert [day for day in (EARLY, MIDDLE, LATE) if day in period] == days[1:]


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2016, 1, 1), date(2017, 12, 31), 24),
        (date(2016, 9, 1), date(2018, 2, 28), 18),
        (date(2016, 1, 15), date(2016, 2, 14), 1),
        (date(2016, 1, 15), date(2016, 2, 15), 1),
        (date(2016, 1, 15), date(2016, 2, 13), 0),
        (date(2016, 1, 1), date(2016, 1, 20), 0),
        (date(2016, 1, 1), date(2016, 2, 15), 1),
        (date(2016, 1, 1), date.max, 12 * 7984),
        (date(2016, 1, 1), None, 0),
    ],
)
def test_a_begun_month_is_no_whole_month(start, end, months):
    assert Period(start, end).whole_months == months

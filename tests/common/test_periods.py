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

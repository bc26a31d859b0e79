"""An indicator stands against its target and against the time that has passed."""

from datetime import date
from decimal import Decimal

import pytest

from common.periods import Period
from reporting.dashboard.kpis import Track, elapsed, judge, list_kpis
from reporting.dashboard.page import dashboard_scope
from reporting.engine.editions import Edition
from tests.factories import IndicatorFactory, MeasurementFactory, PartnershipFactory, SMECaseFactory

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "passed"),
    [
        (date(2024, 12, 31), 0),
        (date(2025, 1, 1), 0),
        (date(2025, 7, 2), 50),  # the 183rd of 365 days
        (date(2025, 12, 31), 100),
        (date(2026, 6, 1), 100),
    ],
)
def test_time_passes_from_the_first_day_to_the_last(day, passed):
    assert elapsed(YEAR, day) == passed


def test_how_much_of_an_open_period_has_passed_cannot_be_told():
    with pytest.raises(ValueError, match="open period"):
        elapsed(Period(date(2025, 1, 1), None), date(2025, 7, 2))


@pytest.mark.parametrize(
    ("value", "day", "track"),
    [
        (None, date(2025, 7, 2), Track.UNKNOWN),
        (100, date(2025, 1, 2), Track.REACHED),
        (100, date(2027, 1, 1), Track.REACHED),
        (50, date(2025, 7, 2), Track.ON_TRACK),
        (49, date(2025, 7, 2), Track.BEHIND),
        (0, date(2025, 1, 1), Track.ON_TRACK),
        (99, date(2025, 12, 31), Track.BEHIND),
        (99, date(2026, 1, 1), Track.MISSED),
    ],
)
def test_an_indicator_is_judged_by_target_and_time(value, day, track):
    known = None if value is None else Decimal(value)
    assert judge(known, Decimal(100), YEAR, day) is track


@pytest.fixture
def partnership(db):
    return PartnershipFactory(start_on=date(2025, 1, 1), end_on=date(2026, 12, 31))


def kpis(partnership, day=date(2025, 7, 2)):
    return list_kpis(dashboard_scope(partnership, Edition.AGENCY, day))


def test_the_latest_measurement_tells_the_value(partnership):
    indicator = IndicatorFactory(partnership=partnership, target=80, unit="%")
    MeasurementFactory(indicator=indicator, measured_on=date(2025, 2, 1), value=10)
    MeasurementFactory(indicator=indicator, measured_on=date(2025, 6, 1), value=30)
    [kpi] = kpis(partnership)
    assert (kpi.value, kpi.target, kpi.share, kpi.elapsed) == ("30", "80", 38, 25)
    assert (kpi.track, kpi.figure, kpi.due_on) == (Track.ON_TRACK, "", date(2026, 12, 31))


def test_a_figure_tells_the_value_as_reports_do(partnership):
    IndicatorFactory(partnership=partnership, target=4, figure="supported_smes")
    SMECaseFactory.create_batch(3, partnership=partnership, started_on=date(2025, 3, 1))
    [kpi] = kpis(partnership)
    assert (kpi.value, kpi.share, kpi.figure) == ("3", 75, "supported_smes")


def test_an_earlier_day_of_its_own_is_what_counts(partnership):
    IndicatorFactory(
        partnership=partnership, target=4, figure="supported_smes", due_on=date(2025, 6, 30)
    )
    [kpi] = kpis(partnership)
    assert (kpi.elapsed, kpi.track) == (100, Track.MISSED)


def test_what_was_never_measured_and_what_has_no_target_is_told(partnership):
    IndicatorFactory(partnership=partnership)
    IndicatorFactory(partnership=partnership, target=0, figure="supported_smes")
    unknown, without = kpis(partnership)
    assert (unknown.value, unknown.share, unknown.track) == ("", None, Track.UNKNOWN)
    assert (without.value, without.share, without.track) == ("0", None, Track.REACHED)

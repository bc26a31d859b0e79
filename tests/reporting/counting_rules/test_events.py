"""Table A: which events count, and in which row."""

from datetime import date

import pytest

from events.choices import EventKind, EventStatus
from reporting.engine.figures import ALL
from tests.factories import (
    EventFactory,
)
from tests.reporting.counting_rules.reading import column, table

pytestmark = pytest.mark.django_db


def test_an_event_counts_in_the_row_of_its_only_market(partnership, usa, japan):
    EventFactory(partnership=partnership, kind=EventKind.C2C, markets=[japan])
    assert column(partnership, "events", "c2c_events") == {"US": 0, "JP": 1, None: 1}


def test_everything_but_c2c_and_b2b_is_a_preparatory_event(partnership, usa):
    kinds = ["workshop", "seminar", "visit", "fact-finding mission", "inbound mission", "fair"]
    for kind in [*kinds, "webinar", "C2C", "B2B"]:
        EventFactory(partnership=partnership, kind=kind, markets=[usa])
    assert column(partnership, "events", "preparatory_events")["US"] == 7
    assert column(partnership, "events", "c2c_events")["US"] == 1
    assert column(partnership, "events", "b2b_events")["US"] == 1


def test_an_event_for_all_markets_counts_once_in_its_own_row(partnership, usa, japan):
    EventFactory(partnership=partnership, kind=EventKind.C2C, is_for_all_markets=True)
    values = column(partnership, "events", "c2c_events")
    assert values == {"US": 0, "JP": 0, ALL: 1, None: 1}


def test_an_event_that_names_every_market_is_one_for_all_of_them(partnership, usa, japan):
    EventFactory(partnership=partnership, kind=EventKind.C2C, markets=[usa, japan])
    values = column(partnership, "events", "c2c_events")
    assert values == {"US": 0, "JP": 0, ALL: 1, None: 1}


def test_the_only_market_of_a_partnership_is_a_row_of_its_own(partnership, usa):
    EventFactory(partnership=partnership, kind=EventKind.B2B, markets=[usa])
    assert column(partnership, "events", "b2b_events") == {"US": 1, None: 1}


def test_an_event_of_several_markets_counts_in_each_row_and_once_in_the_total(
    partnership, usa, japan, brazil
):
    EventFactory(partnership=partnership, kind=EventKind.B2B, markets=[usa, japan])
    EventFactory(partnership=partnership, kind=EventKind.B2B, markets=[usa])
    values = column(partnership, "events", "b2b_events")
    assert values == {"US": 2, "JP": 1, "BR": 0, None: 2}
    notes = table(partnership, "events").footnotes
    assert notes == ("B2B events: 1 counts in several rows, and once in the total.",)


@pytest.mark.parametrize(
    "event",
    [
        {"start_on": date(2015, 12, 31)},
        {"start_on": date(2020, 1, 1)},
        {"start_on": date(2018, 5, 5), "status": EventStatus.CANCELLED},
        {"start_on": None, "status": EventStatus.CANCELLED},
        {"start_on": None, "status": EventStatus.PLANNED},
    ],
    ids=["before", "after", "cancelled", "undated and cancelled", "undated and planned"],
)
def test_an_event_outside_the_period_or_not_held_does_not_count(partnership, usa, event):
    EventFactory(partnership=partnership, kind=EventKind.C2C, markets=[usa], **event)
    assert column(partnership, "events", "c2c_events") == {"US": 0, None: 0}


@pytest.mark.parametrize("day", [date(2016, 1, 1), date(2019, 12, 31)])
def test_the_first_and_the_last_day_belong_to_the_period(partnership, usa, day):
    EventFactory(partnership=partnership, kind=EventKind.C2C, markets=[usa], start_on=day)
    assert column(partnership, "events", "c2c_events")["US"] == 1


def test_an_event_still_to_come_does_not_count_before_its_day(partnership, usa):
    day = date(2019, 6, 15)
    EventFactory(partnership=partnership, kind=EventKind.C2C, markets=[usa], start_on=day)
    assert column(partnership, "events", "c2c_events", today=date(2019, 6, 14))["US"] == 0
    assert column(partnership, "events", "c2c_events", today=day)["US"] == 1


def test_an_event_held_on_an_unknown_day_counts(partnership, usa):
    EventFactory(
        partnership=partnership,
        kind=EventKind.C2C,
        markets=[usa],
        start_on=None,
        status=EventStatus.HELD,
    )
    assert column(partnership, "events", "c2c_events")["US"] == 1

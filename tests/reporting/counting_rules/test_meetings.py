"""Table A: which meetings count, in which row, and what a declared figure replaces."""

import pytest

from events.choices import EventKind, EventStatus, MeetingKind, MeetingState
from reporting.engine.figures import ALL
from reporting.services import assemble_report
from tests.factories import (
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
)
from tests.reporting.counting_rules.reading import TODAY, column, table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [state for state in MeetingState if state != MeetingState.HELD])
def test_only_meetings_held_count(partnership, usa, state):
    event = EventFactory(partnership=partnership, markets=[usa])
    MeetingFactory(event=event, state=state)
    assert column(partnership, "events", "b2b_meetings") == {"US": 0, None: 0}


def test_meetings_of_an_event_with_one_market_count_there_wherever_the_parties_come_from(
    partnership, usa, japan
):
    event = EventFactory(partnership=partnership, markets=[usa])
    MeetingFactory(event=event, party_b__country="JP")
    assert column(partnership, "events", "b2b_meetings") == {"US": 1, "JP": 0, None: 1}


@pytest.mark.parametrize(("country", "row"), [("JP", "JP"), ("ZA", ALL)])
def test_otherwise_a_meeting_counts_where_its_third_country_party_comes_from(
    partnership, usa, japan, country, row
):
    event = EventFactory(partnership=partnership, is_for_all_markets=True)
    MeetingFactory(event=event, kind=MeetingKind.C2C, party_b__country=country)
    values = column(partnership, "events", "c2c_meetings")
    assert (values[row], values[None]) == (1, 1)


def test_the_kind_of_a_meeting_decides_its_column_not_the_kind_of_the_event(partnership, usa):
    event = EventFactory(partnership=partnership, kind=EventKind.B2B, markets=[usa])
    MeetingFactory(event=event, kind=MeetingKind.C2C)
    assert column(partnership, "events", "c2c_meetings")["US"] == 1
    assert column(partnership, "events", "b2b_meetings")["US"] == 0


def test_a_figure_declared_for_a_market_replaces_only_what_is_recorded_there(
    partnership, usa, japan
):
    for market in (usa, japan):
        event = EventFactory(partnership=partnership, markets=[market])
        MeetingFactory.create_batch(2, event=event)
    DeclaredFigureFactory(partnership=partnership, measure="b2b_meetings", market=usa, value=14)
    assert column(partnership, "events", "b2b_meetings") == {"US": 14, "JP": 2, None: 16}
    cell = table(partnership, "events").rows[0].cells["b2b_meetings"]
    assert (cell.recorded, cell.declared) == (2, 14)
    assert [item.kind for item in cell.evidence] == ["meeting", "meeting", "declared figure"]


def test_a_figure_declared_for_an_event_replaces_only_that_events_count(partnership, usa):
    declared, recorded = EventFactory.create_batch(2, partnership=partnership, markets=[usa])
    MeetingFactory.create_batch(3, event=declared)
    MeetingFactory.create_batch(2, event=recorded)
    DeclaredFigureFactory(
        partnership=partnership, measure="b2b_meetings", market=None, event=declared, value=288
    )
    assert column(partnership, "events", "b2b_meetings") == {"US": 290, None: 290}


def test_a_figure_declared_for_an_event_of_several_markets_stands_in_the_row_of_all(
    partnership, usa, japan, brazil
):
    event = EventFactory(partnership=partnership, markets=[usa, japan])
    MeetingFactory(event=event, party_b__country="US")
    DeclaredFigureFactory(
        partnership=partnership, measure="b2b_meetings", market=None, event=event, value=40
    )
    values = column(partnership, "events", "b2b_meetings")
    assert values == {"US": 0, "JP": 0, "BR": 0, ALL: 40, None: 40}


def test_a_figure_declared_for_a_cancelled_event_is_left_out_and_told(partnership, usa):
    event = EventFactory(partnership=partnership, markets=[usa], status=EventStatus.CANCELLED)
    DeclaredFigureFactory(
        partnership=partnership, measure="b2b_meetings", market=None, event=event, value=40
    )
    assert column(partnership, "events", "b2b_meetings")["US"] == 0
    codes = [finding.code for finding in assemble_report(partnership, today=TODAY).findings]
    assert codes == ["declared-event-not-counted"]

"""What the database refuses of events, meetings and declared figures, and how it says so."""

from datetime import date

import pytest

from tests.events.matchmaking_rules import RULES as MATCHMAKING
from tests.factories import (
    DeclaredFigureFactory,
    EventFactory,
    EventImportFactory,
    MeetingFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnershipFactory,
    TargetMarketFactory,
)
from tests.rules import assert_refused, at, rules_of, twin

pytestmark = pytest.mark.django_db

AT_ONE_PLACE = "Choose either an event, or a market, or the row of all markets."


def _event(**changes):
    return EventFactory.build(partnership=PartnershipFactory(), **changes)


def _meeting_with_itself():
    event = EventFactory()
    alone = OrganisationFactory(partnership=event.partnership)
    return MeetingFactory.build(event=event, party_a=alone, party_b=alone)


def _declared(**changes):
    market = TargetMarketFactory()
    return DeclaredFigureFactory.build(partnership=market.partnership, market=market, **changes)


def _declared_at_market_and_event():
    event = EventFactory()
    market = TargetMarketFactory(partnership=event.partnership)
    return DeclaredFigureFactory.build(partnership=event.partnership, market=market, event=event)


RULES = {
    "event_import_once": lambda: (
        twin(EventImportFactory, ["event", "sha256"]),
        at("document", "This very file was uploaded for this event already."),
    ),
    "event_end_not_before_start": lambda: (
        _event(start_on=date(2020, 1, 2), end_on=date(2020, 1, 1)),
        at("end_on", "The end lies before the start. Enter a later end or an earlier start."),
    ),
    "event_reference_unique": lambda: (
        twin(EventFactory, ["partnership", "reference"], first={"reference": "E1"}),
        at("reference", "Another event has this reference."),
    ),
    "participation_unique": lambda: (
        twin(ParticipationFactory, ["event", "organisation"]),
        at("organisation", "This organisation is already on the list of the event."),
    ),
    "meeting_two_parties": lambda: (
        _meeting_with_itself(),
        at("party_b", "A meeting needs two different organisations."),
    ),
    "declared_value_not_negative": lambda: (
        _declared(value=-1),
        at("value", "A figure cannot be below zero. Enter 0 or more."),
    ),
    "declared_at_one_place": lambda: (
        _declared_at_market_and_event(),
        at("market", AT_ONE_PLACE),
    ),
    "declared_once": lambda: (
        twin(DeclaredFigureFactory, ["partnership", "market"]),
        at("measure", "This figure is already declared there. Change that one instead."),
    ),
    **MATCHMAKING,
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_row_that_breaks_a_rule_is_refused_by_form_and_database(rule):
    assert_refused(rule)


def test_every_rule_is_tried():
    assert set(RULES) == rules_of("events")


def test_a_figure_may_be_declared_for_two_events():
    first = DeclaredFigureFactory(market=None, event=EventFactory())
    other = EventFactory(partnership=first.partnership)
    DeclaredFigureFactory(partnership=first.partnership, market=None, event=other)

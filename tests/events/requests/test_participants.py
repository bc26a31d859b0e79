"""Who takes part, and who sees whom."""

import pytest

from events.choices import Pairing, RegistrationState
from events.participants import listed_for, partners_of
from gateways.choices import Side
from tests.factories.events import BlockedPairFactory, EventFactory, MatchmakingFactory

pytestmark = pytest.mark.django_db


def names(rows):
    return [row.organisation_name for row in rows]


def test_those_in_the_catalogue_see_each_other_by_name(join):
    us = join("Us")
    join("Zeta")
    join("Alpha")
    assert names(listed_for(us)) == ["Alpha", "Zeta"]


def test_who_is_not_in_the_catalogue_is_not_seen_and_does_not_see(join):
    us, hidden = join("Us"), join("Hidden", is_in_catalogue=False)
    assert names(listed_for(us)) == []
    assert names(listed_for(hidden)) == []
    assert names(partners_of(us)) == ["Hidden"]


@pytest.mark.parametrize(
    "state", [state for state in RegistrationState if state != RegistrationState.CONFIRMED]
)
def test_only_confirmed_ones_are_listed(join, state):
    us = join("Us")
    join("Other", state=state)
    assert names(listed_for(us)) == []


def test_a_blocked_pair_is_hidden_both_ways(event, join):
    us, other = join("Us"), join("Other")
    third = join("Third")
    BlockedPairFactory(event=event, one=us.organisation, other=other.organisation)
    assert names(listed_for(us)) == ["Third"]
    assert names(listed_for(other)) == ["Third"]
    assert names(listed_for(third)) == ["Other", "Us"]


def test_across_lists_the_other_side_only(event, join):
    event.matchmaking.pairing = Pairing.ACROSS
    event.matchmaking.save()
    sme = join("SME", country="DE", side=Side.EU_SME)
    cluster = join("Cluster", country="FR", side=Side.EU_CLUSTER)
    agency = join("Agency", country="JP", side=Side.THIRD_INTERMEDIARY)
    firm = join("Firm", country="JP", side=Side.THIRD_BUSINESS)
    assert names(listed_for(sme)) == ["Agency", "Firm"]
    assert names(listed_for(cluster)) == ["Agency", "Firm"]
    assert names(listed_for(agency)) == ["Cluster", "SME"]
    assert names(listed_for(firm)) == ["Cluster", "SME"]


def test_participants_of_other_events_are_not_seen(join):
    us = join("Us")
    elsewhere = EventFactory(partnership=us.event.partnership)
    MatchmakingFactory(event=elsewhere)
    join("Elsewhere", event=elsewhere)
    assert names(listed_for(us)) == []

"""Table B: which organisations are involved in a market."""

import pytest

from events.choices import MeetingState, ParticipationState
from gateways.choices import AgreementStatus, Side
from partnership.choices import MembershipRole
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    ClusterFactory,
    CompanyFactory,
    EventFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    SMECaseFactory,
)
from tests.reporting.counting_rules.reading import column, table

pytestmark = pytest.mark.django_db


def involved(partnership, key):
    return column(partnership, "stakeholders", key)


@pytest.mark.parametrize(
    ("side", "key"),
    [
        (Side.EU_CLUSTER, "eu_clusters"),
        (Side.EU_SME, "eu_smes"),
        (Side.THIRD_INTERMEDIARY, "third_country_clusters"),
        (Side.THIRD_BUSINESS, "third_country_smes"),
    ],
)
def test_the_side_of_an_organisation_decides_its_column(partnership, usa, side, key):
    event = EventFactory(partnership=partnership, markets=[usa])
    ParticipationFactory(event=event, organisation__side=side)
    row = table(partnership, "stakeholders").rows[0]
    counted = {name: cell.value for name, cell in row.cells.items() if name != "market"}
    assert counted == {name: int(name == key) for name in counted}


@pytest.mark.parametrize(
    "state", [state for state in ParticipationState if state != ParticipationState.ATTENDED]
)
def test_registered_is_not_attended(partnership, usa, state):
    event = EventFactory(partnership=partnership, markets=[usa])
    ParticipationFactory(event=event, state=state)
    assert involved(partnership, "third_country_clusters")["US"] == 0


def test_an_organisation_involved_in_many_ways_counts_once_in_a_market(partnership, usa):
    organisation = OrganisationFactory(partnership=partnership)
    for event in EventFactory.create_batch(2, partnership=partnership, markets=[usa]):
        ParticipationFactory(event=event, organisation=organisation)
    agreement = AgreementFactory(partnership=partnership, market=usa)
    AgreementPartyFactory(agreement=agreement, organisation=organisation)
    case = ClusterCaseFactory(partnership=partnership, market=usa)
    ClusterCasePartnerFactory(case=case, organisation=organisation)
    assert involved(partnership, "third_country_clusters") == {"US": 1, None: 1}


def test_an_organisation_in_two_markets_counts_in_both_and_a_note_tells_the_distinct_number(
    partnership, usa, japan
):
    organisation = OrganisationFactory(partnership=partnership)
    for market in (usa, japan):
        event = EventFactory(partnership=partnership, markets=[market])
        ParticipationFactory(event=event, organisation=organisation)
    assert involved(partnership, "third_country_clusters") == {"US": 1, "JP": 1, None: 2}
    assert (
        "Third-country clusters and intermediaries: 1 of the 1 distinct organisations counts in "
        "more than one row; the total is the sum of the rows."
    ) in table(partnership, "stakeholders").footnotes


def test_attending_an_event_for_all_markets_counts_for_no_single_one(partnership, usa, japan):
    event = EventFactory(partnership=partnership, is_for_all_markets=True)
    ParticipationFactory(event=event)
    assert involved(partnership, "third_country_clusters") == {"US": 0, "JP": 0, None: 0}


def test_a_meeting_held_involves_both_parties_in_the_market_it_counts_in(partnership, usa, japan):
    event = EventFactory(partnership=partnership, is_for_all_markets=True)
    MeetingFactory(event=event, party_b__country="JP")
    MeetingFactory(event=event, party_b__country="US", state=MeetingState.SCHEDULED)
    assert involved(partnership, "eu_smes") == {"US": 0, "JP": 1, None: 1}
    assert involved(partnership, "third_country_smes") == {"US": 0, "JP": 1, None: 1}


@pytest.mark.parametrize("role", MembershipRole)
def test_clusters_of_the_consortium_never_count(partnership, usa, role):
    member, other = ClusterFactory.create_batch(2)
    MembershipFactory(partnership=partnership, cluster=member, role=role)
    event = EventFactory(partnership=partnership, markets=[usa])
    for cluster in (member, other):
        organisation = OrganisationFactory(
            partnership=partnership, side=Side.EU_CLUSTER, cluster=cluster
        )
        ParticipationFactory(event=event, organisation=organisation)
    assert involved(partnership, "eu_clusters") == {"US": 1, None: 1}


def test_a_member_cluster_entered_without_its_directory_entry_is_known_by_its_name(
    partnership, usa
):
    cluster = ClusterFactory(short_name="Lyon Cluster", country="FR", other_names=["Lyon Pole"])
    MembershipFactory(partnership=partnership, cluster=cluster)
    event = EventFactory(partnership=partnership, markets=[usa])
    for name, country in (("LYON CLUSTER", "FR"), ("Lyon Pole", "FR"), ("Lyon Pole", "BE")):
        organisation = OrganisationFactory(
            partnership=partnership, side=Side.EU_CLUSTER, name=name, country=country
        )
        ParticipationFactory(event=event, organisation=organisation)
    assert involved(partnership, "eu_clusters")["US"] == 1


def test_parties_to_a_case_by_an_sme_are_involved_in_its_market(partnership, usa):
    SMECaseFactory(
        partnership=partnership,
        market=usa,
        company=CompanyFactory(partnership=partnership),
        partner=OrganisationFactory(partnership=partnership, side=Side.THIRD_BUSINESS),
    )
    assert involved(partnership, "eu_smes")["US"] == 1
    assert involved(partnership, "third_country_smes")["US"] == 1


def test_an_agreement_in_negotiation_involves_nobody(partnership, usa):
    agreement = AgreementFactory(
        partnership=partnership,
        market=usa,
        status=AgreementStatus.IN_NEGOTIATION,
        signed_on=None,
    )
    AgreementPartyFactory(agreement=agreement)
    assert involved(partnership, "third_country_clusters")["US"] == 0

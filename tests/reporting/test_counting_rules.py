"""The counting rules of tables A to D, one sentence of the rules a test."""

from datetime import date

import pytest

from events.choices import EventKind, EventStatus, MeetingKind, MeetingState, ParticipationState
from gateways.choices import AgreementKind, AgreementStatus, Side
from partnership.choices import MembershipRole
from reporting.engine.figures import ALL
from reporting.services import assemble_report
from smes.choices import CaseType
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    ClusterFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnershipFactory,
    SMECaseFactory,
    TargetMarketFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2020, 1, 1)


@pytest.fixture
def partnership():
    return PartnershipFactory(start_on=date(2016, 1, 1), end_on=date(2019, 12, 31))


@pytest.fixture
def usa(partnership):
    return TargetMarketFactory(
        partnership=partnership, code="US", country="US", label="USA", position=1
    )


@pytest.fixture
def japan(partnership, usa):
    return TargetMarketFactory(
        partnership=partnership, code="JP", country="JP", label="Japan", position=2
    )


@pytest.fixture
def brazil(partnership, japan):
    return TargetMarketFactory(
        partnership=partnership, code="BR", country="BR", label="Brazil", position=3
    )


def table(partnership, key, today=TODAY):
    data = assemble_report(partnership, today=today)
    return next(table for table in data.tables if table.key == key)


def column(partnership, table_key, key, today=TODAY):
    """The column's values by row, and its total under the key None."""
    found = table(partnership, table_key, today)
    values = {row.key: row.cells[key].value for row in found.rows}
    return {**values, None: found.total[key].value}


# Table A, events


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


# Table A, meetings


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


# Table B


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


# Tables C, D and G


def test_cases_of_one_market_and_type_share_a_row_and_what_they_name_is_united(partnership, usa):
    partner = OrganisationFactory(partnership=partnership, name="Wistar")
    for number, sectors in ((2, ["Pharma", "Healthcare"]), (1, ["Healthcare", "Devices"])):
        case = ClusterCaseFactory(
            partnership=partnership,
            market=usa,
            type=CaseType.COLLABORATION,
            number=number,
            description=f"Case of {number}",
            sectors=sectors,
        )
        case.objectives.set([13, 2, number])
        ClusterCasePartnerFactory(case=case, organisation=partner)
    (row,) = table(partnership, "cluster_cases").rows
    values = {key: cell.value for key, cell in row.cells.items()}
    assert values == {
        "market": "USA",
        "type": 1,
        "number": 3,
        "description": "Case of 2\nCase of 1",
        "objectives": (1, 2, 13),
        "sectors": ("Pharma", "Healthcare", "Devices"),
        "partners": ("Wistar",),
    }
    assert row.cells["objectives"].printed == "1/2/13"


def test_a_case_may_stand_for_several_results_and_the_total_counts_them(partnership, usa):
    company = CompanyFactory(partnership=partnership)
    SMECaseFactory(partnership=partnership, market=usa, company=company, number=2)
    SMECaseFactory(partnership=partnership, market=usa, company=company)
    found = table(partnership, "sme_cases")
    assert len(found.rows) == 2
    assert found.total["number"].value == 3


def test_a_company_supported_twice_is_counted_once(partnership, usa, japan):
    company = CompanyFactory(partnership=partnership)
    for market in (usa, usa, japan):
        SMECaseFactory(partnership=partnership, market=market, company=company)
    assert involved(partnership, "eu_smes") == {"US": 1, "JP": 1, None: 2}


def test_cases_by_smes_stand_in_the_order_of_markets_then_names_ignoring_case_and_accents(
    partnership, usa, japan
):
    for name, market in (("zeta", usa), ("Ávida", usa), ("beta", usa), ("Alpha", japan)):
        company = CompanyFactory(partnership=partnership, name=name, country="ES")
        SMECaseFactory(partnership=partnership, market=market, company=company)
    names = [row.cells["company"].value for row in table(partnership, "sme_cases").rows]
    assert names == ["Ávida (ES)", "beta (ES)", "zeta (ES)", "Alpha (ES)"]


def test_agreements_are_counted_by_kind_once_they_are_signed(partnership, usa):
    AgreementFactory.create_batch(2, partnership=partnership, market=usa)
    AgreementFactory(partnership=partnership, market=usa, kind=AgreementKind.GATEWAY)
    AgreementFactory(
        partnership=partnership, market=usa, status=AgreementStatus.IN_NEGOTIATION, signed_on=None
    )
    found = table(partnership, "agreements")
    assert len(found.rows) == 4
    assert found.total["organisation"].value == 3
    assert found.total["kind"].value == "2 MoUs and 1 gateway agreement"
    assert found.footnotes == (
        "1 of the 4 listed are not concluded in the period and not counted.",
    )

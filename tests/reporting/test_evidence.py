"""What stands behind a figure: each record with its day, its parties and its source."""

from datetime import UTC, date, datetime

import pytest

from reporting.engine.editions import Edition
from reporting.services import assemble_report
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    ClusterFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    IndicatorFactory,
    MeasurementFactory,
    MeetingFactory,
    MembershipFactory,
    NarrativeSectionFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnershipFactory,
    ReportFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.reporting.reading import read

pytestmark = pytest.mark.django_db

ENTERED = {"created_at": datetime(2018, 7, 1, 12, tzinfo=UTC)}
BY_DAY = "Entered on 1 July 2018"


@pytest.fixture
def partnership():
    made = PartnershipFactory(start_on=date(2016, 1, 1), end_on=date(2019, 12, 31), **ENTERED)
    cluster = ClusterFactory(short_name="Lead")
    MembershipFactory(partnership=made, cluster=cluster, joined_on=date(2016, 2, 1), **ENTERED)
    return made


@pytest.fixture
def usa(partnership):
    return TargetMarketFactory(
        partnership=partnership, code="US", country="US", label="USA", **ENTERED
    )


def evidence(partnership, table, column, edition=Edition.PUBLIC):
    """The evidence of the only row of a table that has some, without its numbers."""
    found = [
        item.as_json()
        for each in assemble_report(partnership, edition=edition).tables
        if each.key == table
        for row in each.rows
        for item in row.cells[column].evidence
    ]
    return [{key: value for key, value in item.items() if key != "id"} for item in found]


def test_an_event_tells_its_days_and_organisers(partnership, usa):
    EventFactory(
        partnership=partnership,
        name="Mission",
        kind="C2C",
        markets=[usa],
        start_on=date(2018, 6, 1),
        end_on=date(2018, 6, 3),
        place="Boston",
        organisers=["Lead", "MassBio"],
        **ENTERED,
    )
    assert evidence(partnership, "events", "c2c_events") == [
        {
            "kind": "event",
            "label": "Mission",
            "count": 1,
            "note": "C2C (cluster to cluster), Boston",
            "date": "1 June 2018 – 3 June 2018",
            "parties": ["Lead", "MassBio"],
            "source": BY_DAY,
        }
    ]


def test_an_event_without_a_day_says_so(partnership, usa):
    EventFactory(partnership=partnership, kind="B2B", status="held", start_on=None, markets=[usa])
    (found,) = evidence(partnership, "events", "b2b_events")
    assert found["note"] == "B2B (business to business), day not known"
    assert "date" not in found


def test_a_meeting_tells_both_parties_and_the_day_of_its_event(partnership, usa):
    event = EventFactory(partnership=partnership, name="Fair", markets=[usa])
    first = CompanyFactory(partnership=partnership, name="Quetzal", is_confidential=True)
    second = OrganisationFactory(partnership=partnership, name="MassBio")
    MeetingFactory(event=event, party_a=first, party_b=second, **ENTERED)
    (found,) = evidence(partnership, "events", "b2b_meetings")
    assert found["parties"] == ["SME 01, DE", "MassBio (US)"]
    assert (found["date"], found["source"]) == ("2018-06-01", BY_DAY)
    (found,) = evidence(partnership, "events", "b2b_meetings", Edition.AGENCY)
    assert found["parties"] == ["Quetzal (DE)", "MassBio (US)"]


def test_a_declared_figure_tells_its_own_source_and_when_it_was_entered(partnership, usa):
    DeclaredFigureFactory(
        partnership=partnership, market=usa, source="Final report, table A", **ENTERED
    )
    (found,) = evidence(partnership, "events", "c2c_meetings")
    assert (found["source"], found["note"]) == ("Final report, table A", BY_DAY)
    assert "date" not in found


def test_a_figure_declared_for_an_event_has_its_day(partnership, usa):
    event = EventFactory(partnership=partnership, kind="C2C", markets=[usa])
    DeclaredFigureFactory(partnership=partnership, market=None, event=event)
    (found,) = evidence(partnership, "events", "c2c_meetings")
    assert found["date"] == "2018-06-01"


def test_an_agreement_tells_who_signed_it_and_when(partnership, usa):
    agreement = AgreementFactory(partnership=partnership, market=usa, **ENTERED)
    party = OrganisationFactory(partnership=partnership, name="MassBio")
    AgreementPartyFactory(agreement=agreement, organisation=party)
    total = next(t for t in assemble_report(partnership).tables if t.key == "agreements").total
    (item,) = total["organisation"].evidence
    assert (item.on, item.parties, item.source) == (date(2018, 6, 1), ("MassBio",), BY_DAY)


def test_cases_tell_who_takes_part_and_when_they_began(partnership, usa):
    begun = {"started_on": date(2017, 3, 1), **ENTERED}
    partner = OrganisationFactory(partnership=partnership, name="MassBio")
    case = ClusterCaseFactory(partnership=partnership, market=usa, **begun)
    ClusterCasePartnerFactory(case=case, organisation=partner)
    company = CompanyFactory(partnership=partnership, name="Quetzal")
    SMECaseFactory(partnership=partnership, market=usa, company=company, partner=partner, **begun)
    (by_clusters,) = evidence(partnership, "cluster_cases", "number")
    (by_sme,) = evidence(partnership, "sme_cases", "number")
    assert by_clusters["parties"] == ["Lead", "MassBio"]
    assert by_sme["parties"] == ["Quetzal (DE)", "MassBio"]
    for found in (by_clusters, by_sme):
        assert (found["date"], found["source"]) == ("2017-03-01", BY_DAY)


def test_the_partner_of_a_hidden_case_is_no_party_in_the_editions_that_hide_it(partnership, usa):
    partner = OrganisationFactory(partnership=partnership, name="MassBio")
    company = CompanyFactory(partnership=partnership, name="Quetzal")
    SMECaseFactory(
        partnership=partnership,
        market=usa,
        company=company,
        partner=partner,
        confidentiality="hidden from partners",
    )
    told = {
        edition: evidence(partnership, "sme_cases", "number", edition)[0]["parties"]
        for edition in Edition
    }
    hidden = ["SME 01, DE", "confidential partner"]
    assert told == {"public": hidden, "consortium": hidden, "agency": ["Quetzal (DE)", "MassBio"]}


def test_an_organisation_tells_the_span_of_what_it_took_part_in(partnership, usa):
    guest = OrganisationFactory(partnership=partnership, name="MassBio", **ENTERED)
    for day in (date(2018, 6, 1), date(2017, 3, 1)):
        event = EventFactory(partnership=partnership, name="Fair", start_on=day, markets=[usa])
        ParticipationFactory(event=event, organisation=guest)
    (found,) = evidence(partnership, "stakeholders", "third_country_clusters")
    assert found["date"] == "1 March 2017 – 1 June 2018"
    assert (found["note"], found["source"]) == ("attended Fair", BY_DAY)


def test_a_measurement_tells_its_own_day_and_source(partnership):
    indicator = IndicatorFactory(partnership=partnership, name="Growth")
    MeasurementFactory(indicator=indicator, measured_on=date(2018, 5, 1), source="Survey")
    (found,) = evidence(partnership, "indicators", "reported")
    assert (found["date"], found["source"]) == ("2018-05-01", "Survey")


@pytest.mark.parametrize(
    ("figure", "day", "label"),
    [
        ("partners", date(2016, 2, 1), "Lead"),
        ("target_markets", "", "USA"),
        ("duration_months", "1 January 2016 – 31 December 2019", "ALPHA"),
    ],
)
@pytest.mark.usefixtures("usa")
def test_the_partnership_itself_is_evidence_too(partnership, figure, day, label):
    partnership.acronym = "ALPHA"
    partnership.save()
    report = ReportFactory(partnership=partnership)
    NarrativeSectionFactory(report=report, text=f"{{{{ {figure} }}}}")
    (reference,) = assemble_report(partnership).sections[0].references
    (item,) = reference.cell.evidence
    assert (item.label, item.on, item.source) == (label, day, BY_DAY)


def test_the_page_shows_day_parties_and_source_of_each_record(client, partnership, usa):
    report = ReportFactory(partnership=partnership, is_public=True)
    event = {"name": "Mission", "kind": "C2C", "markets": [usa], "organisers": ["Lead", "MassBio"]}
    EventFactory(partnership=partnership, **event, **ENTERED)
    page = read(client.get(report.get_absolute_url()))
    panel = page.one("section", id="e-events-US-c2c_events")
    notes = [note.text for note in panel.find("span", "evidence-note")]
    assert notes == ["C2C (cluster to cluster)", "1 June 2018", "With Lead and MassBio", BY_DAY]

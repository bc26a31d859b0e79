"""Each check: a record that it finds, and one that it just does not find."""

from datetime import date

import pytest

from events.choices import EventKind, EventStatus
from gateways.choices import AgreementStatus
from reporting.checks.duplicates import comparable
from reporting.engine.editions import Edition
from reporting.engine.findings import Severity
from reporting.engine.registries import checks, codes
from reporting.findings import findings_in
from reporting.services import build_scope
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ClusterCaseFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
    NarrativeSectionFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PartnershipFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.test_project import DOCUMENTATION

pytestmark = pytest.mark.django_db

TODAY = date(2020, 1, 1)


@pytest.fixture
def usa():
    return TargetMarketFactory(code="US", country="US", label="USA")


@pytest.fixture
def partnership(usa):
    return usa.partnership


def found(partnership, code, edition=Edition.AGENCY):
    scope = build_scope(partnership, "key-achievements", edition=edition, today=TODAY)
    return [finding for finding in findings_in(scope) if finding.code == code]


def messages(partnership, code):
    return [finding.message for finding in found(partnership, code)]


# Missing dates


def test_an_event_without_a_day_is_found(partnership, usa):
    event = EventFactory(
        partnership=partnership,
        markets=[usa],
        name="Mission",
        start_on=None,
        status=EventStatus.HELD,
    )
    (finding,) = found(partnership, "event-without-day")
    assert finding.message == "Mission: held on an unknown day."
    assert finding.subjects == (("events.event", event.pk),)


def test_an_event_with_a_day_or_cancelled_without_one_is_not_found(partnership, usa):
    EventFactory(partnership=partnership, markets=[usa])
    EventFactory(partnership=partnership, start_on=None, status=EventStatus.CANCELLED)
    assert found(partnership, "event-without-day") == []


def test_a_concluded_agreement_without_a_day_is_found(partnership, usa):
    agreement = AgreementFactory(partnership=partnership, market=usa, signed_on=None)
    party = OrganisationFactory(partnership=partnership, name="Wistar")
    AgreementPartyFactory(agreement=agreement, organisation=party)
    (finding,) = found(partnership, "agreement-without-day")
    assert finding.message == "MoU with Wistar, USA: signed on an unknown day."
    assert finding.subjects == (("gateways.agreement", agreement.pk),)


def test_an_agreement_in_negotiation_needs_no_day(partnership, usa):
    negotiated = {"signed_on": None, "status": AgreementStatus.IN_NEGOTIATION}
    AgreementFactory(partnership=partnership, market=usa, **negotiated)
    assert found(partnership, "agreement-without-day") == []


# Agreements past their end


def test_a_signed_agreement_past_its_end_is_found(partnership, usa):
    agreement = AgreementFactory(
        partnership=partnership, market=usa, valid_until=date(2019, 12, 31)
    )
    (finding,) = found(partnership, "agreement-past-end")
    assert finding.message == "MoU, USA: valid until 31 December 2019 and still signed."
    assert finding.subjects == (("gateways.agreement", agreement.pk),)


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_until": TODAY},
        {"valid_until": None},
        {"valid_until": date(2019, 12, 31), "status": AgreementStatus.EXPIRED},
        {"valid_until": date(2019, 12, 31), "status": AgreementStatus.ENDED},
    ],
)
def test_an_agreement_on_its_last_day_or_called_expired_is_not_found(partnership, usa, fields):
    AgreementFactory(partnership=partnership, market=usa, **fields)
    assert found(partnership, "agreement-past-end") == []


# Cases without objectives


def test_a_case_by_clusters_without_objectives_is_found(partnership, usa):
    case = ClusterCaseFactory(partnership=partnership, market=usa, description="A joint call.")
    (finding,) = found(partnership, "case-without-objectives")
    assert finding.message == "Collaboration project, USA: “A joint call.”"
    assert finding.subjects == (("smes.clustercase", case.pk),)


def test_a_case_by_clusters_with_an_objective_or_in_the_details_only_is_not_found(partnership, usa):
    case = ClusterCaseFactory(partnership=partnership, market=usa)
    case.objectives.add(ObjectiveFactory())
    ClusterCaseFactory(partnership=partnership, market=usa, in_overview=False)
    assert found(partnership, "case-without-objectives") == []


def test_a_case_by_an_sme_without_objectives_is_found(partnership, usa):
    company = CompanyFactory(partnership=partnership, name="Bicoll")
    case = SMECaseFactory(partnership=partnership, market=usa, company=company, objective_note=" ")
    (finding,) = found(partnership, "case-without-objectives")
    assert finding.message == "Bicoll (DE), USA: “Distribution of a medical device.”"
    assert finding.subjects == (("smes.smecase", case.pk),)


def test_a_case_by_an_sme_with_a_wording_of_its_objectives_is_not_found(partnership, usa):
    SMECaseFactory(partnership=partnership, market=usa, objective_note="Other regulatory")
    SMECaseFactory(partnership=partnership, market=usa).objectives.add(ObjectiveFactory())
    assert found(partnership, "case-without-objectives") == []


# Events without meetings


@pytest.fixture
def matchmaking(partnership, usa):
    return EventFactory(
        partnership=partnership, markets=[usa], kind=EventKind.B2B, name="Matchmaking"
    )


@pytest.mark.parametrize("kind", [EventKind.C2C, EventKind.B2B])
def test_a_past_event_without_meetings_is_found(partnership, usa, kind):
    event = EventFactory(partnership=partnership, markets=[usa], kind=kind, name="Encounter")
    (finding,) = found(partnership, "event-without-meetings")
    assert finding.message == (
        f"Encounter, 1 June 2018: no {kind} meeting is recorded or declared."
    )
    assert finding.subjects == (("events.event", event.pk),)


def test_an_event_of_another_kind_needs_no_meetings(partnership, usa):
    EventFactory(partnership=partnership, markets=[usa], kind=EventKind.WORKSHOP)
    assert found(partnership, "event-without-meetings") == []


def test_an_event_with_a_meeting_is_not_found(partnership, matchmaking):
    MeetingFactory(event=matchmaking)
    assert found(partnership, "event-without-meetings") == []


def test_an_event_that_still_goes_on_is_not_found(partnership, usa):
    days = {"start_on": date(2019, 12, 30), "end_on": TODAY}
    EventFactory(partnership=partnership, markets=[usa], kind=EventKind.B2B, **days)
    assert found(partnership, "event-without-meetings") == []


@pytest.mark.parametrize("place", ["event", "market"])
def test_meetings_declared_for_the_event_or_its_market_are_enough(
    partnership, usa, matchmaking, place
):
    places = {"event": {"event": matchmaking, "market": None}, "market": {"market": usa}}
    DeclaredFigureFactory(partnership=partnership, measure="b2b_meetings", **places[place])
    assert found(partnership, "event-without-meetings") == []


def test_meetings_declared_for_all_markets_are_enough_for_an_event_of_all(partnership):
    EventFactory(partnership=partnership, kind=EventKind.C2C, is_for_all_markets=True)
    DeclaredFigureFactory(partnership=partnership, market=None, is_for_all_markets=True)
    assert found(partnership, "event-without-meetings") == []


def test_meetings_of_the_other_kind_or_in_another_market_are_not_enough(
    partnership, usa, matchmaking
):
    DeclaredFigureFactory(partnership=partnership, measure="c2c_meetings", market=usa)
    japan = TargetMarketFactory(partnership=partnership, code="JP", country="JP")
    DeclaredFigureFactory(partnership=partnership, measure="b2b_meetings", market=japan)
    assert len(found(partnership, "event-without-meetings")) == 1


# Figures of nothing in prose


def test_a_figure_of_nothing_in_a_text_is_found_once(partnership):
    text = "{{ mous }} MoUs, {{ mous|words }} in all."
    section = NarrativeSectionFactory(report__partnership=partnership, text=text)
    (finding,) = found(partnership, "zero-in-prose")
    assert finding.message == "MoUs: the text refers to this figure, and it is zero."
    assert finding.where == "Section “Introduction”"
    assert finding.subjects == (("reporting.narrativesection", section.pk),)


def test_a_figure_of_something_or_an_unknown_one_in_a_text_is_not_found(partnership, usa):
    AgreementFactory(partnership=partnership, market=usa)
    text = "{{ mous }} MoUs, {{ nothing_like_it }}, no gateway agreements."
    NarrativeSectionFactory(report__partnership=partnership, text=text)
    assert found(partnership, "zero-in-prose") == []


# Duplicates


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Osaka Bio", "OSAKA BIO"),
        ("Àvida Biotech, S.L.", "Avida Biotech"),
        ("Łódź Cluster", "Lodz Cluster"),
        ("Bio-M", "BioM"),
        ("Photonics GmbH & Co. KG", "Photonics AG"),
        ("A.B.C. Ltd.", "ABC"),
        ("Straße", "STRASSE"),
        ("日本・バイオ", "日本バイオ"),
    ],
)
def test_two_spellings_of_a_name_are_the_same(one, other):
    assert comparable(one) == comparable(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bio M", "Bio N"), ("Nova", "Novas"), ("AG", "KG"), ("Medical Valley", "Valley Medical")],
)
def test_two_names_are_not_the_same(one, other):
    assert comparable(one) != comparable(other)


def test_an_organisation_entered_twice_is_found_with_both_records(partnership):
    first = OrganisationFactory(partnership=partnership, name="Zürich Médical")
    second = OrganisationFactory(partnership=partnership, name="ZURICH MEDICAL Inc.")
    (finding,) = found(partnership, "possible-duplicate")
    assert finding.message == (
        "Zürich Médical (US) and ZURICH MEDICAL Inc. (US) look like one organisation."
    )
    assert finding.subjects == (
        ("gateways.organisation", first.pk),
        ("gateways.organisation", second.pk),
    )


def test_a_company_leads_to_its_own_page(partnership):
    company = CompanyFactory(partnership=partnership, name="Nova GmbH")
    other = OrganisationFactory(partnership=partnership, name="Nova", country="DE")
    (finding,) = found(partnership, "possible-duplicate")
    assert finding.subjects == (("smes.company", company.pk), ("gateways.organisation", other.pk))


def test_another_spelling_that_is_the_name_of_a_second_organisation_is_found(partnership):
    names = {"name": "Health Industries South Australia", "other_names": ["H.I.S.A.", "HISA"]}
    first = OrganisationFactory(partnership=partnership, **names)
    second = OrganisationFactory(partnership=partnership, name="HISA")
    (finding,) = found(partnership, "possible-duplicate")
    assert finding.message == (
        "Health Industries South Australia (US), which is also called H.I.S.A., and HISA (US) "
        "look like one organisation."
    )
    assert finding.subjects[0][1] == first.pk
    assert finding.subjects[1][1] == second.pk


def test_three_of_one_name_are_each_held_against_the_first(partnership):
    first, *others = (
        OrganisationFactory(partnership=partnership, name=name)
        for name in ("Nova", "Nóva", "NOVA Ltd")
    )
    pairs = [
        tuple(pk for _, pk in finding.subjects)
        for finding in found(partnership, "possible-duplicate")
    ]
    assert pairs == [(first.pk, other.pk) for other in others]


def test_the_same_name_in_another_country_or_partnership_is_not_found(partnership):
    OrganisationFactory(partnership=partnership, name="Nova", other_names=["Nova", "NOVA Ltd"])
    OrganisationFactory(partnership=partnership, name="Nova", country="CA", other_names=["Stella"])
    OrganisationFactory(name="NOVA")
    OrganisationFactory(partnership=partnership, name="Stella")
    assert found(partnership, "possible-duplicate") == []


# All of them


def test_every_kind_of_finding_is_documented_and_says_how_it_is_mended():
    for key, code in codes.items():
        assert f"| `{key}` |" in DOCUMENTATION, key
        assert isinstance(code.severity, Severity)
        assert code.mend.endswith("."), key
        assert code.title.strip(), key


def test_every_kind_belongs_to_a_check():
    assert sorted(codes) == sorted(code.key for check in checks.values() for code in check.codes)


def test_an_empty_partnership_has_nothing_to_mend():
    scope = build_scope(PartnershipFactory(), "key-achievements", edition=Edition.AGENCY)
    assert findings_in(scope) == ()


@pytest.mark.parametrize("code", [key for key, code in codes.items() if not code.is_public])
def test_what_is_for_the_office_is_in_no_other_edition(everything, code):
    assert found(everything, code) != []
    assert found(everything, code, Edition.PUBLIC) == []


@pytest.fixture
def everything(partnership, usa, matchmaking):
    """A record for each kind of finding that is for the office."""
    EventFactory(partnership=partnership, start_on=None, status=EventStatus.HELD)
    ended = date(2019, 12, 31)
    AgreementFactory(partnership=partnership, market=usa, signed_on=None, valid_until=ended)
    ClusterCaseFactory(partnership=partnership, market=usa)
    text = "{{ gateway_agreements }} {{ nonsense }}"
    NarrativeSectionFactory(report__partnership=partnership, text=text)
    for name in ("Nova", "NOVA Inc."):
        OrganisationFactory(partnership=partnership, name=name)
    return partnership

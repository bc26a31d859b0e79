"""Entering companies and cooperation cases in the office."""

import pytest

from gateways.models import Organisation
from smes.models import ClusterCase, Company, Objective, SMECase
from tests.factories import (
    ClusterCaseFactory,
    CompanyFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PartnershipFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.office import change_page, errors, page, row_errors, rows, send, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return signed_in(client)


def sme_case(**changes):
    """A case by an SME as somebody types it."""
    market = TargetMarketFactory()
    company = CompanyFactory(partnership=market.partnership)
    typed = {
        "partnership": str(market.partnership_id),
        "company": str(company.pk),
        "market": str(market.pk),
        "type": "1",
        "number": "1",
        "description": "Distribution of a device.",
    }
    return {**typed, **changes}


def cluster_case(**changes):
    """A case by clusters as somebody types it."""
    market = TargetMarketFactory()
    typed = {
        "partnership": str(market.partnership_id),
        "market": str(market.pk),
        "type": "1",
        "number": "1",
        "description": "A joint call.",
    }
    return {**typed, **changes}


def test_a_case_by_an_sme_is_entered_with_its_objectives(office):
    objectives = [str(objective.pk) for objective in Objective.objects.filter(number__in=[1, 13])]
    response = send(office, page(SMECase, "add"), **sme_case(objectives=objectives))
    assert response.status_code == 302
    assert {objective.number for objective in SMECase.objects.get().objectives.all()} == {1, 13}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("market", "", "Choose the target market of the case."),
        ("company", "", "Choose the SME whose case this is."),
        ("description", "", "Describe the case in a sentence or two."),
        ("partnership", "", "Choose the partnership."),
        ("number", "0", "A case stands for at least one result."),
        ("number", "-1", "This cannot be below zero. Enter 0 or more."),
        ("number", "two", "Enter a whole number."),
        ("market", "999999", "This record no longer exists. Choose another one."),
    ],
)
def test_a_case_by_an_sme_that_is_incomplete_says_what_to_enter(office, field, typed, message):
    response = send(office, page(SMECase, "add"), **sme_case(**{field: typed}))
    assert errors(response) == {field: [message]}


@pytest.mark.parametrize(
    ("field", "factory"),
    [
        ("market", TargetMarketFactory),
        ("company", CompanyFactory),
        ("partner", OrganisationFactory),
    ],
)
def test_a_case_refers_to_records_of_its_own_partnership_only(office, field, factory):
    stranger = factory()
    response = send(office, page(SMECase, "add"), **sme_case(**{field: str(stranger.pk)}))
    assert errors(response) == {
        field: [f"“{stranger}” belongs to another partnership. Choose from this partnership."]
    }


def test_a_case_by_clusters_needs_a_market_or_all_of_them(office):
    response = send(office, page(ClusterCase, "add"), **cluster_case(market=""))
    assert errors(response) == {
        "market": ["Choose the target market of the case, or tick “all target markets”; not both."]
    }


def test_a_case_by_clusters_may_be_for_all_markets(office):
    typed = cluster_case(market="", is_for_all_markets="on", in_overview="on")
    assert send(office, page(ClusterCase, "add"), **typed).status_code == 302
    assert ClusterCase.objects.get().is_for_all_markets


def test_the_same_partner_twice_is_refused_at_the_second(office):
    case = ClusterCaseFactory()
    partner = OrganisationFactory(partnership=case.partnership)
    typed = {"organisation": str(partner.pk), "position": "0"}
    response = send(office, change_page(case), **rows("case_partners", typed, typed))
    assert row_errors(response, "case_partners")[1] == {
        "organisation": ["This organisation is already a partner of the case."]
    }


def test_a_reference_is_taken_once_in_a_partnership(office):
    case = SMECaseFactory(reference="S1")
    other = SMECaseFactory(partnership=case.partnership)
    response = send(office, change_page(other), reference="S1")
    assert errors(response) == {"reference": ["Another case has this reference."]}


def test_a_company_is_entered_without_asking_for_what_follows_from_being_one(office):
    partnership = PartnershipFactory()
    response = send(
        office, page(Company, "add"), partnership=str(partnership.pk), name="Alpha", country="DE"
    )
    assert response.status_code == 302
    company = Company.objects.get()
    assert (company.side, company.kind, company.pseudonym) == ("eu_sme", "business", "SME 01, DE")


def test_the_pseudonym_of_a_company_that_is_gone_is_not_given_again(office):
    former = CompanyFactory()
    partnership = former.partnership
    CompanyFactory(partnership=partnership).delete()
    later = CompanyFactory(partnership=partnership)
    assert (former.pseudonym_number, later.pseudonym_number) == (1, 3)


def test_a_company_stays_a_european_sme_on_the_page_of_organisations_too(office):
    company = CompanyFactory()
    address = page(Organisation, "change", company.pk)
    response = send(office, address, side="third_business", name="Renamed")
    assert response.status_code == 302
    company.refresh_from_db()
    assert (company.name, company.side) == ("Renamed", "eu_sme")


def test_a_company_of_the_same_name_is_refused_at_the_name(office):
    known = CompanyFactory(name="Alpha")
    response = send(
        office,
        page(Company, "add"),
        partnership=str(known.partnership_id),
        name="ALPHA",
        country="DE",
    )
    assert errors(response) == {
        "name": ["There is already an organisation of this name in this country."]
    }


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("turnover", "A turnover cannot be below zero."),
        ("headcount", "This cannot be below zero. Enter 0 or more."),
    ],
)
def test_the_size_of_a_company_is_not_below_zero(office, field, message):
    response = send(office, change_page(CompanyFactory()), **{field: "-1"})
    assert errors(response) == {field: [message]}


def test_a_number_of_an_objective_is_taken_once(office):
    response = send(office, change_page(ObjectiveFactory()), number="1")
    assert errors(response) == {"number": ["There is already an objective of this number."]}


def test_the_markets_of_a_list_can_be_filtered_once_a_partnership_is_chosen(office):
    case = SMECaseFactory(market__label="USA")
    SMECaseFactory(partnership=case.partnership, market__label="China")
    SMECaseFactory(market__label="Japan")
    address = page(SMECase, "changelist")
    titles = [spec.title for spec in office.get(address).context["cl"].filter_specs]
    assert "market" not in titles
    shown = office.get(address, {"partnership__id__exact": case.partnership_id}).context["cl"]
    (market,) = [spec for spec in shown.filter_specs if spec.title == "market"]
    assert sorted(label for _, label in market.lookup_choices) == ["China", "USA"]

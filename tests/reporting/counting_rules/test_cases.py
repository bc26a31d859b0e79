"""Tables C, D and G: what a case and an agreement stand for."""

import pytest

from gateways.choices import AgreementKind, AgreementStatus
from smes.choices import CaseType
from tests.factories import (
    AgreementFactory,
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    CompanyFactory,
    OrganisationFactory,
    SMECaseFactory,
)
from tests.reporting.counting_rules.reading import column, table

pytestmark = pytest.mark.django_db


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
    assert column(partnership, "stakeholders", "eu_smes") == {"US": 1, "JP": 1, None: 2}


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

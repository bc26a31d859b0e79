"""What the database refuses of companies and cooperation cases, and how it says so."""

import pytest

from tests.factories import (
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    CompanyFactory,
    ObjectiveFactory,
    PartnershipFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.rules import assert_refused, at, rules_of, twin

pytestmark = pytest.mark.django_db

ONE_OR_ALL = "Choose the target market of the case, or tick “all target markets”; not both."


def _cluster_case(**changes):
    market = TargetMarketFactory()
    return ClusterCaseFactory.build(
        **{"partnership": market.partnership, "market": market, **changes}
    )


def _sme_case(**changes):
    market = TargetMarketFactory()
    company = CompanyFactory(partnership=market.partnership)
    return SMECaseFactory.build(
        partnership=market.partnership, market=market, company=company, **changes
    )


UNKNOWN_LEVEL = at("confidentiality", "Value 'secret' is not a valid choice.")

RULES = {
    "company_confidentiality_known": lambda: (
        CompanyFactory.build(
            partnership=PartnershipFactory(), confidentiality="secret", pseudonym_number=1
        ),
        UNKNOWN_LEVEL,
    ),
    "cluster_case_confidentiality_known": lambda: (
        _cluster_case(confidentiality="secret"),
        UNKNOWN_LEVEL,
    ),
    "sme_case_confidentiality_known": lambda: (_sme_case(confidentiality="secret"), UNKNOWN_LEVEL),
    "objective.number": lambda: (
        ObjectiveFactory.build(number=ObjectiveFactory().number),
        at("number", "There is already an objective of this number."),
    ),
    "company_turnover_not_negative": lambda: (
        CompanyFactory.build(partnership=PartnershipFactory(), turnover=-1, pseudonym_number=1),
        at("turnover", "A turnover cannot be below zero."),
    ),
    "company_balance_sheet_total_not_negative": lambda: (
        CompanyFactory.build(
            partnership=PartnershipFactory(), balance_sheet_total=-1, pseudonym_number=1
        ),
        at("balance_sheet_total", "A balance sheet total cannot be below zero."),
    ),
    "cluster_case_number_positive": lambda: (
        _cluster_case(number=0),
        at("number", "A case stands for at least one result."),
    ),
    "cluster_case_in_a_table": lambda: (
        _cluster_case(in_overview=False, in_details=False),
        at("in_details", "Tick at least one of the two tables that can show the case."),
    ),
    "cluster_case_one_or_all_markets": lambda: (
        _cluster_case(market=None),
        at("market", ONE_OR_ALL),
    ),
    "cluster_case_type_known": lambda: (
        _cluster_case(type=5),
        at("type", "Value 5 is not a valid choice."),
    ),
    "cluster_case_reference_unique": lambda: (
        twin(ClusterCaseFactory, ["partnership", "market", "reference"], first={"reference": "C1"}),
        at("reference", "Another case has this reference."),
    ),
    "cluster_case_partner_unique": lambda: (
        twin(ClusterCasePartnerFactory, ["case", "organisation"]),
        at("organisation", "This organisation is already a partner of the case."),
    ),
    "sme_case_type_known": lambda: (
        _sme_case(type=5),
        at("type", "Value 5 is not a valid choice."),
    ),
    "sme_case_number_positive": lambda: (
        _sme_case(number=0),
        at("number", "A case stands for at least one result."),
    ),
    "sme_case_reference_unique": lambda: (
        twin(
            SMECaseFactory,
            ["partnership", "market", "company", "reference"],
            first={"reference": "S1"},
        ),
        at("reference", "Another case has this reference."),
    ),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_row_that_breaks_a_rule_is_refused_by_form_and_database(rule):
    assert_refused(rule)


def test_every_rule_is_tried():
    assert set(RULES) == rules_of("smes")


def test_a_case_for_one_market_and_for_all_is_refused():
    assert_refused(lambda: (_cluster_case(is_for_all_markets=True), at("market", ONE_OR_ALL)))

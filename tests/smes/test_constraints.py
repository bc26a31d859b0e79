"""What the database refuses of companies and cooperation cases, and how it says so."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import (
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    CompanyFactory,
    CriterionFactory,
    HandoverFactory,
    ObjectiveFactory,
    OutcomeFactory,
    OutcomeRequestFactory,
    PartnershipFactory,
    ReviewFactory,
    ScoreFactory,
    SMECaseFactory,
    SupportCaseFactory,
    TargetMarketFactory,
    TestimonialFactory,
    UserFactory,
)
from tests.rules import assert_refused, at, rules_of, twin
from tests.smes.applying.rules import RULES as APPLYING
from tests.smes.support.test_constraints import RULES as SUPPORT

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


def _typed_in(**facts):
    """An outcome whose facts somebody forged past the model."""
    outcome = OutcomeFactory.build(case=SupportCaseFactory(), **facts)
    outcome.follow_facts = lambda: None
    return outcome


def _testimonial(**changes):
    company = CompanyFactory()
    own = {"partnership": company.partnership, "company": company, "original": "They helped."}
    return TestimonialFactory.build(**own, **changes)


def _second_of_support():
    support = SupportCaseFactory()
    own = {name: getattr(support, name) for name in ("partnership", "company", "market")}
    SMECaseFactory(support_case=support, **own)
    return SMECaseFactory.build(support_case=support, **own)


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
    "outcome_kind_known": lambda: (
        OutcomeFactory.build(case=SupportCaseFactory(), kind="luck"),
        at("kind", "Value 'luck' is not a valid choice."),
    ),
    "outcome_number_positive": lambda: (
        OutcomeFactory.build(case=SupportCaseFactory(), number=0),
        at("number", "Enter 1 or more."),
    ),
    "outcome_value_not_negative": lambda: (
        OutcomeFactory.build(case=SupportCaseFactory(), value=Decimal(-1), currency="EUR"),
        at("value", "A value cannot be below zero."),
    ),
    "outcome_value_has_currency": lambda: (
        OutcomeFactory.build(case=SupportCaseFactory(), value=Decimal(1)),
        at("currency", "Say in which currency, for example EUR."),
    ),
    "outcome_turnover_has_value": lambda: (
        OutcomeFactory.build(case=SupportCaseFactory(), kind="turnover"),
        at("value", "Enter the turnover."),
    ),
    "outcome_confirmed_has_moment": lambda: (
        _typed_in(evidence="confirmed"),
        at("evidence", "Only the company can confirm an outcome."),
    ),
    "outcome_documented_has_document": lambda: (
        _typed_in(evidence="documented", confirmed_at=timezone.now()),
        at("document_file", "A documented outcome needs its document."),
    ),
    "outcome_confirmed_or_disputed": lambda: (
        _typed_in(confirmed_at=timezone.now(), disputed_at=timezone.now()),
        at("evidence", "An outcome is confirmed or disputed, not both."),
    ),
    "outcome_request_once": lambda: (
        twin(OutcomeRequestFactory, ["case", "months"]),
        at("months", "The company is asked once after so many months."),
    ),
    "testimonial_state_known": lambda: (
        _testimonial(state="liked"),
        at("state", "This is no state of a testimonial."),
    ),
    "testimonial_approved_has_text": lambda: (
        _testimonial(state="approved"),
        at("text", "Only its author approves a testimonial."),
    ),
    "sme_case_of_support_unique": lambda: (
        _second_of_support(),
        at("type", "The support case has a case of this type already."),
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

# Review, selection and handing over.
RULES |= {
    "criterion_weight_within_limits": lambda: (
        CriterionFactory.build(partnership=PartnershipFactory(), weight=0),
        at("weight", "Ensure this value is greater than or equal to 1."),
    ),
    "criterion_highest_within_limits": lambda: (
        CriterionFactory.build(partnership=PartnershipFactory(), highest=0),
        at("highest", "Ensure this value is greater than or equal to 1."),
    ),
    "review_once": lambda: (
        twin(ReviewFactory, ["expression", "reviewer"]),
        at("reviewer", "This reviewer is asked already."),
    ),
    "review_conflict_has_words": lambda: (
        _review(state="conflict of interest"),
        at("conflict", "Say what the conflict of interest is."),
    ),
    "review_state_known": lambda: (
        _review(state="begun"),
        at("state", "Value 'begun' is not a valid choice."),
    ),
    "review_done_after_declaration": lambda: (
        _review(state="done", done_at=timezone.now()),
        at("state", "Declare first whether you have a conflict of interest."),
    ),
    "review_done_has_moment": lambda: (
        _review(state="done", declared_at=timezone.now()),
        at("state", "A review that is done has the moment when it was done."),
    ),
    "score_once": lambda: (
        twin(ScoreFactory, ["review", "criterion"]),
        at("criterion", "This criterion has a score already."),
    ),
    "handover_once": lambda: (
        twin(HandoverFactory, ["expression", "organisation", "market"]),
        at("organisation", "The expression is with this gateway already."),
    ),
    "handover_answer_has_words": lambda: (
        _handover(state="declined"),
        at("answer", "Write what you want to know, or why you decline."),
    ),
    "handover_state_known": lambda: (
        _handover(state="lost"),
        at("state", "This is no state of a handover."),
    ),
}


def _review(**changes):
    made = ReviewFactory()
    return ReviewFactory.build(expression=made.expression, reviewer=UserFactory(), **changes)


def _handover(**changes):
    made = HandoverFactory()
    market = TargetMarketFactory(partnership=made.expression.partnership)
    return HandoverFactory.build(
        expression=made.expression, organisation=made.organisation, market=market, **changes
    )


# Each part of the way of an SME has its rules beside its other tests.
OF_PARTS = {**APPLYING, **SUPPORT}


@pytest.mark.parametrize("rule", (RULES | APPLYING).values(), ids=RULES | APPLYING)
def test_a_row_that_breaks_a_rule_is_refused_by_form_and_database(rule):
    assert_refused(rule)


def test_every_rule_is_tried():
    assert set(RULES) | set(OF_PARTS) == rules_of("smes")


def test_a_case_for_one_market_and_for_all_is_refused():
    assert_refused(lambda: (_cluster_case(is_for_all_markets=True), at("market", ONE_OR_ALL)))

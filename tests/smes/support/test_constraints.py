"""What the database refuses of support cases, and how it says so."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories import (
    PartnershipFactory,
    SatisfactionFactory,
    SupportCaseFactory,
    SupportContactFactory,
    SupportFileFactory,
    WorkStepFactory,
)
from tests.rules import assert_refused, at, twin

pytestmark = pytest.mark.django_db


def _case(**changes):
    made = SupportCaseFactory()
    return SupportCaseFactory.build(
        partnership=made.partnership,
        company=made.company,
        market=made.market,
        organisation=made.organisation,
        **changes,
    )


def _rating(name):
    def rule():
        rated = {"overall": 4, name: 6}
        return SatisfactionFactory.build(case=SupportCaseFactory(), **rated), at(
            name, "Choose 1 to 5."
        )

    return rule


RULES = {
    "support_case_confidentiality_known": lambda: (
        _case(confidentiality="secret"),
        at("confidentiality", "Value 'secret' is not a valid choice."),
    ),
    "support_case_state_known": lambda: (
        _case(state="resting"),
        at("state", "This is no state of a support case."),
    ),
    "support_case_ends_after_start": lambda: (
        _case(started_on=date(2026, 2, 1), ended_on=date(2026, 1, 1)),
        at("ended_on", "The support cannot end before it began."),
    ),
    "support_case_stopped_has_reason": lambda: (
        _case(state="stopped"),
        at("ended_because", "Say why the support was stopped."),
    ),
    "work_step_state_known": lambda: (
        WorkStepFactory.build(case=SupportCaseFactory(), state="late"),
        at("state", "Value 'late' is not a valid choice."),
    ),
    "work_step_done_on_when_done": lambda: (
        WorkStepFactory.build(case=SupportCaseFactory(), done_on=date(2026, 1, 1)),
        at("done_on", "Only a step that is done has a day on which it was done."),
    ),
    "support_contact_hours_within_limits": lambda: (
        SupportContactFactory.build(case=SupportCaseFactory(), hours=1001),
        at("hours", "Enter hours from 0 to 1000."),
    ),
    "support_contact_of_sme_is_not_internal": lambda: (
        SupportContactFactory.build(case=SupportCaseFactory(), party="SME", is_internal=True),
        at("is_internal", "The company can read what it wrote itself."),
    ),
    "support_file_once": lambda: (
        twin(SupportFileFactory, ["case", "sha256"]),
        at("file", "This very file is there already."),
    ),
    "satisfaction_once": lambda: (
        twin(SatisfactionFactory, ["case"]),
        at("case", "The company has answered the survey already."),
    ),
    **{
        f"satisfaction_{name}_within_scale": _rating(name)
        for name in ("overall", "gateway_rating", "cluster_rating", "usefulness", "timing")
    },
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_row_that_breaks_a_rule_is_refused_by_form_and_database(rule):
    assert_refused(rule)


def test_a_case_refers_to_its_own_partnership_only():
    case = _case()
    case.partnership = PartnershipFactory()
    with pytest.raises(ValidationError) as refused:
        case.full_clean()
    assert sorted(refused.value.message_dict) == ["company", "market", "organisation"]

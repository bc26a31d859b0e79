"""A support case with both of its sides, and what one does with it."""

from dataclasses import replace

import pytest

from smes.choices import Party
from smes.services.work_plans import agree_to_plan, plan_of, save_plan, seal_of
from tests.factories import (
    ContactFactory,
    HandoverFactory,
    SupportCaseFactory,
    WorkStepFactory,
)


def make_case(**fields):
    """A case after an expression in French, whose gateway has a contact, with one step of each side."""
    handover = HandoverFactory(expression__language="fr", expression__email="sme@example.org")
    handover.contact = ContactFactory(
        organisation=handover.organisation, email="gateway@example.org"
    )
    handover.save()
    expression = handover.expression
    case = SupportCaseFactory(
        partnership=expression.partnership,
        market=handover.market,
        organisation=handover.organisation,
        expression=expression,
        handover=handover,
        **fields,
    )
    WorkStepFactory(case=case, title="List", party=Party.GATEWAY, position=1)
    WorkStepFactory(case=case, title="Papers", party=Party.SME, position=2)
    return case


def fresh(case):
    """The case as it is kept."""
    return type(case).objects.get(pk=case.pk)


def agree(case, *parties):
    """The sides agree to the plan as it stands."""
    for party in parties or (Party.SME, Party.GATEWAY):
        agree_to_plan(case=case, seal=seal_of(fresh(case)), party=party)
    return fresh(case)


def retitle(case, title, party=Party.GATEWAY):
    """A side changes the title of the plan that it sees now."""
    seen = fresh(case)
    plan = replace(plan_of(seen), title=title)
    return save_plan(case=case, plan=plan, seal=seal_of(seen), party=party)


@pytest.fixture
def case(db):
    return make_case()


@pytest.fixture
def running(case):
    return agree(case)

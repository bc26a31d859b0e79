"""Both sides agree to the very plan that they saw, whatever the order of their clicks."""

import random
from dataclasses import replace
from datetime import date

import pytest

from partnership.models import Email
from smes.choices import ExpressionState, Party, StepState, SupportState
from smes.exceptions import PlanHasChanged, StepNotAllowed
from smes.models import ExpressionStep
from smes.services.support import end_support
from smes.services.work_plans import (
    PlannedStep,
    agree_to_plan,
    has_agreed,
    plan_of,
    save_plan,
    seal_of,
)
from smes.services.work_steps import move_step
from tests.factories import SupportCaseFactory
from tests.smes.support.conftest import agree, fresh, make_case, retitle

pytestmark = pytest.mark.django_db

SIDES = (Party.SME, Party.GATEWAY)


@pytest.mark.parametrize("seed", range(25))
def test_no_order_of_clicks_makes_an_agreement_to_a_plan_that_a_side_did_not_see(seed):
    case, chance = make_case(), random.Random(seed)
    seen = {side: (seal_of(case), plan_of(case).content) for side in SIDES}
    agreed = {}
    for number in range(14):
        side = chance.choice(SIDES)
        click = chance.choice(["look", "agree", "agree", "edit", "add", "office", "move"])
        now = fresh(case)
        try:
            if click == "look":
                seen[side] = (seal_of(now), plan_of(now).content)
            elif click == "agree":
                agree_to_plan(case=case, seal=seen[side][0], party=side)
                agreed[side] = seen[side][1]
            elif click == "edit":
                plan = replace(plan_of(now), title=f"Title {chance.randrange(3)}")
                save_plan(case=case, plan=plan, seal=seen[side][0], party=side)
            elif click == "add":
                more = (*plan_of(now).steps, PlannedStep(f"Step {number}"))
                plan = replace(plan_of(now), steps=more)
                save_plan(case=case, plan=plan, seal=seen[side][0], party=side)
            elif click == "office":
                retitle(case, f"Office {chance.randrange(3)}", Party.PARTNER)
            else:
                step = now.worksteps.order_by("?").first()
                move_step(step=step, seen=step.state, to=StepState.STARTED, party=Party.PARTNER)
        except StepNotAllowed:
            pass
        now = fresh(case)
        content = plan_of(now).content
        for each in SIDES:
            if has_agreed(now, each):
                assert agreed[each] == content
        if now.is_agreed:
            assert now.state == SupportState.RUNNING


def test_who_agrees_in_an_old_tab_is_shown_the_plan_as_it_stands(case):
    old = seal_of(case)
    retitle(case, "Another aim")
    with pytest.raises(PlanHasChanged, match="changed while you had it open"):
        agree_to_plan(case=case, seal=old, party=Party.SME)
    assert fresh(case).sme_agreed_version == 0


def test_a_plan_changed_behind_the_page_is_not_agreed_to_either(case):
    old = seal_of(case)
    case.worksteps.filter(title="List").update(title="Another list")
    with pytest.raises(PlanHasChanged):
        agree_to_plan(case=case, seal=old, party=Party.SME)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"aim": "Another aim"},
        {"description": "More words"},
        {"due_on": date(2027, 1, 1)},
        {"party": Party.PARTNER},
        {"step": "Another step"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_what_was_agreed_asks_both_sides_again(running, change):
    plan = plan_of(running)
    name, value = next(iter(change.items()))
    if name in ("title", "aim"):
        plan = replace(plan, **change)
    else:
        field = "title" if name == "step" else name
        plan = replace(plan, steps=(replace(plan.steps[0], **{field: value}), *plan.steps[1:]))
    save_plan(case=running, plan=plan, seal=seal_of(running), party=Party.GATEWAY)
    now = fresh(running)
    assert (now.plan_version, now.is_agreed, now.state) == (2, False, "running")
    assert [has_agreed(now, side) for side in SIDES] == [False, False]
    told = Email.objects.filter(kind="smes.plan_changed").values_list("to_address", flat=True)
    assert sorted(told) == ["gateway@example.org", "sme@example.org"]


def test_a_step_that_moves_asks_nobody_again(running):
    step = running.worksteps.first()
    move_step(step=step, seen="planned", to=StepState.DONE, party=Party.GATEWAY)
    assert fresh(running).is_agreed


def test_a_plan_saved_twice_makes_one_version(case):
    plan, seal = replace(plan_of(case), steps=(PlannedStep("One"),)), seal_of(case)
    for _ in range(2):
        save_plan(case=case, plan=plan, seal=seal, party=Party.SME)
    now = fresh(case)
    assert now.plan_version == 2
    assert [step.title for step in now.worksteps.all()] == ["One"]


def test_the_second_of_two_tabs_does_not_overwrite_the_first(case):
    seal = seal_of(case)
    save_plan(case=case, plan=replace(plan_of(case), aim="Mine"), seal=seal, party=Party.SME)
    with pytest.raises(PlanHasChanged):
        save_plan(
            case=case, plan=replace(plan_of(case), aim="Yours"), seal=seal, party=Party.GATEWAY
        )
    assert fresh(case).aim == "Mine"


def test_a_step_that_has_begun_stays_in_the_plan(running):
    step = running.worksteps.get(title="List")
    move_step(step=step, seen="planned", to=StepState.STARTED, party=Party.GATEWAY)
    plan = replace(plan_of(running), steps=plan_of(running).steps[1:])
    with pytest.raises(StepNotAllowed, match="“List” has begun"):
        save_plan(case=running, plan=plan, seal=seal_of(running), party=Party.SME)
    assert fresh(running).plan_version == 1
    assert running.worksteps.count() == 2


def test_when_both_have_agreed_the_support_and_the_expression_move_on(case):
    agree(case, Party.GATEWAY)
    assert fresh(case).state == SupportState.PLANNING
    assert case.expression.steps.count() == 0
    now = agree(case, Party.SME)
    case.expression.refresh_from_db()
    assert (now.state, now.started_on is not None) == ("running", True)
    assert case.expression.state == ExpressionState.AGREED
    assert ExpressionStep.objects.get().party == Party.SME
    kinds = Email.objects.order_by("pk").values_list("kind", "to_address")
    assert list(kinds) == [
        ("smes.plan_to_agree", "sme@example.org"),
        ("smes.plan_agreed", "sme@example.org"),
        ("smes.plan_agreed", "gateway@example.org"),
    ]


def test_a_second_case_of_the_same_expression_leaves_it_agreed(running):
    other = SupportCaseFactory(
        partnership=running.partnership, expression=running.expression, company=running.company
    )
    other.worksteps.create(title="Only step")
    assert agree(other).state == SupportState.RUNNING
    assert ExpressionStep.objects.count() == 1


def test_nobody_agrees_to_the_plan_of_a_withdrawn_expression(case):
    agree(case, Party.SME)
    type(case.expression).objects.update(state=ExpressionState.WITHDRAWN)
    with pytest.raises(StepNotAllowed, match="withdrawn"):
        agree(case, Party.GATEWAY)
    assert fresh(case).gateway_agreed_version == 0


def test_a_second_click_changes_nothing_and_sends_nothing(case):
    seal = seal_of(case)
    for _ in range(2):
        agree_to_plan(case=case, seal=seal, party=Party.SME)
    assert Email.objects.count() == 1


def test_nobody_agrees_to_an_empty_plan_nor_in_the_name_of_a_side(db):
    case = SupportCaseFactory()
    with pytest.raises(StepNotAllowed, match="no step yet"):
        agree_to_plan(case=case, seal=seal_of(case), party=Party.SME)
    with pytest.raises(StepNotAllowed, match="nobody else"):
        agree_to_plan(case=case, seal=seal_of(case), party=Party.PARTNER)


def test_after_the_end_nothing_is_planned_or_agreed(running):
    end_support(case=running, to=SupportState.STOPPED, reason="Moved away.", party=Party.PARTNER)
    with pytest.raises(StepNotAllowed, match="has ended"):
        retitle(running, "Again")
    with pytest.raises(StepNotAllowed, match="has ended"):
        agree(running, Party.SME)

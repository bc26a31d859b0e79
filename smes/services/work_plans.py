"""Work plans: written by either side, agreed by both, each to the very words that it saw.

A page carries the *seal* of the plan that it shows, which tells version and content. Whoever changes
the plan or agrees to it sends the seal along; another one means that the plan is not what was seen.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.models import User
from smes.choices import ExpressionState, Party, StepState, SupportState
from smes.emails import support as emails
from smes.exceptions import PlanHasChanged, StepNotAllowed
from smes.models import SupportCase, WorkStep
from smes.services.case_work import lock_open_case, signed
from smes.services.reported import bring_into_report
from smes.services.states import move_expression

SIDES = {Party.SME: "sme", Party.GATEWAY: "gateway"}
"""The sides that agree, and how their fields begin."""


@dataclass(frozen=True)
class PlannedStep:
    """What is agreed of a step; ``pk`` where it exists already."""

    title: str
    description: str = ""
    party: str = Party.GATEWAY
    due_on: date | None = None
    pk: int | None = None

    @property
    def words(self) -> tuple[str, str, str, date | None]:
        """Everything but the number."""
        return self.title, self.description, self.party, self.due_on


@dataclass(frozen=True)
class Plan:
    """What both sides agree to: not how far the steps have come."""

    title: str
    aim: str
    services: frozenset[int]
    objectives: frozenset[int]
    steps: tuple[PlannedStep, ...]

    @property
    def content(self) -> tuple[object, ...]:
        """The words, in order, whatever the numbers of the records are."""
        return (
            self.title,
            self.aim,
            sorted(self.services),
            sorted(self.objectives),
            [step.words for step in self.steps],
        )


def plan_of(case: SupportCase) -> Plan:
    """The plan as it is kept; three queries at most."""
    return Plan(
        case.title,
        case.aim,
        frozenset(service.pk for service in case.services.all()),
        frozenset(objective.pk for objective in case.objectives.all()),
        tuple(
            PlannedStep(step.title, step.description, step.party, step.due_on, step.pk)
            for step in case.worksteps.all()
        ),
    )


def seal_of(case: SupportCase) -> str:
    """The seal of the plan as it is kept, which a page carries; queries as of ``plan_of``."""
    digest = hashlib.sha256(repr(plan_of(case).content).encode()).hexdigest()
    return f"{case.plan_version}-{digest[:16]}"


def has_agreed(case: SupportCase, party: Party) -> bool:
    """Whether a side agreed to the plan as it stands."""
    agreed: int = getattr(case, f"{SIDES[party]}_agreed_version")
    return agreed == case.plan_version


def _require_seen(case: SupportCase, seal: str) -> None:
    if seal != seal_of(case):
        raise PlanHasChanged(
            _("The work plan was changed while you had it open. Look at it as it stands now.")
        )


@transaction.atomic
def save_plan(
    *, case: SupportCase, plan: Plan, seal: str, party: Party, by: User | None = None
) -> SupportCase:
    """Keep a plan as a new version, and ask whoever had agreed once more.

    A plan of the same words makes no version, so that a double click makes one. Returns the case as
    saved. Raises ``PlanHasChanged`` where the plan is not the one of the seal any more, and
    ``StepNotAllowed`` where the case has ended or a step that has begun would go.
    """
    locked = lock_open_case(case)
    if plan.content == plan_of(locked).content:
        return locked
    _require_seen(locked, seal)
    had_agreed = [side for side in SIDES if has_agreed(locked, side)]
    locked.title, locked.aim = plan.title, plan.aim
    locked.plan_version += 1
    signed(locked, party, by).full_clean()
    locked.save()
    locked.services.set(plan.services)
    locked.objectives.set(plan.objectives)
    _save_steps(locked, plan.steps, party, by)
    for side in had_agreed:
        emails.post_plan_changed(locked, side)
    bring_into_report(case=locked)
    return locked


def _save_steps(
    case: SupportCase, planned: tuple[PlannedStep, ...], party: Party, by: User | None
) -> None:
    known = {step.pk: step for step in case.worksteps.all()}
    for position, wanted in enumerate(planned, start=1):
        step = known.pop(wanted.pk, None) if wanted.pk else None
        step = step or WorkStep(case=case)
        before = (step.title, step.description, step.party, step.due_on, step.position, step.pk)
        step.title, step.description, step.party, step.due_on = wanted.words
        step.position = position
        if before != (*wanted.words, position, step.pk) or step.pk is None:
            signed(step, party, by).full_clean()
            step.save()
    for step in known.values():
        if step.state != StepState.PLANNED:
            raise StepNotAllowed(
                _("“%(step)s” has begun, so it stays in the plan. Drop it on the page instead.")
                % {"step": step.title}
            )
        signed(step, party, by).delete()


@transaction.atomic
def agree_to_plan(
    *, case: SupportCase, seal: str, party: Party, by: User | None = None
) -> SupportCase:
    """Keep that a side agrees to the plan that it saw; when both do, the support begins.

    Safe to run twice. Returns the case as saved. Raises ``PlanHasChanged`` where the plan is not the one
    of the seal any more, and ``StepNotAllowed`` where there is nothing to agree to, or the case or its
    expression of interest has ended.
    """
    if party not in SIDES:
        raise StepNotAllowed(_("The company and the gateway agree to a work plan, nobody else."))
    locked = lock_open_case(case)
    _require_seen(locked, seal)
    if has_agreed(locked, party):
        return locked
    if not locked.worksteps.exists():
        raise StepNotAllowed(_("This plan has no step yet. Write down at least one first."))
    setattr(locked, f"{SIDES[party]}_agreed_version", locked.plan_version)
    setattr(locked, f"{SIDES[party]}_agreed_at", timezone.now())
    if locked.is_agreed and locked.state == SupportState.PLANNING:
        _begin(locked, party, by)
    signed(locked, party, by).save()
    _tell_of_agreement(locked, party)
    bring_into_report(case=locked)
    return locked


def _begin(case: SupportCase, party: Party, by: User | None) -> None:
    case.state = SupportState.RUNNING
    case.started_on = case.started_on or timezone.localdate()
    expression = case.expression
    if expression is None:
        return
    expression.refresh_from_db(fields=["state"])
    # Another case of the same expression may have begun before.
    if expression.state != ExpressionState.AGREED:
        move_expression(expression=expression, to=ExpressionState.AGREED, party=party, by=by)


def _tell_of_agreement(case: SupportCase, party: Party) -> None:
    if case.is_agreed:
        for side in SIDES:
            emails.post_agreed(case, side)
        return
    for side in SIDES:
        if side != party:
            emails.post_plan_to_agree(case, side)

"""What is next in a support case, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from smes.choices import Party, StepState, SupportState
from smes.models import SupportCase, WorkStep
from smes.services.work_plans import SIDES, has_agreed


@dataclass(frozen=True)
class Turn:
    """Who is next, and what they do; ``step`` where it is a step of the plan."""

    parties: tuple[Party, ...]
    words: str
    step: WorkStep | None = None


def whose_turn(
    case: SupportCase, steps: Sequence[WorkStep], *, is_survey_open: bool = False
) -> Turn | None:
    """Whose turn it is; None where nothing follows any more. No query."""
    if case.state not in SupportState.under_way():
        if is_survey_open:
            return Turn((Party.SME,), _("Tell us in six short questions how the support was."))
        return None
    if not steps:
        words = _("Write down the steps of the work plan. Either side can do it.")
        return Turn((Party.GATEWAY, Party.SME), words)
    waiting = tuple(side for side in SIDES if not has_agreed(case, side))
    if waiting:
        return Turn(waiting, _("Read the work plan, and agree to it or change it."))
    # A step without a day comes after those that have one.
    following = sorted(
        (step for step in steps if step.state in StepState.open()),
        key=lambda step: (step.due_on is None, step.due_on, step.position, step.pk),
    )
    if following:
        return Turn((Party(following[0].party),), following[0].title, following[0])
    return Turn((Party.GATEWAY, Party.PARTNER), _("Every step is settled. Complete the support."))

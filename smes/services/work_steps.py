"""How the steps of a work plan move on."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.models import User
from smes.choices import Party, StepState, SupportState
from smes.exceptions import StepNotAllowed
from smes.models import SupportCase, WorkStep
from smes.services.case_work import lock_open_case, signed
from smes.services.reported import bring_into_report


def may_move(case: SupportCase, step: WorkStep, party: Party) -> bool:
    """Whether a side may move a step now: its own ones, the partnership all, of running support."""
    is_own = party in (Party.PARTNER, step.party)
    return is_own and case.state == SupportState.RUNNING


@transaction.atomic
def move_step(
    *,
    step: WorkStep,
    seen: str,
    to: StepState,
    party: Party,
    by: User | None = None,
    done_on: date | None = None,
) -> WorkStep:
    """Move a step to another state; done today, where no day is told. Safe to run twice.

    ``seen`` is the state that the page showed. Raises ``StepNotAllowed`` where the step has another one
    by now, is of another side, or the support is not running.
    """
    case = lock_open_case(step.case)
    locked = WorkStep.objects.get(pk=step.pk)
    day = (done_on or timezone.localdate()) if to == StepState.DONE else None
    if case.state != SupportState.RUNNING:
        raise StepNotAllowed(_("The steps begin when both sides have agreed to the work plan."))
    if not may_move(case, locked, party):
        raise StepNotAllowed(_("This step is done by somebody else, who tells how far it is."))
    if locked.state == to and (done_on is None or locked.done_on == day):
        return locked
    if locked.state != seen:
        raise StepNotAllowed(
            _("Somebody else moved this step meanwhile. Look at it as it stands now.")
        )
    if day is not None and day > timezone.localdate():
        raise StepNotAllowed(_("A step cannot be done on a day to come."))
    locked.state, locked.done_on = to, day
    signed(locked, party, by).full_clean()
    locked.save()
    bring_into_report(case=case)
    return locked

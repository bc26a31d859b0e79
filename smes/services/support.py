"""Support cases, from the gateway’s yes to the end of the support."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.models import User
from smes.choices import Party, StepState, SupportState
from smes.emails import support as emails
from smes.exceptions import ReasonIsMissing, StepNotAllowed
from smes.models import Handover, SupportCase
from smes.services.case_work import lock_case, lock_open_case, signed
from smes.services.outcomes import plan_outcome_requests
from smes.services.reported import bring_into_report
from smes.services.states import lock_expression
from smes.services.work_plans import SIDES

ENDING = (Party.PARTNER, Party.GATEWAY)
"""The sides that end a support; the company writes a message."""


@transaction.atomic
def open_support_case(*, handover: Handover, by: User | None = None) -> SupportCase:
    """Begin the support that a gateway has accepted, and send both sides their links; safe to run twice.

    The SME’s expression gives company, objectives and services. Raises ``StepNotAllowed`` where the
    expression is of no company of the directory yet.
    """
    expression = lock_expression(handover.expression)
    existing = SupportCase.objects.filter(handover=handover).first()
    if existing is not None:
        return existing
    if expression.company is None:
        raise StepNotAllowed("Say first which company of the directory it is.")
    case = SupportCase(
        partnership_id=expression.partnership_id,
        expression=expression,
        handover=handover,
        company=expression.company,
        market=handover.market,
        organisation=handover.organisation,
        cluster=expression.cluster or expression.company.cluster,
        title=f"{expression.company.name} in {handover.market.label}"[:200],
        aim=expression.seeks,
        confidentiality=expression.company.confidentiality,
    )
    signed(case, Party.PARTNER if by else Party.GATEWAY, by).save()
    case.objectives.set(expression.objectives.all())
    case.services.set(expression.services.all())
    for side in SIDES:
        emails.post_begun(case, side)
    bring_into_report(case=case)
    return case


@transaction.atomic
def end_support(
    *,
    case: SupportCase,
    to: SupportState,
    party: Party,
    by: User | None = None,
    reason: str = "",
    ended_on: date | None = None,
) -> SupportCase:
    """Complete a support, or stop it with a reason; the company is asked what it thinks of it.

    Nobody is asked about support that never began. Safe to run twice. Raises ``StepNotAllowed`` where
    a step is still open, the day cannot be, or the company tries; and ``ReasonIsMissing``.
    """
    if party not in ENDING:
        raise StepNotAllowed(_("The gateway or the partnership ends a support. Write to them."))
    if case.state not in SupportState.under_way() and case.state == to:
        return case
    locked = lock_open_case(case)
    day = ended_on or timezone.localdate()
    if to == SupportState.COMPLETED:
        _require_all_done(locked)
    elif not reason.strip():
        raise ReasonIsMissing(_("Say why it is stopped; the other side will read it."))
    if day > timezone.localdate():
        raise StepNotAllowed(_("Support cannot end on a day to come."))
    if locked.started_on and day < locked.started_on:
        raise StepNotAllowed(_("The support cannot end before it began."))
    locked.state, locked.ended_on = to, day
    locked.ended_because = reason.strip() if to == SupportState.STOPPED else ""
    signed(locked, party, by).full_clean()
    locked.save()
    if locked.has_begun:
        plan_outcome_requests(case=locked, ended_on=day)
    for side in SIDES:
        emails.post_ended(locked, side)
    bring_into_report(case=locked)
    return locked


def _require_all_done(case: SupportCase) -> None:
    if case.state != SupportState.RUNNING:
        raise StepNotAllowed(
            _("Both sides have not agreed to the work plan yet, so nothing can be completed.")
        )
    states = set(case.worksteps.values_list("state", flat=True))
    if states & set(StepState.open()) or StepState.DONE not in states:
        raise StepNotAllowed(
            _(
                "Some steps are still open. Say of each that it is done or dropped, then complete it."
            )
        )


@transaction.atomic
def renew_links(*, case: SupportCase, by: User) -> SupportCase:
    """End all links of both sides and send them new ones."""
    locked = lock_case(case)
    locked.link_version += 1
    signed(locked, Party.PARTNER, by).save()
    for side in SIDES:
        emails.post_new_link(locked, side)
    return locked

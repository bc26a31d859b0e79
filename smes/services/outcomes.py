"""Entering outcomes, and planning when SMEs are asked what came of their support."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from partnership.models import User
from smes.choices import Party
from smes.models import Outcome, OutcomeRequest, SupportCase
from smes.models.outcomes import MONTHS, SUBSTANCE
from smes.services.reported import bring_into_report, lock_case


def plan_outcome_requests(*, case: SupportCase, ended_on: date) -> list[OutcomeRequest]:
    """Plan when the SME is asked what came of its support; safe to run twice.

    Months are those of the calendar: three months from 30 November are the last day of February.
    """
    return [
        OutcomeRequest.objects.get_or_create(
            case=case,
            months=months,
            defaults={"due_on": ended_on + relativedelta(months=months)},
        )[0]
        for months in MONTHS
    ]


@transaction.atomic
def declare_outcome(
    *, case: SupportCase, party: Party, by: User | None = None, **fields: Any
) -> Outcome:
    """Enter an outcome; the same once more, by a double click or in a second tab, is not entered again.

    What the SME itself enters is its own word, and so confirmed; what anybody else enters is declared
    until the SME is asked. Raises ``ValidationError`` with the message at its field.
    """
    locked = lock_case(case)
    outcome = Outcome(case=locked, declared_by=party, entered_by=by, **fields)
    if party == Party.SME:
        outcome.confirmed_at = timezone.now()
    outcome.full_clean()
    known = _known_twin(outcome)
    if known is not None:
        return known
    outcome._history_user = by  # type: ignore[attr-defined]
    outcome.save()
    bring_into_report(case=locked)
    return outcome


def _known_twin(outcome: Outcome) -> Outcome | None:
    """An outcome of the case that tells the very same and comes from the same side."""
    same = {name: getattr(outcome, name) for name in SUBSTANCE}
    twins = Outcome.objects.filter(case=outcome.case, declared_by=outcome.declared_by, **same)
    return twins.order_by("pk").first()


@transaction.atomic
def follow_change(*, outcome: Outcome, was_answered: bool) -> None:
    """Do what follows from an edited outcome that was saved.

    Where the company had answered to its former wording, the company is asked again.
    """
    if was_answered and not outcome.is_answered:
        ask_again(case=outcome.case)
    bring_into_report(case=outcome.case)


@transaction.atomic
def ask_again(*, case: SupportCase) -> OutcomeRequest:
    """Let the SME be asked in the coming night, in between; several changes of a day make one e-mail."""
    locked = lock_case(case)
    today = timezone.localdate()
    waiting = OutcomeRequest.objects.filter(case=locked, answered_at=None, months=None).first()
    if waiting is None:
        return OutcomeRequest.objects.create(case=locked, months=None, due_on=today)
    if waiting.asked_at is not None:
        waiting.asked_at = waiting.reminded_at = None
        waiting.due_on = today
        waiting.save()
    return waiting

"""What an SME says, by its signed link, of the outcomes of its support."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from smes.choices import Party
from smes.emails.outcomes import post_outcomes_disputed
from smes.exceptions import OutcomeHasChanged
from smes.models import Outcome, OutcomeRequest
from smes.services.outcomes import declare_outcome
from smes.services.reported import bring_into_report, lock_case


@dataclass(frozen=True)
class Verdict:
    """What the SME says of one outcome, in the wording that it was shown.

    ``dispute`` is empty where it is right, otherwise what is not.
    """

    outcome: Outcome
    wording: str
    dispute: str = ""


@transaction.atomic
def answer_request(
    *,
    request: OutcomeRequest,
    verdicts: Iterable[Verdict] = (),
    added: dict[str, Any] | None = None,
) -> OutcomeRequest:
    """Keep what the SME answers, all of it or nothing; the same answer twice changes nothing.

    The answer stands for the earlier questions of the case, too. The partners are told of what is
    disputed. Raises ``OutcomeHasChanged`` where an outcome was edited since it was shown, and
    ``ValidationError`` for what is added.
    """
    case = lock_case(request.case)
    disputed = []
    for verdict in verdicts:
        outcome = Outcome.objects.select_for_update().get(pk=verdict.outcome.pk, case=case)
        if outcome.wording != verdict.wording:
            raise OutcomeHasChanged(outcome)
        if _is_news(outcome, verdict):
            _keep(outcome, verdict)
            disputed += [outcome] if verdict.dispute else []
    if added is not None:
        declare_outcome(case=case, party=Party.SME, **added)
    bring_into_report(case=case)
    _close(request)
    if disputed:
        post_outcomes_disputed(case, disputed)
    request.refresh_from_db()
    return request


def _is_news(outcome: Outcome, verdict: Verdict) -> bool:
    if verdict.dispute:
        return outcome.disputed_at is None or outcome.dispute != verdict.dispute
    return outcome.confirmed_at is None


def _keep(outcome: Outcome, verdict: Verdict) -> None:
    now = timezone.now()
    outcome.take_back_answer()
    if verdict.dispute:
        outcome.disputed_at, outcome.dispute = now, verdict.dispute
    else:
        outcome.confirmed_at = now
    outcome._change_reason = "The company’s answer by its signed link"  # type: ignore[attr-defined]
    outcome.save()


def _close(request: OutcomeRequest) -> None:
    now = timezone.now()
    answered = OutcomeRequest.objects.filter(case=request.case_id, answered_at=None)
    for row in answered.filter(due_on__lte=request.due_on) | answered.filter(pk=request.pk):
        row.answered_at = now
        row.save()

"""Asking SMEs by e-mail what came of their support: once each time, and reminded once."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from partnership.exceptions import EmailRefused
from smes.addressees import addressee_of
from smes.emails.outcomes import post_outcome_request
from smes.exceptions import NobodyToAsk
from smes.models import OutcomeRequest, SupportCase
from smes.services.outcomes import ask_again

PAUSE = timedelta(minutes=10)
"""Whoever was asked just now is not asked once more."""


def ask_due(day: date) -> int:
    """Ask every SME whose day has come; safe to run twice. Returns how many e-mails were posted."""
    return sum(_ask(pk) for pk in _numbers(OutcomeRequest.objects.due(day)))


def remind_due(day: date) -> int:
    """Remind every SME that has not answered for a while, once. Returns how many were reminded."""
    before = timezone.now() - timedelta(days=settings.OUTCOME_REMINDER_DAYS)
    return sum(_remind(pk) for pk in _numbers(OutcomeRequest.objects.to_remind(day, before)))


@transaction.atomic
def ask_now(*, case: SupportCase) -> OutcomeRequest:
    """Ask the SME at once; who was asked in the last minutes is not asked again.

    The last question that is open and whose day has come is used again; without one, the SME is asked
    in between. Raises ``NobodyToAsk``.
    """
    if addressee_of(case) is None:
        raise NobodyToAsk("There is no e-mail address to ask this company at.")
    today = timezone.localdate()
    begun = OutcomeRequest.objects.open().filter(case=case, due_on__lte=today)
    request = begun.order_by("-due_on", "-pk").first() or ask_again(case=case)
    locked = OutcomeRequest.objects.select_for_update().get(pk=request.pk)
    is_long_ago = locked.asked_at is None or locked.asked_at < timezone.now() - PAUSE
    if is_long_ago and not _post(locked, is_reminder=False):
        raise NobodyToAsk("What is entered for this company is no e-mail address.")
    return locked


def _numbers(rows: object) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))  # type: ignore[attr-defined]


@transaction.atomic
def _ask(pk: int) -> bool:
    request = OutcomeRequest.objects.select_for_update().get(pk=pk)
    if request.asked_at is not None or request.answered_at is not None:
        return False
    return _post(request, is_reminder=False)


@transaction.atomic
def _remind(pk: int) -> bool:
    request = OutcomeRequest.objects.select_for_update().get(pk=pk)
    if request.reminded_at is not None or request.answered_at is not None:
        return False
    return _post(request, is_reminder=True)


def _post(request: OutcomeRequest, *, is_reminder: bool) -> bool:
    addressee = addressee_of(request.case)
    if addressee is None:
        return False
    try:
        post_outcome_request(request, addressee, is_reminder=is_reminder)
    except EmailRefused:
        # What was typed is no address; the others are asked all the same.
        return False
    now = timezone.now()
    if is_reminder:
        request.reminded_at = now
    else:
        request.asked_at = now
    request.save()
    return True

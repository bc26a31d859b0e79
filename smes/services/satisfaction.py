"""The survey at the end of a support."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from smes.choices import Party, SupportState
from smes.exceptions import StepNotAllowed
from smes.models import Satisfaction, SupportCase
from smes.services.case_work import lock_case, signed

CHANGEABLE = timedelta(days=1)
"""For so long after it was given an answer can be changed."""


def can_be_asked(case: SupportCase) -> bool:
    """Whether there is something to ask about: support that began and has ended."""
    return case.has_begun and case.state not in SupportState.under_way()


def can_be_changed(answer: Satisfaction) -> bool:
    """Whether an answer can still be changed."""
    return timezone.now() < answer.answered_at + CHANGEABLE


@transaction.atomic
def answer_survey(*, case: SupportCase, answers: dict[str, Any]) -> Satisfaction:
    """Keep what the company answers; sent again within a day, it takes the place of the first answer.

    Raises ``StepNotAllowed`` before the support has ended, and when the day is over.
    """
    locked = lock_case(case)
    if not can_be_asked(locked):
        raise StepNotAllowed(_("The survey begins when the support has ended."))
    answer = Satisfaction.objects.filter(case=locked).first() or Satisfaction(case=locked)
    if answer.pk is not None and not can_be_changed(answer):
        raise StepNotAllowed(
            _("You have answered already; after a day an answer cannot be changed any more.")
        )
    for name, value in answers.items():
        setattr(answer, name, value)
    signed(answer, Party.SME, None).full_clean()
    answer.save()
    return answer

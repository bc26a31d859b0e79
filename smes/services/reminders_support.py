"""Reminders in support cases: each is sent once, however often they are looked for."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from partnership.models import Email
from smes.choices import Party
from smes.emails import support as emails
from smes.models import SupportCase, WorkStep
from smes.services.work_plans import SIDES, has_agreed

RELATED = ("partnership", "company", "organisation", "market", "expression", "handover__contact")
FORGOTTEN = timedelta(days=90)
"""Support that ended longer ago is no more asked about."""


def remind_of_support(day: date) -> int:
    """Remind of overdue steps, of plans that wait and of surveys; returns how many e-mails are new.

    A step is reminded of once for each day that it was due on, a plan once for each version and side,
    a survey once. Safe to run twice.
    """
    before = Email.objects.count()
    _remind_of_steps(day)
    _remind_of_plans()
    _remind_of_surveys(day)
    return Email.objects.count() - before


def _remind_of_steps(day: date) -> None:
    """Each side of its own steps; the partnership finds its own on its start page."""
    steps = WorkStep.objects.overdue(day).filter(party__in=SIDES)
    for step in steps.select_related(*(f"case__{name}" for name in RELATED)):
        emails.post_step_overdue(step, Party(step.party))


def _remind_of_plans() -> None:
    waits_since = timezone.now() - timedelta(days=settings.PLAN_REMINDER_DAYS)
    cases = SupportCase.objects.to_agree().unchanged_since(waits_since)
    for case in cases.select_related(*RELATED):
        for side in SIDES:
            if not has_agreed(case, side):
                emails.post_plan_reminder(case, side)


def _remind_of_surveys(day: date) -> None:
    ended = {
        "ended_on__lte": day - timedelta(days=settings.SURVEY_REMINDER_DAYS),
        "ended_on__gt": day - FORGOTTEN,
    }
    for case in SupportCase.objects.to_survey().filter(**ended).select_related(*RELATED):
        emails.post_survey_reminder(case)

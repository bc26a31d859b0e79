"""Background work on the way of an SME."""

from celery import shared_task
from django.utils import timezone

from smes.privacy.drafts import remind
from smes.services import reminders, reminders_support
from smes.services.asking import ask_due, remind_due
from smes.services.reported import bring_all_into_report
from smes.services.testimonials import ask_due_for_testimonials


@shared_task
def remind_of_drafts() -> int:
    """Remind SMEs of what they left unfinished; safe to run twice. Returns how many were reminded."""
    return remind(timezone.localdate())


@shared_task
def remind_of_expressions() -> int:
    """Remind of reviews, handovers and received expressions that stand still."""
    return reminders.remind_of_expressions()


@shared_task
def ask_for_outcomes() -> int:
    """Ask SMEs what came of their support, and remind those that have not answered; safe to run twice.

    Returns how many e-mails were posted.
    """
    day = timezone.localdate()
    return ask_due(day) + remind_due(day) + ask_due_for_testimonials(day)


@shared_task
def bring_outcomes_into_reports() -> int:
    """Let every case that came of support follow its records, also where somebody undid a change.

    Safe to run twice. Returns how many support cases were looked at.
    """
    return bring_all_into_report()


@shared_task
def remind_of_support() -> int:
    """Remind of overdue steps, plans to agree and surveys; safe to run twice. Returns how many e-mails."""
    return reminders_support.remind_of_support(timezone.localdate())

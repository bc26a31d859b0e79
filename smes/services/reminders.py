"""Reminding of what stands still, once for each stage; safe to run twice."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from smes.choices import ExpressionState
from smes.emails.reviewing import (
    post_handover_reminder,
    post_review_reminder,
    post_untouched_reminder,
)
from smes.models import Expression, Handover, Review
from smes.services.caretakers import caretakers_of


def remind_of_expressions(*, now: datetime | None = None) -> int:
    """Remind reviewers, gateways and those who care for SMEs. Returns how many reminders were due."""
    now = now or timezone.now()
    return remind_reviewers(now) + remind_gateways(now) + remind_carers(now)


def remind_reviewers(now: datetime) -> int:
    """Some days before the day of a review, and once it has passed."""
    today = timezone.localdate(now)
    last = today + timedelta(days=settings.REVIEW_REMINDER_DAYS)
    rows = Review.objects.open().filter(due_on__lte=last, reviewer__is_active=True)
    found = list(rows.select_related("expression__partnership", "reviewer"))
    for review in found:
        _remind_reviewer(review, today, now)
    return len(found)


@transaction.atomic
def _remind_reviewer(review: Review, today: date, now: datetime) -> None:
    is_late = review.due_on is not None and review.due_on < today
    post_review_reminder(review, stage="overdue" if is_late else "soon")
    Review.objects.filter(pk=review.pk).update(reminded_at=now)


def remind_gateways(now: datetime) -> int:
    """Gateways that have not answered for some days."""
    moment = now - timedelta(days=settings.HANDOVER_REMINDER_DAYS)
    rows = Handover.objects.unanswered_since(moment).filter(
        reminded_at=None, expression__state=ExpressionState.SELECTED
    )
    related = ("expression__partnership", "contact", "market", "organisation")
    found = list(rows.exclude(contact=None).exclude(contact__email="").select_related(*related))
    for handover in found:
        with transaction.atomic():
            post_handover_reminder(handover)
            Handover.objects.filter(pk=handover.pk).update(reminded_at=now)
    return len(found)


def remind_carers(now: datetime) -> int:
    """Who cares for received expressions with which nobody has begun for some days."""
    moment = now - timedelta(days=settings.RECEIVED_REMINDER_DAYS)
    rows = Expression.objects.filter(state=ExpressionState.CONFIRMED, moved_at__lt=moment)
    found = list(rows.select_related("partnership", "responsible"))
    for expression in found:
        with transaction.atomic():
            for person in caretakers_of(expression):
                post_untouched_reminder(expression, to=person)
    return len(found)

"""What waits among expressions of interest: on the start page of the office, with the lists behind it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from common.admin import Waiting, WaitingKind
from smes.models import Expression, Handover, Review

SHOWN = 5
"""Partnerships with a line of their own; those with most first."""

WAITING = (
    WaitingKind(
        key="overdue",
        model=Review,
        title="Overdue",
        one="review of an expression of interest is overdue",
        many="reviews of expressions of interest are overdue",
        rows=lambda rows: rows.overdue(timezone.localdate()),
    ),
    WaitingKind(
        key="no-answer",
        model=Handover,
        title=f"No answer for {settings.HANDOVER_REMINDER_DAYS} days",
        one="gateway has not answered for long",
        many="gateways have not answered for long",
        rows=lambda rows: rows.unanswered_since(
            timezone.now() - timedelta(days=settings.HANDOVER_REMINDER_DAYS)
        ),
    ),
)


def waiting_expressions(request: HttpRequest) -> list[Waiting]:
    """Decisions of which the company was not told; the pages of letters list exactly these. One query."""
    rows: Any = Expression.objects.allowed(request.user, "select")
    homes = rows.untold().order_by().values_list("partnership__slug", "partnership__acronym")
    counted = homes.annotate(number=Count("pk")).order_by("-number", "partnership__acronym")
    return [
        Waiting(number, _untold(number, acronym), reverse("expression_letters", args=[slug]))
        for slug, acronym, number in counted[:SHOWN]
    ]


def _untold(number: int, acronym: str) -> str:
    return f"{'company waits' if number == 1 else 'companies wait'} for the letter of {acronym}"

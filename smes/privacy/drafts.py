"""Drafts are not kept for ever.

A draft is nobody’s but the SME’s, so no coordinator is told of it or can object, as of other
deletions: the SME is reminded after half of the time, then told the day, and keeps the draft by
going on with it. Notices name no company. Where the SME left no address there is nobody to tell,
and the draft ends on the same day.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from partnership.choices import NoticeKind
from partnership.models import DeletionNotice
from partnership.privacy.retention import Rule, rules
from smes.emails.following import post_draft_announced, post_draft_reminder
from smes.models import Expression
from smes.privacy.erasure import forget_expression

DRAFT_NOTICE_DAYS = 14


def old_drafts(day: date) -> QuerySet[Expression]:
    """Drafts whose notice is due: what nobody touched so long that its time ends within the notice."""
    return _unfinished(day, settings.EXPRESSION_DRAFT_DAYS - DRAFT_NOTICE_DAYS)


def _unfinished(day: date, days: int) -> QuerySet[Expression]:
    moment = timezone.make_aware(datetime.combine(day - timedelta(days=days), time.min))
    rows: QuerySet[Expression] = Expression.objects.unfinished_since(moment)
    return rows.select_related("partnership")


def remind(day: date) -> int:
    """Remind each SME once of what it left unfinished for half of the time. Returns how many were.

    Each in a transaction of its own; safe to run twice.
    """
    reminded = 0
    rows = _unfinished(day, settings.EXPRESSION_DRAFT_DAYS // 2)
    for number in list(
        rows.filter(reminded_at=None).exclude(email="").values_list("pk", flat=True)
    ):
        with transaction.atomic():
            rows_now = Expression.objects.select_for_update(of=("self",)).filter(pk=number)
            draft = rows_now.filter(reminded_at=None).first()
            if draft is None:
                continue
            post_draft_reminder(draft, _ends_on(draft))
            # Without a version in the history: nobody changed anything.
            rows_now.update(reminded_at=timezone.now())
            reminded += 1
    return reminded


def _ends_on(draft: Expression) -> date:
    days = timedelta(days=settings.EXPRESSION_DRAFT_DAYS)
    return timezone.localdate(draft.saved_at) + days


def tell_sme(draft: Expression, notice: DeletionNotice) -> None:
    """Tell the SME on which day its draft goes, if it left an address."""
    if draft.email:
        post_draft_announced(draft, notice.due_on)


def _partnership(draft: Expression) -> Any:
    """None: who can see notices of the partnership may not know of a draft."""
    return None


rules[NoticeKind.OLD_DRAFT] = Rule(
    NoticeKind.OLD_DRAFT,
    "It was not finished, or its address not confirmed.",
    old_drafts,
    lambda draft: [],
    _partnership,
    forget_expression,
    notice_days=DRAFT_NOTICE_DAYS,
    about=lambda draft: f"A draft (number {draft.pk})",
    tell=tell_sme,
)

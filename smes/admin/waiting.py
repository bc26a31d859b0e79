"""What waits among the cases."""

from datetime import timedelta

from django.utils import timezone

from common.admin import WaitingKind
from smes.models import Outcome, SMECase, Testimonial

QUIET_DAYS = 60

WAITING = (
    WaitingKind(
        key="no-news",
        model=SMECase,
        title=f"No news for {QUIET_DAYS} days",
        one=f"case under way without news for {QUIET_DAYS} days",
        many=f"cases under way without news for {QUIET_DAYS} days",
        rows=lambda rows: rows.without_news_since(timezone.now() - timedelta(days=QUIET_DAYS)),
    ),
    WaitingKind(
        key="disputed",
        model=Outcome,
        title="Not right, says the company",
        one="outcome is not right, says its company",
        many="outcomes are not right, say their companies",
        rows=lambda rows: rows.disputed(),
    ),
    WaitingKind(
        key="to-edit",
        model=Testimonial,
        title="To be edited, or sent to its author",
        one="testimonial is to be edited and sent to its author",
        many="testimonials are to be edited and sent to their authors",
        rows=lambda rows: rows.to_edit(),
    ),
)

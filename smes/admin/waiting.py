"""What waits among the cases."""

from datetime import timedelta

from django.utils import timezone

from common.admin import WaitingKind
from smes.models import SMECase

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
)

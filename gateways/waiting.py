"""What waits among the agreements."""

from datetime import timedelta

from django.utils import timezone

from common.admin import WaitingKind
from gateways.models import Agreement

AHEAD_DAYS = 90

WAITING = (
    WaitingKind(
        key="past-end",
        model=Agreement,
        title="Past the end, still signed",
        one="agreement has ended and is still marked as signed",
        many="agreements have ended and are still marked as signed",
        rows=lambda rows: rows.past_their_end(timezone.localdate()),
    ),
    WaitingKind(
        key="ending",
        model=Agreement,
        title=f"Ends within {AHEAD_DAYS} days",
        one=f"agreement ends within {AHEAD_DAYS} days",
        many=f"agreements end within {AHEAD_DAYS} days",
        rows=lambda rows: rows.ending(
            timezone.localdate(), timezone.localdate() + timedelta(days=AHEAD_DAYS)
        ),
    ),
)

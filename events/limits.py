"""How often the pages of events may be used, so that nobody floods them."""

from django.conf import settings
from django.http import HttpRequest

from common import limits


def is_too_often(request: HttpRequest, action: str, key: str = "") -> bool:
    """Whether an action of ``EVENT_RATE_LIMITS`` is asked for more often than it may be."""
    rates = settings.EVENT_RATE_LIMITS
    return limits.is_too_often(request, action, key, app="events", limits=rates)

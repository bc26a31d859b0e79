"""How often something may be asked for from one address, so that nobody floods it."""

import logging
from collections.abc import Mapping

from allauth.core.internal import ratelimit
from django.http import HttpRequest

logger = logging.getLogger(__name__)


def is_too_often(
    request: HttpRequest, action: str, key: str = "", *, app: str, limits: Mapping[str, str]
) -> bool:
    """Whether an action of these limits is asked for more often than it may be.

    Counts this one. Addresses are told as for the sign-in, behind ``TRUSTED_PROXIES``. Where the
    cache is away nothing is limited: better a flood than a closed door.
    """
    try:
        used = ratelimit.consume(
            request, app=app, action=action, config=dict(limits), key=key or None
        )
    except Exception:
        logger.exception("Limits cannot be counted; nothing is limited.")
        return False
    return not used

"""Sessions: in the database, with a short-lived copy in Redis where there is one.

Nobody is signed out when Redis is emptied, and no page fails when it is away. A copy is good for some
minutes: a session that was ended while Redis was away does not come back with it for longer.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import cached_db
from django.core.cache import caches

logger = logging.getLogger(__name__)

COPY_SECONDS = 5 * 60


class _Copies:
    """The cache of sessions; a fault of it is none of the session."""

    def __init__(self) -> None:
        self._cache = caches[settings.SESSION_CACHE_ALIAS]

    def get(self, key: str) -> Any:
        return self._tried("get", key)

    def set(self, key: str, value: Any, timeout: float | None = None) -> None:
        seconds = COPY_SECONDS if timeout is None else max(0, min(timeout, COPY_SECONDS))
        self._tried("set", key, value, seconds)

    def delete(self, key: str) -> None:
        self._tried("delete", key)

    def delete_many(self, keys: list[str]) -> None:
        self._tried("delete_many", keys)

    def __contains__(self, key: str) -> bool:
        return bool(self._tried("has_key", key))

    def _tried(self, name: str, *arguments: Any) -> Any:
        try:
            return getattr(self._cache, name)(*arguments)
        except Exception:  # each kind of cache has errors of its own
            logger.warning("Copies of sessions are out of reach.", exc_info=True)
            return None


class SessionStore(cached_db.SessionStore):
    """The engine, ``SESSION_ENGINE``."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._cache: Any = _Copies()


def forget_copies(keys: Iterable[str]) -> None:
    """Needed where rows of sessions are deleted at once, past their engine."""
    if __name__ == settings.SESSION_ENGINE:
        prefix = SessionStore.cache_key_prefix
        _Copies().delete_many([f"{prefix}{key}" for key in keys])

"""The cache in Redis, and what stands in for it while Redis is away."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

COUNTS = "allauth"
"""Begins the keys of what must be counted: tries, limits, codes that were used."""

PATIENCE = 3.0
"""Seconds for which a server that was away is not asked again: each try may take one."""

TABLE = "portal_cache"
"""Made by a migration, whatever cache is used."""

MOST_COUNTS = 100_000


class PatientRedisCache(RedisCache):
    """Redis. While it is away nothing is found and nothing is kept, and no page fails because of it.

    What must be counted is counted in a table of the database meanwhile, shared by all processes: limits
    of tries are never lifted, they only begin anew.
    """

    _silent_until: dict[str, float] = {}

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._name = str(server)
        own = {**params, "OPTIONS": {"MAX_ENTRIES": MOST_COUNTS}}
        self._counts = DatabaseCache(TABLE, own)

    def _either(self, key: Any, name: str, default: Any, arguments: dict[str, Any]) -> Any:
        def in_redis() -> Any:
            return getattr(super(PatientRedisCache, self), name)(key, **arguments)

        done, value = self._try(in_redis)
        if done:
            return value
        if str(key).startswith(COUNTS):
            return getattr(self._counts, name)(key, **arguments)
        return default

    def _try(self, call: Callable[[], Any]) -> tuple[bool, Any]:
        """Whether Redis did it, and what it said."""
        if time.monotonic() < self._silent_until.get(self._name, 0.0):
            return False, None
        try:
            return True, call()
        except RedisError as error:
            self._silent_until[self._name] = time.monotonic() + PATIENCE
            logger.warning("The cache is away (%s); counts are kept in the database.", error)
            return False, None

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """What is kept, or the default."""
        return self._either(key, "get", default, {"default": default, "version": version})

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Keep a value, if that is possible."""
        self._either(key, "set", None, {"value": value, **_named(args), **kwargs})

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep a value unless there is one; as if there were none while Redis is away."""
        return bool(self._either(key, "add", True, {"value": value, **_named(args), **kwargs}))

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep a value for longer."""
        return bool(self._either(key, "touch", False, {**_named(args), **kwargs}))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value."""
        return bool(self._either(key, "delete", False, {"version": version}))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether there is a value."""
        return bool(self._either(key, "has_key", False, {"version": version}))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count; raises ``ValueError`` where nothing is kept."""
        counted = self._either(key, "incr", None, {"delta": delta, "version": version})
        if counted is None:
            raise ValueError(f"Key {key!r} not found")
        return int(counted)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """What is kept of these."""
        wanted = list(keys)
        done, found = self._try(lambda: super(PatientRedisCache, self).get_many(wanted, version))
        return found if done else {}

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Keep several; gives back the keys that were not kept."""
        done, left = self._try(
            lambda: super(PatientRedisCache, self).set_many(data, *args, **kwargs)
        )
        return left if done else list(data)

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """Forget several."""
        gone = list(keys)
        self._try(lambda: super(PatientRedisCache, self).delete_many(gone, version))

    def clear(self) -> None:
        """Forget everything."""
        self._counts.clear()
        self._try(lambda: super(PatientRedisCache, self).clear())


def _named(arguments: tuple[Any, ...]) -> dict[str, Any]:
    """Timeout and version, as the methods of every cache name them."""
    return dict(zip(("timeout", "version"), arguments, strict=False))

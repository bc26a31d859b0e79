"""What was counted is kept with the state that the records were in, and found again by it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache

from reporting.states import states_of

Made = TypeVar("Made")

KEPT_SECONDS = 7 * 24 * 3600
"""Whatever is older was forgotten by everybody."""


@dataclass(frozen=True)
class Kept:
    """Something counted, and the state of the records that it was counted from."""

    state: str
    value: Any


def kept(name: str, partnerships: Iterable[int]) -> list[Kept | None]:
    """What is kept of each of these partnerships, in their order; it may be out of date."""
    keys = [_key(name, partnership) for partnership in partnerships]
    found = cache.get_many(keys)
    return [entry if isinstance(entry := found.get(key), Kept) else None for key in keys]


def keep(name: str, partnership: int, state: str, value: Any) -> None:
    """Keep what was counted from records in that state."""
    cache.set(_key(name, partnership), Kept(state, value), KEPT_SECONDS)


def _key(name: str, partnership: int) -> str:
    return f"{name}-{partnership}"


def kept_or_made(name: str, partnership: int, make: Callable[[], Made]) -> Made:
    """What is kept of a partnership as its records are now; otherwise it is made, and kept.

    One query, and those of making it. The state is asked for first: what changes meanwhile makes
    another state, so nothing older than the records is ever taken for them.
    """
    state = states_of([partnership])[partnership]
    [found] = kept(name, [partnership])
    if found is not None and found.state == state:
        value: Made = found.value
        return value
    made = make()
    keep(name, partnership, state, made)
    return made

"""Files of a bucket that can be done without: pictures are awaited, parts are made once more.

After a fault nobody waits for the store again for some time, so that a page without its pictures is
still there at once.
"""

import time

from common.stores.base import Store, StoreIsAway

SECONDS = 20
"""For which a store that was away is not asked."""

_asked_again_at = 0.0


def read_shared(store: Store, name: str) -> bytes | None:
    """The content of a file; nothing where it is not there. Raises ``StoreIsAway``, at once or soon."""
    global _asked_again_at
    if time.monotonic() < _asked_again_at:
        raise StoreIsAway(name)
    try:
        return store.file(name).read_bytes()
    except StoreIsAway:
        _asked_again_at = time.monotonic() + SECONDS
        raise
    except FileNotFoundError:
        return None

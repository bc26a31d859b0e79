"""Where files are kept: in folders of this machine, or in a bucket that all machines share.

``uploads`` holds what people upload, ``reports`` what the portal makes. Which kind of store they are
stands in ``STORAGES``, see ``config.settings.files``. No file has an address of its own: a view
decides who may have it, and sends it with ``common.sending``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from django.core.files.storage import storages
from django.db.models.fields.files import FieldFile

from common.stores.base import Entry, KeptFile, Store, StoreIsAway

__all__ = [
    "Entry",
    "KeptFile",
    "Store",
    "StoreIsAway",
    "kept_file",
    "on_disk",
    "reports",
    "uploads",
]


def uploads() -> Store:
    """The store of what people upload."""
    return cast("Store", storages["default"])


def reports() -> Store:
    """The store of what the portal makes."""
    return cast("Store", storages["reports"])


def kept_file(file: FieldFile) -> KeptFile:
    """The file of a record."""
    store = cast("Store", file.storage)
    return store.file(file.name or "")


@contextmanager
def on_disk(file: KeptFile | FieldFile) -> Iterator[Path]:
    """A path under which a file can be read as long as the block lasts: its own, or that of a copy.

    Raises ``FileNotFoundError`` and ``StoreIsAway``.
    """
    kept = kept_file(file) if isinstance(file, FieldFile) else file
    if not isinstance(kept, Path):
        with kept.on_disk() as copy:
            yield copy
    elif not kept.is_file():
        raise FileNotFoundError(2, "There is no such file", str(kept))
    else:
        yield kept

"""What every store of files does."""

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, Protocol


class StoreIsAway(OSError):
    """The store does not answer, or refuses: nothing is wrong with the file, and later it may work."""

    def __init__(self, name: str = "") -> None:
        super().__init__(errno.EIO, "the store of files does not answer", name)


class StoredElsewhere(Protocol):
    """A file that is on no disk of this machine, and answers as a ``Path`` does."""

    @property
    def name(self) -> str:
        """The last part of its name."""

    @property
    def size(self) -> int:
        """In bytes. Raises ``FileNotFoundError``."""

    def is_file(self) -> bool:
        """Whether it is there."""

    def open(self, mode: Literal["rb"] = "rb") -> IO[bytes]:
        """Its content, whole, to be read from the beginning."""

    def read_bytes(self) -> bytes:
        """Its content."""

    def on_disk(self) -> AbstractContextManager[Path]:
        """A copy on the disk, gone afterwards."""

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Its content, or that from ``start`` to before ``stop``, a piece at a time."""


KeptFile = Path | StoredElsewhere
"""A file of a store: of a folder its path, of a bucket what answers as one."""


@dataclass(frozen=True)
class Entry:
    """A file as a store lists it; ``modified`` in seconds since 1970."""

    name: str
    size: int
    modified: float


class Store(Protocol):
    """Files by their names, which are paths with ``/``; each is there as a whole or not at all.

    Every method raises ``StoreIsAway`` where the store does not answer. A store is also a storage of
    Django's, for the files of records.
    """

    is_shared: bool
    """Whether it is a bucket, which machines share that share no folder."""

    def file(self, name: str) -> KeptFile:
        """The file of that name, there or not."""

    def writing(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """What to write a file into; it is there when the block ends, and not when it fails."""

    def making(self, name: str) -> AbstractContextManager[Path]:
        """A path to make a file at, as a whole; what stands there when the block ends is kept."""

    def delete(self, name: str) -> None:
        """Remove a file; none is none."""

    def entries(self, below: str = "") -> Iterator[Entry]:
        """The files whose names begin so, in the order of their names; without drafts."""

    def probe(self) -> None:
        """Try to write. Raises ``OSError``."""

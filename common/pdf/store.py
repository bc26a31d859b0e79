"""Parts of documents that were rendered, kept in a folder that all workers share."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common.whole_files import written_whole

KEPT_DAYS = 30
"""A part that nobody asked for so long is removed."""

SECONDS_A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Part:
    """A PDF of some blocks: where it lies, and how many blocks and pages it has."""

    path: Path
    key: str
    blocks: int
    pages: int


class PartStore:
    """Files that are written once and never changed, so that nobody has to be locked out.

    The name of a file tells what it is; a part is there as a whole or not at all.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def beginning_with(self, start_key: str) -> Iterator[Part]:
        """The kept parts whose first block has this key."""
        for path in sorted(self._folder(start_key).glob(f"{start_key[2:18]}-*.pdf")):
            blocks, pages, key = path.stem.split("-")[1:]
            yield Part(path, key, int(blocks), int(pages))

    def keep(self, start_key: str, *, key: str, blocks: int, pages: int, content: bytes) -> Part:
        """Write a part; raises ``OSError`` where that is not possible."""
        folder = self._folder(start_key)
        path = folder / f"{start_key[2:18]}-{blocks}-{pages}-{key}.pdf"
        _write(path, content)
        return Part(path, key, blocks, pages)

    # Orders ---------------------------------------------------------------------

    def leave_order(self, key: str, content: bytes) -> None:
        """Keep what another worker needs to make a part."""
        path = self._order(key)
        _write(path, content)

    def take_order(self, key: str) -> bytes | None:
        """What was left; nothing where the part was made, or the order cleared away."""
        try:
            return self._order(key).read_bytes()
        except FileNotFoundError:
            return None

    def drop_order(self, key: str) -> None:
        """Forget an order whose part is there."""
        self._order(key).unlink(missing_ok=True)

    def _order(self, key: str) -> Path:
        return self.folder / "orders" / f"{key}.json"

    # Parts ----------------------------------------------------------------------

    def read(self, part: Part) -> bytes:
        """The part's file; it is kept for some time more."""
        os.utime(part.path)
        return part.path.read_bytes()

    def prune(self, days: int = KEPT_DAYS) -> int:
        """Remove what nobody read for so many days; returns how many files went."""
        limit = time.time() - days * SECONDS_A_DAY
        old = [path for path in self.folder.glob("*/*") if path.stat().st_mtime < limit]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _folder(self, start_key: str) -> Path:
        return self.folder / start_key[:2]


def _write(path: Path, content: bytes) -> None:
    with written_whole(path) as file:
        file.write(content)

"""Parts of documents that were rendered, kept in a folder; orders, and what comes of them, for all workers."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common.stores import Store
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

    def __init__(self, folder: Path, shared: Store | None = None, below: str = "") -> None:
        """``shared`` is where workers that share no folder leave orders and parts to each other."""
        self.folder = folder
        self.shared, self.below = shared, below

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
        if self.shared is None:
            _write(self.folder / _order(key), content)
        else:
            self._share(self.folder / _order(key), content)

    def take_order(self, key: str) -> bytes | None:
        """What was left; nothing where the part was made, or the order cleared away."""
        try:
            if self.shared is None:
                return (self.folder / _order(key)).read_bytes()
            return self.shared.file(self._name(self.folder / _order(key))).read_bytes()
        except FileNotFoundError:
            return None

    def drop_order(self, key: str) -> None:
        """Forget an order whose part is there."""
        if self.shared is None:
            (self.folder / _order(key)).unlink(missing_ok=True)
        else:
            self.shared.delete(self._name(self.folder / _order(key)))

    def share(self, part: Part) -> None:
        """Let other workers have a part that was ordered."""
        if self.shared is not None:
            self._share(part.path, part.path.read_bytes())

    def bring(self, start_key: str) -> None:
        """Fetch the parts with this key that other workers share and this machine does not have."""
        if self.shared is None:
            return
        for entry in list(
            self.shared.entries(self._name(self._folder(start_key) / start_key[2:18]))
        ):
            path = self.folder / entry.name.removeprefix(f"{self.below}/")
            if not path.exists():
                _write(path, self.shared.file(entry.name).read_bytes())

    def _share(self, path: Path, content: bytes) -> None:
        if self.shared is not None:
            with self.shared.writing(self._name(path)) as file:
                file.write(content)

    def _name(self, path: Path) -> str:
        return f"{self.below}/{path.relative_to(self.folder).as_posix()}"

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


def _order(key: str) -> str:
    return f"orders/{key}.json"


def _write(path: Path, content: bytes) -> None:
    with written_whole(path) as file:
        file.write(content)

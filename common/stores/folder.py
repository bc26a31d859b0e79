"""Files in a folder of this machine, or of a network that looks like one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from common.stores.base import Entry
from common.whole_files import DRAFT, WholeFileStorage, written_whole


class FolderStore(WholeFileStorage):
    """The folder that a setting names; none of its files has an address of its own."""

    is_shared = False

    def __init__(self, setting: str = "MEDIA_ROOT") -> None:
        super().__init__()
        self.setting = setting

    @property
    def base_location(self) -> str:
        """The folder, as the setting says at this moment."""
        return str(getattr(settings, self.setting))

    @property
    def location(self) -> str:
        """The same, from the root."""
        return os.path.abspath(self.base_location)  # noqa: PTH100 - links are not followed

    def url(self, name: str | None) -> str:
        """Refused: a view decides who may have the file."""
        raise ValueError("Private files have no address of their own.")

    def file(self, name: str) -> Path:
        """Where the file lies; a name that leads out of the folder is refused."""
        return Path(self.path(name))

    def writing(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """See ``Store.writing``."""
        return written_whole(self.file(name))

    @contextmanager
    def making(self, name: str) -> Iterator[Path]:
        """See ``Store.making``: its place."""
        path = self.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        yield path

    def entries(self, below: str = "") -> Iterator[Entry]:
        """See ``Store.entries``; links are left out."""
        root = Path(self.location)
        for path in sorted((root / below.rpartition("/")[0]).rglob("*")):
            name = path.relative_to(root)
            if any(part.startswith(DRAFT) for part in name.parts) or path.is_symlink():
                continue
            if not name.as_posix().startswith(below):
                continue
            try:
                found = path.stat()
            except FileNotFoundError:  # cleared away meanwhile
                continue
            if path.is_file():
                yield Entry(name.as_posix(), found.st_size, found.st_mtime)

    def probe(self) -> None:
        """See ``Store.probe``."""
        Path(self.location).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.location) as file:
            file.write(b"health")
            file.flush()

"""Files that stand under their name as a whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, TypeGuard
from uuid import uuid4

from django.core.files.storage import FileSystemStorage

DRAFT = ".draft-"
"""Begins the name of every file and folder that is not finished."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_full(error: BaseException) -> TypeGuard[OSError]:
    """Whether an error tells that there is no room for a file."""
    return isinstance(error, OSError) and error.errno in FULL


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into; it stands at ``path`` when all of it is on the disk, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=DRAFT, delete=False) as draft:
        try:
            yield draft
            draft.flush()
            os.fchmod(draft.fileno(), 0o644)
            os.fsync(draft.fileno())
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """A new name outlives a power cut only once its folder is on the disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class WholeFileStorage(FileSystemStorage):
    """A folder in which no file is there in part, however full the disk is."""

    def _save(self, name: str, content: Any) -> str:
        # Under a name that nobody else has, so that what is half written can be removed.
        draft = str(PurePosixPath(name).with_name(f"{DRAFT}{uuid4().hex}"))
        try:
            super()._save(draft, content)  # type: ignore[misc]
            while True:
                try:
                    os.close(os.open(self.path(name), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    Path(self.path(draft)).replace(self.path(name))
                    return name
        finally:
            Path(self.path(draft)).unlink(missing_ok=True)

"""Files that stand under their name as a whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

DRAFT = ".draft-"
"""Begins the name of every file and folder that is not finished."""


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

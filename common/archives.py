"""Zip archives that are equal when their content is."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from common.whole_files import written_whole

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can tell."""


def unchanged(name: str, part: bytes) -> Iterable[bytes]:
    """The part as it is."""
    yield part


def without_time(
    archive: bytes, edit: Callable[[str, bytes], Iterable[bytes]] = unchanged
) -> bytes:
    """The archive with its parts in their order and without the moment it was made.

    ``edit`` gives each part, by its name, as it should be: in pieces, of which none is kept.
    """
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            with copy.open(_entry(name), "w") as part:
                for piece in edit(name, source.read(name)):
                    part.write(piece)
    return target.getvalue()


def write_archive(target: Path, files: Mapping[str, Path], told: Callable[[int], None]) -> None:
    """Pack files, by their path in the archive, in the order of these paths.

    Equal files make an equal archive. They go from disk to disk, a piece at a time; ``told`` hears
    after each how many are packed, and may raise. Until all are, nothing stands at the target.
    """
    with written_whole(target) as draft, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        for number, name in enumerate(sorted(files), 1):
            with files[name].open("rb") as source, archive.open(_entry(name), "w") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
            told(number)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, NO_TIME)
    entry.external_attr = 0o644 << 16
    entry.compress_type = ZIP_DEFLATED
    return entry

"""Zip archives that are equal when their content is."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can tell."""


def unchanged(name: str, part: bytes) -> bytes:
    """The part as it is."""
    return part


def without_time(archive: bytes, edit: Callable[[str, bytes], bytes] = unchanged) -> bytes:
    """The archive with its parts in their order and without the moment it was made.

    ``edit`` gives each part, by its name, as it should be.
    """
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            entry = ZipInfo(name, NO_TIME)
            entry.external_attr = 0o644 << 16
            copy.writestr(entry, edit(name, source.read(name)), ZIP_DEFLATED)
    return target.getvalue()

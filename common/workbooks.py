"""Looks at a file before anything opens it: what it is, and how much would come out of it."""

from os import SEEK_END
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins workbooks of old programs, and encrypted ones."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORKBOOK = "xl/workbook.xml"
PIECE = 1 << 16
MOST_PARTS = 2000
FREE_OF_RATIO = 10 * 1024 * 1024
"""Parts up to this size may be packed as tightly as they like."""
TIGHTEST = 100
"""A workbook is packed some 5 to 20 times smaller; text that repeats some 50 times."""

MEND = "Open it in your spreadsheet program and save it as a workbook of the type .xlsx."


class FileIsNoWorkbook(Exception):
    """The file is not to be opened as a workbook; the message tells what it seems to be, and the mend."""


def check_workbook(file: IO[bytes]) -> None:
    """Refuse what is no workbook, or would become too large; raises ``FileIsNoWorkbook``."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    if size == 0:
        raise FileIsNoWorkbook("The file is empty. Choose the workbook once more.")
    if size > settings.WORKBOOK_BYTES:
        raise FileIsNoWorkbook(
            f"The file is larger than {_megabytes(settings.WORKBOOK_BYTES)}. A workbook holds tables alone: take "
            "out pictures and sheets of your own."
        )
    start = file.read(8)
    if start == OLD_OFFICE:
        raise FileIsNoWorkbook(_old_or_locked(file))
    if not start.startswith(b"PK"):
        raise FileIsNoWorkbook(_no_archive(file))
    try:
        with ZipFile(file) as archive:
            _check_parts(archive)
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileIsNoWorkbook(
            f"The file is damaged and cannot be read to its end. {MEND}"
        ) from error
    file.seek(0)


def _old_or_locked(file: IO[bytes]) -> str:
    content = file.read()
    if ENCRYPTED in content:
        return (
            "The workbook is protected with a password. Save it without one, and choose it again."
        )
    return f"This is a workbook of the old type .xls, whatever its name says. {MEND}"


def _no_archive(file: IO[bytes]) -> str:
    file.seek(0)
    start = file.read(4096)
    if b"\x00" in start:
        return f"This is no workbook. {MEND}"
    if start.lstrip().startswith(b"<"):
        return f"This is a web page or XML, whatever its name says. {MEND}"
    return f"This is a text file, such as CSV, whatever its name says. {MEND}"


def _check_parts(archive: ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if WORKBOOK not in names:
        raise FileIsNoWorkbook(f"This is an archive or another document, no workbook. {MEND}")
    if len(names) != len(set(names)) or len(names) > MOST_PARTS:
        raise FileIsNoWorkbook(f"The file is put together like no workbook. {MEND}")
    left = settings.WORKBOOK_CONTENT_BYTES
    for entry in entries:
        if entry.flag_bits & 1:
            raise FileIsNoWorkbook("The file is protected with a password. Save it without one.")
        left -= _size_of(archive, entry, left)


def _size_of(archive: ZipFile, entry: ZipInfo, most: int) -> int:
    """What really comes out of a part, whatever its header says; stops where it is too much."""
    size, tail = 0, b""
    with archive.open(entry) as part:
        # A header that claims less than there is ends the stream early, and the sum of the part is
        # wrong: the file counts as damaged. One that claims more is counted by what really comes.
        while piece := part.read(PIECE):
            size += len(piece)
            is_tight = size > FREE_OF_RATIO and size > TIGHTEST * max(entry.compress_size, 1)
            if size > most or is_tight:
                raise FileIsNoWorkbook(
                    "Far more comes out of this file than a workbook holds, so it is not opened. Copy the filled "
                    "rows into a new template."
                )
            if entry.filename.endswith((".xml", ".rels")):
                _refuse_definitions(tail + piece)
                tail = piece[-16:]
    return size


def _refuse_definitions(piece: bytes) -> None:
    plain = piece.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise FileIsNoWorkbook(f"The file contains definitions that no workbook needs. {MEND}")


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"

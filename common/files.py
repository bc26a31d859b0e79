"""Files that people upload: kept where no address leads to, and checked before they are kept."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.stores import uploads

LARGEST = 20 * 1024 * 1024
TOO_LARGE = _(
    "This file is larger than 20 MB. Save it smaller, for example as PDF, and choose that one."
)

UNPACKED = 300 * 1024 * 1024
"""Bytes that an office document may hold when it is unpacked."""

ENTRIES = 5000
"""Files that an office document may hold."""

MACROS = ("vbaproject.bin", "vbadata.xml")
"""Names of the parts that hold programs in office documents."""

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."


def _begins(*starts: bytes) -> Callable[[IO[bytes]], bool]:
    return lambda file: file.read(16).startswith(starts)


def _holds(part: str) -> Callable[[IO[bytes]], bool]:
    return lambda file: part in _names(file)


def _is_open_document(content_type: str) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        if "mimetype" not in _names(file):
            return False
        with ZipFile(file) as archive, archive.open("mimetype") as kind:
            return kind.read(100).decode(errors="replace").strip() == content_type

    return check


def _names(file: IO[bytes]) -> list[str]:
    try:
        with ZipFile(file) as archive:
            return archive.namelist()
    except (BadZipFile, OSError):
        return []


KINDS: dict[str, tuple[str, Callable[[IO[bytes]], bool]]] = {
    ".pdf": ("application/pdf", _begins(b"%PDF-")),
    ".png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".docx": (f"{OFFICE}wordprocessingml.document", _holds("word/document.xml")),
    ".xlsx": (f"{OFFICE}spreadsheetml.sheet", _holds("xl/workbook.xml")),
    ".pptx": (f"{OFFICE}presentationml.presentation", _holds("ppt/presentation.xml")),
    ".odt": (f"{OPEN_DOCUMENT}text", _is_open_document(f"{OPEN_DOCUMENT}text")),
    ".ods": (f"{OPEN_DOCUMENT}spreadsheet", _is_open_document(f"{OPEN_DOCUMENT}spreadsheet")),
}
"""What may be uploaded: content type and how its content is told, by the end of the name."""

ARCHIVES = (".docx", ".xlsx", ".pptx", ".odt", ".ods")
"""Kinds that are archives of parts."""


def ending(name: str) -> str:
    """The end of a file's name in small letters: ``.pdf``."""
    return PurePosixPath(name).suffix.lower()


def content_type_of(name: str) -> str:
    """The content type of a file by its name; of an unknown kind, bytes."""
    known = KINDS.get(ending(name))
    return known[0] if known else "application/octet-stream"


def _trouble_inside(file: IO[bytes]) -> str:
    """Why an office document, which is an archive, cannot be kept; empty where it can.

    What the archive says of itself is read, nothing is unpacked.
    """
    with ZipFile(file) as archive:
        entries = archive.infolist()
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
        return gettext(
            "Unpacked, this file would be far larger than any document. Save it as PDF, and choose "
            "that one."
        )
    names = [entry.filename.lower() for entry in entries]
    if any(name.rpartition("/")[2] in MACROS or name.startswith("basic/") for name in names):
        return gettext(
            "This document holds macros, which are programs. Save it without macros, or as PDF, and "
            "choose that one."
        )
    return ""


def validate_document(file: FieldFile) -> None:
    """Refuse a file that is too large, of another kind, not what its name says, or harmful.

    One that is kept already was looked at when it came.
    """
    if getattr(file, "_committed", True):
        return
    if ending(file.name or "") not in KINDS:
        raise ValidationError(
            _(
                "Files of this kind cannot be kept. Choose a PDF, a picture (PNG, JPEG) or an office "
                "document (DOCX, XLSX, PPTX, ODT, ODS)."
            )
        )
    if file.size > LARGEST:
        raise ValidationError(TOO_LARGE)
    is_right = KINDS[ending(file.name or "")][1]
    file.seek(0)
    fits = is_right(cast("IO[bytes]", file))
    file.seek(0)
    if fits and ending(file.name or "") in ARCHIVES:
        trouble = _trouble_inside(cast("IO[bytes]", file))
        file.seek(0)
        if trouble:
            raise ValidationError(trouble)
    if not fits:
        kind = ending(file.name or "")
        raise ValidationError(
            _(
                "The content is not what the end of the name, %(kind)s, says. Open the file, save it "
                "again in that format, and choose it once more."
            )
            % {"kind": kind}
        )


NO_ROOM = _(
    "There is no room for files at the moment. Everything else is kept; add the file again later."
)


def private_files() -> Storage:
    """The storage of uploaded files, see ``common.stores``: not everybody may have them."""
    return cast("Storage", uploads())


class PrivateFieldFile(FieldFile):
    """A file whose address is the page of its record that decides who may have it."""

    @property
    def url(self) -> str:
        """Where the record says that its file is downloaded."""
        record: Any = self.instance
        return str(record.get_document_url())


class PrivateFileField(models.FileField):
    """An uploaded file that not everybody may have; its model has a ``get_document_url``.

    A file that is replaced or cleared stays in the storage: what was once submitted with it can
    still be shown.
    """

    attr_class = PrivateFieldFile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("storage", private_files)
        kwargs.setdefault("max_length", 250)
        super().__init__(*args, **kwargs)

"""Receiving large uploads: what is too large is let go while it comes, and the other fields stay."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from common.files import LARGEST

MOST_AT_ONCE = 200 * 1024 * 1024
"""Bytes of a request of which anything is read at all."""


class RequestIsTooLarge(Exception):
    """The request is larger than any form can be; nothing of it was read."""


class LetGoOfLargeFiles(FileUploadHandler):
    """Keeps at most so much of a file as may be kept, in memory and on the disk; reads past the rest."""

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.too_large: list[str] = []
        self._begun = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count anew."""
        super().new_file(*args, **kwargs)
        self._begun = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on to those who keep it, until it is too much."""
        self._begun += len(raw_data)
        if self._begun > LARGEST:
            self.too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The file is made by those who keep it."""


def receive(request: HttpRequest) -> LetGoOfLargeFiles:
    """Prepare a request for large files; call it before anything reads its body.

    Raises ``RequestIsTooLarge``.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_AT_ONCE:
        raise RequestIsTooLarge
    handler = LetGoOfLargeFiles(request)
    request.upload_handlers.insert(0, handler)
    return handler

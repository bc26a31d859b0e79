"""What a layout may cost: a text that nobody expected stops itself, and not the worker."""

import ctypes
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

LOOKS = 0.5
"""Seconds between two looks at a layout."""
STATUS = Path("/proc/self/statm")
PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1024 * 1024

MEND = "Look for a text or table that is far longer than usual, shorten it, and try again."


class TooMuchToRender(Exception):
    """A document needs more than it may; the message says what, and the mend."""


class TakesTooLong(TooMuchToRender):
    """It needs more time."""

    def __str__(self) -> str:
        return f"The PDF was not ready after {settings.PDF_SECONDS:g} seconds. {MEND}"


class NeedsTooMuchMemory(TooMuchToRender):
    """It needs more memory."""

    def __str__(self) -> str:
        return f"The PDF needs more than {settings.PDF_MEGABYTES} MB of memory. {MEND}"


@contextmanager
def bounded() -> Iterator[None]:
    """Raises ``TooMuchToRender`` in what takes longer than ``PDF_SECONDS`` or ``PDF_MEGABYTES``.

    The library can neither be told to stop nor asked how far it is, so the exception is put into its
    thread from another one; it comes with the next step of Python that the thread takes.
    """
    watch = _Watch()
    watch.thread.start()
    try:
        yield
    finally:
        while True:
            try:
                watch.end()
                break
            except TooMuchToRender:  # came at the very end: what was wanted is there
                continue


class _Watch:
    def __init__(self) -> None:
        self.watched = ctypes.c_ulong(threading.get_ident())
        self.begin = time.monotonic()
        self.resident = _resident()
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look, name="layout watch", daemon=True)

    def end(self) -> None:
        """Nothing is put into the thread from now on."""
        with self.lock:
            self.over.set()
        self._put(None)

    def _look(self) -> None:
        while not self.over.wait(LOOKS):
            kind = self._too_much()
            with self.lock:
                # Again and again: the library forgives errors, of pictures for example.
                if kind and not self.over.is_set():
                    self._put(kind)

    def _too_much(self) -> type[TooMuchToRender] | None:
        if time.monotonic() - self.begin > settings.PDF_SECONDS:
            return TakesTooLong
        if _resident() - self.resident > settings.PDF_MEGABYTES * MEGABYTE:
            return NeedsTooMuchMemory
        return None

    def _put(self, kind: type[TooMuchToRender] | None) -> None:
        error = ctypes.py_object(kind) if kind else None
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self.watched, error)


def _resident() -> int:
    """Bytes of memory that the process has; 0 where the system does not tell."""
    try:
        return int(STATUS.read_text().split()[1]) * PAGE
    except (OSError, ValueError, IndexError):
        return 0

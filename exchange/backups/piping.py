"""Two steps that work at the same time, one writing what the other reads."""

import os
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import IO, Any


def piped(write: Callable[[IO[bytes]], None], read: Callable[[IO[bytes]], Any]) -> Any:
    """What ``read`` gives, of what ``write`` writes meanwhile; nothing of it stands on a disk.

    An error of ``write`` is raised, whatever ``read`` made of the piece that it got; so is one of
    ``read``, where ``write`` failed only because nobody read on.
    """
    source, target = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(target, "wb") as sink:
                write(sink)
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=run, name="backup")
    thread.start()
    result = None
    fault: BaseException | None = None
    try:
        with os.fdopen(source, "rb") as stream:
            result = read(stream)
            with suppress(OSError):
                while stream.read(1 << 20):
                    pass
    except BaseException as error:
        fault = error
    thread.join()
    if failed and not isinstance(failed[0], BrokenPipeError):
        raise failed[0]
    if fault is not None:
        raise fault
    if failed:
        raise failed[0]
    return result

"""Processes that run side by side and end together. Standard library only."""

from __future__ import annotations  # old Pythons get a message, not a traceback

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from environment import ROOT, SetupError

SECONDS_TO_END = 10


@dataclass
class Child:
    """A program that was started, by the name that people are told."""

    name: str
    process: subprocess.Popen[bytes]

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None


def start(name: str, command: Sequence[str | Path], **environment: str) -> Child:
    """Starts a program in a session of its own, so that Ctrl-C reaches it through us alone.

    ``environment`` adds to that of this program.
    """
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    return Child(name, process)


def wait_for_any(children: Sequence[Child]) -> None:
    """Returns never; raises when one of them ends by itself."""
    while True:
        for child in children:
            if child.has_ended:
                raise SetupError(
                    f"The {child.name} ended with status {child.process.returncode}; see the lines "
                    "above. Everything is stopped; nothing that was asked for is lost."
                )
        time.sleep(0.3)


def stop(children: Sequence[Child]) -> None:
    """Asks each program to end, waits for it, and only then ends what it left behind."""
    for child in children:
        if not child.has_ended:
            child.process.terminate()
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children:
        try:
            child.process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
        end_group(child)


def end_group(child: Child) -> None:
    """Ends the children of a program that could not end them itself."""
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, signal.SIGKILL)

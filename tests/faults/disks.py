"""Disks that are full: a small file system where one may be mounted, else a limit to each file."""

import contextlib
import os
import resource
import subprocess
from pathlib import Path

PAGE = 4096


@contextlib.contextmanager
def small_disk(folder, portal):
    """A disk of so many bytes at a folder; without the right to mount one, files that stay small."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", str(folder)]
    is_mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
    if not is_mounted:
        yield Limits(portal)
        return
    try:
        yield Disk(folder)
    finally:
        portal.end()
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class Disk:
    """A file system of its own."""

    def __init__(self, folder):
        self.filler = folder / "filler"

    def fill(self):
        with self.filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * PAGE)

    def free(self):
        self.filler.unlink()


class Limits:
    """Processes of a portal that may write small files only."""

    def __init__(self, portal):
        self.portal = portal

    def fill(self):
        self._limit(PAGE)

    def free(self):
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size):
        for process in self._processes():
            resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def _processes(self):
        """Everything that was started in the sessions of the portal."""
        own = {process.pid for process in self.portal.processes}
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                session = int(status.read_text().rpartition(")")[2].split()[3])
                if session in own:
                    yield int(status.parent.name)

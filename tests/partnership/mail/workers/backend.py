"""The folder, with moments at which it kills the process once."""

import os
import signal
from pathlib import Path

from django.conf import settings

from partnership.mail.folder import FolderBackend


def deadly():
    """The file that names the moment at which the next worker dies."""
    return Path(settings.VAR_DIR, "deadly")


def die_at(moment):
    if deadly().exists() and deadly().read_text() == moment:
        deadly().unlink()
        os.kill(os.getpid(), signal.SIGKILL)


class DeadlyBackend(FolderBackend):
    def open(self):
        die_at("before it is handed over")
        return super().open()

    def send_messages(self, email_messages):
        die_at("while it is handed over")
        sent = super().send_messages(email_messages)
        die_at("after it is written")
        return sent

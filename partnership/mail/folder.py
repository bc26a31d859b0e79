"""A folder in place of a mail server, for the own machine: one file for each message."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from common.whole_files import written_whole


def folder() -> Path:
    """Where the messages are."""
    return Path(settings.EMAILS_DIR)


def path_of(message_id: str) -> Path:
    """The file of a message: named by its Message-ID, so handed over again it is the same file."""
    name = re.sub(r"[^A-Za-z0-9@._-]", "_", message_id.strip("<>")).lstrip(".")
    return folder() / f"{name[:200]}.eml"


class FolderBackend(BaseEmailBackend):
    """Writes each message to the folder, as a whole or not at all."""

    def __init__(self, fail_silently: bool = False, **_: Any) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        """Write the messages; raises ``OSError`` where the folder cannot be written to."""
        number = 0
        for message in email_messages:
            made = message.message()
            with written_whole(path_of(made["Message-ID"])) as file:
                file.write(made.as_bytes())
            number += 1
        return number

    def has_message(self, message_id: str) -> bool:
        """Whether a message was written."""
        return path_of(message_id).is_file()

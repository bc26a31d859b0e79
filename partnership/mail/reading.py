"""Reading messages that were written to the folder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from pathlib import Path

from partnership.mail.folder import folder

NAME = re.compile(r"[A-Za-z0-9@_-][A-Za-z0-9@._-]*")


@dataclass(frozen=True)
class AttachedFile:
    """A file in a message; ``number`` is its place."""

    number: int
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class WrittenMessage:
    """A message in the folder, by the name of its file."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject."""
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        """To whom."""
        return str(self.message["To"] or "")

    @property
    def sender(self) -> str:
        """From whom."""
        return str(self.message["From"] or "")

    @property
    def at(self) -> datetime | None:
        """When it was made."""
        date = self.message["Date"]
        return date.datetime if date else None

    def text(self) -> str:
        """Its plain text."""
        return self._body("plain")

    def html(self) -> str:
        """Its HTML; empty where it has none."""
        return self._body("html")

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""

    def files(self) -> list[AttachedFile]:
        """What is attached."""
        return [
            AttachedFile(
                number,
                part.get_filename() or f"file-{number}",
                part.get_content_type(),
                _content(part),
            )
            for number, part in enumerate(self.message.iter_attachments(), start=1)
        ]


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def written_messages(most: int = 200) -> list[WrittenMessage]:
    """The latest messages in the folder, the newest first."""
    return [read for path in _latest(most) if (read := _read(path))]


def written_message(name: str) -> WrittenMessage | None:
    """One message by the name of its file; None where there is none."""
    return _read(folder() / f"{name}.eml") if NAME.fullmatch(name) else None


def _latest(most: int) -> Iterator[Path]:
    paths = sorted(folder().glob("[!.]*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    yield from paths[:most]


def _read(path: Path) -> WrittenMessage | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    message: EmailMessage = BytesParser(policy=policy.default).parsebytes(content)
    return WrittenMessage(path.stem, message)

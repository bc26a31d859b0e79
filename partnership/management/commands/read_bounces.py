"""``manage.py read_bounces [FILE…|-]``: notes which e-mails came back."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.mail.bounces import read_bounce


class Command(BaseCommand):
    """Reads reports of mail servers from files, folders or the standard input."""

    help = (
        "Notes which e-mails came back. Give files, folders of files (such as new/ of a Maildir), or - for "
        "one message on the standard input, as a mail server pipes it. What is no report is left alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the messages are."""
        parser.add_argument("sources", nargs="*", default=["-"], metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all of them, and tell what each was."""
        for name, content in _messages(options["sources"]):
            self.stdout.write(f"{name}: {read_bounce(content).value}.")


def _messages(sources: list[str]) -> Iterator[tuple[str, bytes]]:
    for source in sources:
        if source == "-":
            yield "Standard input", sys.stdin.buffer.read()
            continue
        path = Path(source)
        if not path.exists():
            raise CommandError(f"There is no {source}.")
        files = (
            sorted(entry for entry in path.iterdir() if entry.is_file())
            if path.is_dir()
            else [path]
        )
        for file in files:
            yield str(file), file.read_bytes()

"""Writes the empty workbook."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.whole_files import written_whole
from exchange.writing import write_template


class Command(BaseCommand):
    """``manage.py workbook_template PATH``."""

    help = "Write the empty XLSX workbook, with headings, notes and lists to choose from."

    def add_arguments(self, parser: CommandParser) -> None:
        """The path."""
        parser.add_argument("path", type=Path, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        path: Path = options["path"]
        try:
            with written_whole(path) as target:
                target.write(write_template())
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        if options["verbosity"]:
            self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")

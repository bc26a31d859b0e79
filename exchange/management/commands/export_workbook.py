"""Writes a partnership as a workbook."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.whole_files import written_whole
from exchange.writing import write_partnership
from reporting.exceptions import ReportingError
from reporting.services import get_partnership


class Command(BaseCommand):
    """``manage.py export_workbook PARTNERSHIP PATH``."""

    help = "Write a whole partnership as an XLSX workbook, confidential names included."

    def add_arguments(self, parser: CommandParser) -> None:
        """The partnership's address and the path."""
        parser.add_argument("partnership", help="address of the partnership, e.g. laser-go")
        parser.add_argument("path", type=Path, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; every fault is one clear line and leaves no half-written file."""
        path: Path = options["path"]
        try:
            content = write_partnership(get_partnership(options["partnership"]))
            with written_whole(path) as target:
                target.write(content)
        except ReportingError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        if options["verbosity"]:
            self.stdout.write(f"{path} ({len(content):,} bytes)")

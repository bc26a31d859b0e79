"""Writes one report to a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.exceptions import ReportingError
from reporting.models.periods import FINAL_KEY
from reporting.rendering import render_report
from reporting.services import get_partnership


class Command(BaseCommand):
    """``manage.py render_report PARTNERSHIP DOCUMENT --format pdf --output PATH``."""

    help = "Write a report of a partnership to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        """The partnership's address, the document, the format and the path."""
        parser.add_argument("partnership", help="address of the partnership, e.g. laser-go")
        parser.add_argument("document", help="document, e.g. key-achievements")
        parser.add_argument("--format", required=True, help=", ".join(writers))
        parser.add_argument("--output", required=True, type=Path, help="file to write")
        parser.add_argument(
            "--period",
            default=FINAL_KEY,
            help="key of the report, e.g. interim-1 (default: the final report)",
        )
        parser.add_argument(
            "--edition",
            choices=[edition.value for edition in Edition],
            default=Edition.PUBLIC.value,
            help="public hides confidential names (default), consortium only those that are hidden from "
            "partners too, agency none",
        )

        parser.add_argument(
            "--annex",
            action="store_true",
            help="add the evidence annex: the records behind every figure (pdf, docx, xlsx, csv)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Render and write; every fault is one clear line and leaves no half-written file."""
        path: Path = options["output"]
        try:
            rendered = render_report(
                get_partnership(options["partnership"]),
                options["document"],
                options["format"],
                report_key=options["period"],
                edition=Edition(options["edition"]),
                with_annex=options["annex"],
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            rendered.copy_to(path)
        except ReportingError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        if options["verbosity"]:
            self.stdout.write(f"{path} ({rendered.size:,} bytes)")

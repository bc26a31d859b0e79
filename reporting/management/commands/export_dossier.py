"""Writes the dossier of a report for auditors."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.dossier import write_dossier
from reporting.engine.editions import Edition
from reporting.exceptions import ReportingError, UnknownReport
from reporting.models import Report
from reporting.models.periods import FINAL_KEY
from reporting.services import get_document, get_partnership, get_report


class Command(BaseCommand):
    """``manage.py export_dossier PARTNERSHIP DOCUMENT --edition agency --output PATH``."""

    help = "Write a report with the records behind it, agreements and hashes as one archive."

    def add_arguments(self, parser: CommandParser) -> None:
        """The partnership's address, the document, the edition and the path."""
        parser.add_argument("partnership", help="address of the partnership, e.g. laser-go")
        parser.add_argument("document", help="document, e.g. key-achievements")
        parser.add_argument("--output", required=True, type=Path, help="archive to write (.zip)")
        parser.add_argument(
            "--edition",
            choices=[edition.value for edition in Edition],
            default=Edition.AGENCY.value,
            help="whose eyes it is for: public, consortium or agency (default)",
        )
        parser.add_argument(
            "--period",
            default=FINAL_KEY,
            help="key of the report, e.g. interim-1 (default: the final report)",
        )
        parser.add_argument(
            "--working",
            action="store_true",
            help="today's records, even where a version was submitted",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it; every fault is one clear line and leaves no half-written file."""
        path: Path = options["output"]
        try:
            write_dossier(
                path,
                report=_report(options["partnership"], options["document"], options["period"]),
                edition=Edition(options["edition"]),
                is_working=options["working"],
            )
        except ReportingError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        if options["verbosity"]:
            self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")


def _report(slug: str, document: str, report_key: str) -> Report:
    partnership = get_partnership(slug)
    declaration = get_document(document)
    report = get_report(partnership, document, report_key)
    if report is None:
        raise UnknownReport(
            f"{partnership} has no report “{declaration.title}” yet. Start it in the office."
        )
    return report

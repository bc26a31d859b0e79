"""Brings a workbook in."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.plan import Plan, make_plan, what_of
from exchange.services import import_workbook, tell_faults
from partnership.models import Partnership
from reporting.exceptions import ReportingError
from reporting.services import get_partnership


class Command(BaseCommand):
    """``manage.py import_workbook PATH [--partnership SLUG] [--dry-run]``."""

    help = "Make a partnership of an XLSX workbook, or change one by it: all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The path, the partnership that is changed, and whether to look only."""
        parser.add_argument("path", type=Path, help="workbook to read")
        parser.add_argument(
            "--partnership",
            metavar="SLUG",
            help="address of the partnership that is changed (default: a new one is made)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would be done; change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import or look; every fault is a line with sheet, row and column."""
        path: Path = options["path"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            slug = options["partnership"]
            partnership = get_partnership(slug) if slug else None
            plan = make_plan(path, partnership=partnership, by=None, progress=self._progress)
            self._tell(plan, has_details=options["verbosity"] > 1 or options["dry_run"])
            if not plan.is_possible:
                raise CommandError(tell_faults(plan))
            if options["dry_run"]:
                self.stdout.write("Nothing was changed: this was a dry run.")
                return
            self._import(path, partnership, plan)
        except ReportingError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error

    def _import(self, path: Path, partnership: Partnership | None, plan: Plan) -> None:
        outcome = import_workbook(
            path,
            partnership=partnership,
            by=None,
            reason=f"Workbook {path.name}"[:100],
            progress=self._progress,
            expected=plan.digest(),
        )
        verb = "changed" if partnership else "made"
        self.stdout.write(f"{outcome.partnership.acronym} was {verb}: {outcome.partnership.slug}")

    def _tell(self, plan: Plan, *, has_details: bool) -> None:
        for name, counts in plan.counts().items():
            told = ", ".join(f"{number:,} {what}" for what, number in sorted(counts.items()))
            self.stdout.write(f"  {name:<20}{told}")
        for row in plan.rows if has_details else ():
            if what_of(row) == "changed":
                self.stdout.write(f"  {row.sheet}, row {row.number} ({row.label}):")
                for change in row.changes:
                    self.stdout.write(f"    {change.header}: “{change.old}” → “{change.new}”")
        for note in plan.notes:
            self.stdout.write(f"Note: {note}")
        for fault in plan.faults:
            self.stderr.write(str(fault))

    def _progress(self, stage: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            percent = f" {100 * done // total} %" if total else ""
            self.stderr.write(f"\r\033[K{stage}{percent}", ending="")

"""Tells what changed between two versions of a report."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.comparison.lines import Line, as_json, lines
from reporting.comparison.summary import summarise
from reporting.engine.editions import Edition
from reporting.exceptions import ReportingError, UnknownReport
from reporting.models.periods import FINAL_KEY
from reporting.services import find_reports, get_document, get_partnership
from reporting.sides import TODAY, choose_side, compare_sides, every_side


class Command(BaseCommand):
    """``manage.py compare_reports PARTNERSHIP DOCUMENT --from 1 --to today``."""

    help = "Tell what changed between two versions of a report, or since one."

    def add_arguments(self, parser: CommandParser) -> None:
        """The report, both sides and the form of the answer."""
        parser.add_argument("partnership", help="address of the partnership, e.g. laser-go")
        parser.add_argument("document", help="document, e.g. key-achievements")
        parser.add_argument(
            "--period", default=FINAL_KEY, help="key of the report (default: final)"
        )
        parser.add_argument("--from", dest="before", required=True, help="version, or today")
        parser.add_argument("--to", dest="after", default=TODAY, help="version, or today (default)")
        parser.add_argument("--edition", choices=[e.value for e in Edition], default=Edition.PUBLIC)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and print; every fault is one clear line."""
        edition = Edition(options["edition"])
        try:
            sides = self._sides(options)
            before, after = (choose_side(sides, options[name]) for name in ("before", "after"))
            comparison = compare_sides(before, after, edition)
        except ReportingError as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(comparison), ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{before.label} → {after.label}: {summarise(comparison).line}.")
        for line in lines(comparison):
            self.stdout.write(_told(line))

    @staticmethod
    def _sides(options: dict[str, Any]) -> Any:
        partnership = get_partnership(options["partnership"])
        get_document(options["document"])
        reports = find_reports(partnership, options["document"])
        for report in reports:
            if report.key == options["period"]:
                return every_side(report, reports)
        known = ", ".join(report.key for report in reports) or "none yet"
        raise UnknownReport(f"There is no report “{options['period']}”. Known reports: {known}.")


def _told(line: Line) -> str:
    where = " · ".join(filter(None, [line.place, line.row, line.column]))
    difference = f" ({line.difference})" if line.difference else ""
    told = f"{line.before} → {line.after}{difference}" if line.before or line.after else ""
    if line.change == "came":
        told = line.after
    elif line.change == "went":
        told = line.before
    words = " ".join("; ".join(filter(None, [told, line.record])).split())
    return f"  {line.change:<8} {where}: {words}"

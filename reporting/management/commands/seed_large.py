"""Fills an empty portal with an invented programme of any size."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from partnership.models import Cluster, Partnership, Programme
from reporting.seeding.programme import seed_programme
from reporting.seeding.size import Size

LARGEST = 50


class Command(BaseCommand):
    """``manage.py seed_large``: for measuring, never for a portal that people use."""

    help = (
        "Fill an empty portal with an invented programme: 26 partnerships, 150 clusters, 17,000 "
        "companies, 50,000 meetings and what belongs to them; the same every time it runs on a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How large it shall be."""
        parser.add_argument(
            "--times", type=_times, default=1, help="So many times as large, from 1 to 50."
        )

    def handle(self, *args: Any, times: int, **options: Any) -> None:
        """Fill the portal, or refuse and change nothing."""
        refuse_other_data()
        size = Size().times(times)
        seed_programme(size, today=timezone.localdate(), tell=self.stdout.write)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # so that the database plans for so many rows at once
        self.stdout.write(
            f"Filled the portal: {size.partnerships:,} partnerships, {size.clusters:,} clusters, "
            f"{size.companies:,} companies, {size.meetings:,} meetings."
        )


def refuse_other_data() -> None:
    """Raise ``CommandError`` in a portal that holds anything but people. Three queries at most."""
    for model in (Partnership, Cluster, Programme):
        number = model._default_manager.count()
        if number:
            nouns = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
            raise CommandError(
                f"This portal holds data already ({number:,} {nouns}); the large programme is for "
                "an empty one. Set VAR_DIR to a new folder, or DATABASE_URL to a new database, run "
                "manage.py migrate there and try again."
            )


def _times(typed: str) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= LARGEST:
        raise ArgumentTypeError(f"Write a whole number from 1 to {LARGEST}, not “{typed}”.")
    return int(typed)

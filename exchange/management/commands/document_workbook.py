"""Writes docs/workbook.md."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from exchange.documentation import as_markdown


class Command(BaseCommand):
    """``manage.py document_workbook PATH``: run it when a sheet has changed."""

    help = "Write the contract of the workbook as Markdown."

    def add_arguments(self, parser: CommandParser) -> None:
        """The path."""
        parser.add_argument("path", type=Path, help="file to write, docs/workbook.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        options["path"].write_text(as_markdown())

"""``manage.py restore``: a backup in place of what the portal holds."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.backups.exceptions import BackupFailed, RestoreFailed, RestoreRefused
from exchange.backups.keys import key_of
from exchange.backups.manifest import Manifest
from exchange.backups.restoring import check_backup, restore_backup


class Command(BaseCommand):
    """``manage.py restore portal-2026-01-01-020000.tar.gz.age``; see docs/operations.md."""

    help = "Restore a backup into an empty portal, or with --replace in place of what is there."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what may be taken away for it."""
        parser.add_argument("file", type=Path, help="backup to restore")
        parser.add_argument(
            "--replace", action="store_true", help="take away what the portal holds now"
        )
        parser.add_argument(
            "--check", action="store_true", help="read and compare all of it, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore or check; every fault is one clear line."""
        key = key_of(settings.BACKUP_KEY)
        try:
            if options["check"]:
                manifest = check_backup(options["file"], key)
            else:
                manifest = restore_backup(options["file"], key, replace=options["replace"])
        except (RestoreRefused, BackupFailed) as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except RestoreFailed as error:
            raise CommandError(str(error)) from error
        self._tell(manifest, "whole" if options["check"] else "restored")

    def _tell(self, manifest: Manifest, done: str) -> None:
        self.stdout.write(
            f"The backup of {manifest.made_at:%d %B %Y, %H:%M %Z} is {done}: {len(manifest.files):,} "
            f"files, {sum(manifest.tables.values()):,} rows in {len(manifest.tables)} tables."
        )
        if not manifest.has_same_secret_key:
            self.stderr.write(
                "SECRET_KEY is another one than the backup was made with: second factors and private "
                "links open only with that one. Set it, or add it to SECRET_KEY_FALLBACKS."
            )

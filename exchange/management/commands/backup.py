"""``manage.py backup``: the whole portal as one file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.backups.exceptions import BackupFailed
from exchange.backups.keys import key_of, new_key
from exchange.backups.making import make_backup


class Command(BaseCommand):
    """``manage.py backup /backups/``, while the portal runs; see docs/operations.md."""

    help = "Write database, uploaded files and submitted reports into one file; read back before it counts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, or a new key."""
        parser.add_argument(
            "target", nargs="?", type=Path, help="a folder, or the file to write (.tar.gz or .age)"
        )
        parser.add_argument(
            "--new-key", action="store_true", help="print a new secret key and its public key"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it; every fault is one clear line and leaves no half-written file."""
        if options["new_key"]:
            secret, public = new_key()
            self.stdout.write(f"# reads and writes backups; keep it away from them\n{secret}")
            self.stdout.write(f"# writes only\n{public}")
            return
        if options["target"] is None:
            raise CommandError("Say where to: a folder or a file.")
        key = key_of(settings.BACKUP_KEY)
        try:
            backup = make_backup(options["target"], key)
        except BackupFailed as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(
                f"{backup.path} ({backup.path.stat().st_size:,} bytes, "
                f"{len(backup.manifest.files):,} files, {sum(backup.manifest.tables.values()):,} rows)"
            )
        if key is None:
            self.stderr.write("It is NOT encrypted: BACKUP_KEY is not set.")

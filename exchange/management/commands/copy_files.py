"""``manage.py copy_files``: from the folders of this machine into the bucket, or back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.stores.folder import FolderStore
from exchange.backups.copying import Copied, copy_files
from exchange.backups.exceptions import BackupFailed
from exchange.backups.folders import stores

FOLDERS = {"media": "MEDIA_ROOT", "reports": "REPORTS_ROOT"}


class Command(BaseCommand):
    """``manage.py copy_files to-bucket``, with S3_BUCKET set; see docs/operations.md."""

    help = "Copy uploads and submitted reports between folders and bucket; each copy is compared."

    def add_arguments(self, parser: CommandParser) -> None:
        """The way."""
        parser.add_argument("way", choices=["to-bucket", "to-folders"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy; nothing is removed."""
        counts = Copied()
        for name, bucket in stores().items():
            if not bucket.is_shared:
                raise CommandError(
                    "No bucket is set. Set S3_BUCKET as it is or was, and try again."
                )
            folder = FolderStore(FOLDERS[name])
            source, target = (folder, bucket) if options["way"] == "to-bucket" else (bucket, folder)
            try:
                counts += copy_files(name, source, target)
            except BackupFailed as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(f"Files cannot be copied: {error.strerror or error}.") from error
        self.stdout.write(
            f"{counts.copied:,} files copied, {counts.there:,} were there; {counts.size:,} bytes. "
            "Nothing was removed."
        )

"""Makes the indexes that searches of the office use, where a migration could not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from common.migrations import FoldWords, IndexWords, finds_three_letters


class Command(BaseCommand):
    """Makes what is missing; may be run again, and while the portal is used."""

    help = "Makes the indexes for searches, once PostgreSQL has the extension pg_trgm."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do again what the migrations do for searches."""
        if connection.vendor != "postgresql":
            self.stdout.write("Only PostgreSQL has such indexes; nothing is missing.")
            return
        loader = MigrationLoader(connection)
        for app_label, name in loader.applied_migrations:
            migration = loader.disk_migrations.get((app_label, name))
            for operation in migration.operations if migration else ():
                if isinstance(operation, FoldWords | IndexWords):
                    with connection.schema_editor() as editor:
                        operation.database_forwards(app_label, editor)
        if not finds_three_letters(connection):
            raise CommandError(
                "The extension pg_trgm is missing, and this user of the database may not add it. Have an "
                "administrator of the server run CREATE EXTENSION pg_trgm in this database, then try again."
            )
        self.stdout.write("All indexes for searches are there.")

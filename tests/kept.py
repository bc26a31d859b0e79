"""Records and files that many tests begin with: made once in a process, then put back as they were."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from tests.database import count_rows

Rows = dict[str, Any]
"""The rows of tables, as the database keeps them."""


@dataclass(frozen=True)
class Made:
    """The tables that were changed, and the folder of reports."""

    rows: Rows
    files: Path


class Kept:
    """What was made, by its name and by how many rows were there before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[tuple[str, frozenset], Made] = {}
        self.tables = Copied() if connection.vendor == "postgresql" else Selected()

    def begin_with(self, name: str, make: Callable[[], object]) -> None:
        """What ``make`` makes in the database and in the folder of reports."""
        connection.ensure_connection()
        beginning = (name, frozenset(count_rows().items()))
        if beginning in self.made:
            self._put_back(self.made[beginning])
            return
        before = self._rows()
        make()
        changed = {t: rows for t, rows in self._rows().items() if rows != before.get(t)}
        made = self.made[beginning] = Made(changed, self.folder / str(len(self.made)))
        if Path(settings.REPORTS_ROOT).exists():
            shutil.copytree(settings.REPORTS_ROOT, made.files)

    def _put_back(self, made: Made) -> None:
        with transaction.atomic():
            for table, rows in made.rows.items():
                with connection.cursor() as cursor:
                    cursor.execute(f"DELETE FROM {table}")
                self.tables.put_back(table, rows)
        if made.files.exists():
            shutil.copytree(made.files, settings.REPORTS_ROOT, dirs_exist_ok=True)

    def _rows(self) -> Rows:
        return {table: self.tables.rows_of(table) for table in count_rows()}


class Selected:
    """SQLite's rows: columns are expressions here, so that nothing is taken for a day or a truth."""

    def rows_of(self, table: str) -> list[tuple]:
        """All rows of a table."""
        described = connection.connection.execute(f"SELECT * FROM {table} LIMIT 0").description
        columns = ", ".join(f'+"{column[0]}"' for column in described)
        return connection.connection.execute(f"SELECT {columns} FROM {table}").fetchall()

    def put_back(self, table: str, rows: list[tuple]) -> None:
        """Fill an empty table."""
        marks = ", ".join("?" * len(rows[0]))
        connection.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


class Copied:
    """PostgreSQL's rows. Its sequences never go back, so the numbers of what is put back are free."""

    def rows_of(self, table: str) -> bytes:
        """All rows of a table."""
        target = BytesIO()
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table} TO STDOUT", target)
        return target.getvalue()

    def put_back(self, table: str, rows: bytes) -> None:
        """Fill an empty table."""
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table} FROM STDIN", BytesIO(rows))

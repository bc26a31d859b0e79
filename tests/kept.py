"""Records and files that many tests begin with: made once in a process, then put back as they were."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

Rows = dict[str, list[tuple]]
"""The rows of tables, as the database keeps them."""


@dataclass(frozen=True)
class Made:
    """The tables that were changed, and the folder of reports."""

    rows: Rows
    files: Path


class Kept:
    """What was made, by its name and by what was there before.

    Only SQLite gives rows back as it keeps them; elsewhere everything is made again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[tuple[str, frozenset], Made] = {}

    def begin_with(self, name: str, make: Callable[[], object]) -> None:
        """What ``make`` makes in the database and in the folder of reports."""
        if connection.vendor != "sqlite":
            make()
            return
        connection.ensure_connection()
        before = self._rows()
        beginning = (name, frozenset((table, len(rows)) for table, rows in before.items()))
        if beginning in self.made:
            self._put_back(self.made[beginning])
            return
        make()
        changed = {t: rows for t, rows in self._rows().items() if rows != before.get(t)}
        made = self.made[beginning] = Made(changed, self.folder / str(len(self.made)))
        if Path(settings.REPORTS_ROOT).exists():
            shutil.copytree(settings.REPORTS_ROOT, made.files)

    @staticmethod
    def _put_back(made: Made) -> None:
        with transaction.atomic():
            for table, rows in made.rows.items():
                marks = ", ".join("?" * len(rows[0]))
                connection.connection.execute(f"DELETE FROM {table}")
                connection.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        if made.files.exists():
            shutil.copytree(made.files, settings.REPORTS_ROOT, dirs_exist_ok=True)

    def _rows(self) -> Rows:
        """All tables that are not empty."""
        found = {
            table: connection.connection.execute(query).fetchall()
            for table, query in self._queries.items()
        }
        return {table: rows for table, rows in found.items() if rows}

    @cached_property
    def _queries(self) -> dict[str, str]:
        """Columns are expressions here, so that nothing is taken for a day or a truth."""
        queries = {}
        for table in connection.introspection.table_names():
            described = connection.connection.execute(f"SELECT * FROM {table}").description
            columns = ", ".join(f'+"{column[0]}"' for column in described)
            queries[table] = f"SELECT {columns} FROM {table}"
        return queries

"""An empty database as the migrations leave it, made once for each state of them."""

import fcntl
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection

from common.whole_files import DRAFT

KEPT = 4
"""So many of the latest stay, for branches that take turns."""
COMPOUND = 200
"""So many queries SQLite takes as one."""
IMPORTED = re.compile(r"^(?:import|from) ([\w.]+)", re.MULTILINE)


def migrated_file(folder: Path) -> Path:
    """An SQLite file that ``migrate`` has made; whoever wants the same at once waits for it."""
    target = folder / f"{state_of_migrations()}.sqlite3"
    with _one_at_a_time(folder / "lock"):
        if not target.exists():
            _migrate(target)
            for old in sorted(folder.glob("*.sqlite3"), key=_made_at)[:-KEPT]:
                old.unlink()
    return target


def state_of_migrations() -> str:
    """Another text when a migration, what it imports from the portal, or Django has changed."""
    state = hashlib.sha256(f"{version('django')} {sqlite3.sqlite_version}".encode())
    written = {
        path
        for config in apps.get_app_configs()
        for path in Path(config.path, "migrations").glob("*.py")
    }
    imported = {
        Path(settings.BASE_DIR, *name.split(".")).with_suffix(".py")
        for path in written
        for name in IMPORTED.findall(path.read_text(encoding="utf-8"))
    }
    for path in sorted(written | {path for path in imported if path.exists()}):
        state.update(f"{path.parent.parent.name} {path.name}\n".encode() + path.read_bytes())
    return state.hexdigest()[:16]


def copy_into(name: str, source: Path) -> sqlite3.Connection:
    """Fill the database of that name from a file; in memory it lives as long as somebody is connected."""
    target = sqlite3.connect(name, uri=True)
    with closing(sqlite3.connect(f"{source.as_uri()}?immutable=1", uri=True)) as made:
        made.backup(target)
    return target


def flush_what_is_full() -> None:
    """After a test that commits, only tables with rows are emptied, and nothing is entered anew.

    There is no order to keep: what rows refer to is looked at when all are gone. Django would empty
    each of some two hundred tables, and then enter permissions, which the portal does not read. Kinds of
    records are entered when they are first asked for.
    """
    kinds = apps.get_model("contenttypes.ContentType").objects
    flush.emit_post_migrate_signal = lambda *_, **__: kinds.clear_cache()

    def sql_flush(style: Any, tables: Iterable[str], **_: Any) -> list[str]:
        full = count_rows()
        return [f"DELETE FROM {connection.ops.quote_name(t)}" for t in tables if t in full]

    connection.ops.sql_flush = sql_flush


def count_rows() -> dict[str, int]:
    """How many rows each table has that is not empty."""
    counts = {}
    with connection.cursor() as cursor:
        for query in _counting():
            cursor.execute(query)
            counts.update(cursor.fetchall())
    return {table: number for table, number in counts.items() if number}


def _counting() -> list[str]:
    """Few queries for all tables."""
    asked = [
        f"SELECT '{table}', COUNT(*) FROM {connection.ops.quote_name(table)}"
        for table in sorted(connection.introspection.table_names())
    ]
    parts = [asked[first : first + COMPOUND] for first in range(0, len(asked), COMPOUND)]
    return [" UNION ALL ".join(part) for part in parts]


def _migrate(target: Path) -> None:
    for left in target.parent.glob(f"{DRAFT}*"):
        left.unlink()
    draft = target.with_name(f"{DRAFT}{target.name}")
    migrate(f"sqlite:///{draft}")
    with closing(sqlite3.connect(draft)) as made:
        # A copy in memory cannot have a log beside it.
        made.execute("PRAGMA journal_mode=DELETE")
    draft.replace(target)


def migrate(address: str) -> None:
    """All migrations, in a database that is there."""
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _made_at(path: Path) -> float:
    return path.stat().st_mtime

"""The database as one file, and back: by SQLite's own copy, by PostgreSQL's own programs."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from exchange.backups.exceptions import BackupFailed, RestoreFailed, RestoreRefused
from partnership.models import Partnership

DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""The name of the file in a backup, by the kind of database."""
WAITS = "-c lock_timeout=30s"
"""For how long a restore waits for a portal that still runs."""


@dataclass(frozen=True)
class Dump:
    """A database in a file."""

    path: Path
    tables: dict[str, int]
    migrations: list[str]


def dump_database(folder: Path) -> Dump:
    """Write all of the database into a file, as it stands at one moment, while others write on.

    Raises ``BackupFailed``.
    """
    path = folder / DUMPS[connection.vendor]
    migrations = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
            tables = {name: _count_in(copy, name) for name in _tables()}
        return Dump(path, tables, migrations)
    _check_programs(["pg_dump"], BackupFailed)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        tables = count_rows()
        command = ["pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges"]
        _run([*command, f"--snapshot={snapshot}", f"--file={path}"], BackupFailed)
    return Dump(path, tables, migrations)


def load_database(dump: Path, script: Path) -> None:
    """Put the database of a file in place of what is there: all of it, or nothing.

    ``script`` is where PostgreSQL's statements are written meanwhile. Raises ``RestoreRefused``
    before anything was changed.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(dump)) as copy:
                copy.backup(connection.connection)
        except sqlite3.Error as error:
            raise RestoreRefused(
                f"The database cannot be written ({error}). Stop the portal and its workers, then "
                "restore."
            ) from error
        connection.close()
        return
    _check_programs(["pg_restore", "psql"], RestoreRefused)
    connection.close()
    command = ["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump)]
    _run(command, RestoreRefused)
    _run(
        [
            *("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
            "--command=DROP SCHEMA IF EXISTS public CASCADE",
            # The file begins with it; a dump of a single schema makes that schema.
            f"--file={script}",
        ],
        RestoreRefused,
        hint="Are the portal and its workers stopped?",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def check_counts(wanted: dict[str, int]) -> None:
    """Raises ``RestoreFailed`` when a table has not the rows that it had."""
    found = count_rows()
    wrong = sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
    if wrong:
        raise RestoreFailed(
            f"The database was restored, but not all of it: {', '.join(wrong[:5])} had other numbers of "
            "rows. Do not open the portal; restore another backup with --replace."
        )


def holds_data() -> str:
    """What the database holds that a restore would take away; empty for a new one."""
    tables = set(_tables())
    if not tables:
        return ""
    models = (get_user_model(), Partnership)
    if not {model._meta.db_table for model in models} <= tables:
        return "tables that are not the portal's"
    for model in models:
        if count := model._default_manager.count():
            name = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            return f"{count} {name}"
    return ""


def count_rows() -> dict[str, int]:
    """How many rows each table of the portal's database has."""
    counts = {}
    with connection.cursor() as cursor:
        for name in _tables():
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            counts[name] = cursor.fetchone()[0]
    return counts


def _tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def _count_in(copy: sqlite3.Connection, name: str) -> int:
    quoted = connection.ops.quote_name(name)
    return int(copy.execute(f"SELECT COUNT(*) FROM {quoted}").fetchone()[0])  # noqa: S608


# PostgreSQL's programs ------------------------------------------------------------------------


def _check_programs(names: Sequence[str], refusal: type[Exception]) -> None:
    with connection.cursor():  # connects, so that the version of the server is known
        server = connection.pg_version // 10000  # type: ignore[attr-defined]
    for name in names:
        if shutil.which(name) is None:
            raise refusal(
                f"The program {name} is missing. Install PostgreSQL's client programs of version "
                f"{server} or newer (Debian: postgresql-client-{server})."
            )
        found = re.search(r"\) (\d+)", _run([name, "--version"], refusal))
        if found is None or int(found[1]) < server:
            version = found[1] if found else "unknown"
            raise refusal(
                f"The program {name} is of version {version}, and the server of version {server}: it "
                f"has to be as new. Install postgresql-client-{server}."
            )


def _run(command: list[str], refusal: type[Exception], hint: str = "") -> str:
    done = subprocess.run(  # noqa: S603 – own words, found in PATH
        command, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()[:3]
        if done.returncode < 0:
            said.append(f"it was stopped ({signal.Signals(-done.returncode).name})")
        raise refusal(" ".join([f"{command[0]} failed: {' '.join(said)}", hint]).strip())
    return done.stdout


def _environment() -> dict[str, str]:
    """How the programs reach the database; a password does not stand in a list of processes."""
    entry = connection.settings_dict
    named = {name: entry.get(name) for name in ("HOST", "PORT", "USER", "PASSWORD")}
    options = entry.get("OPTIONS", {})
    named |= {f"SSL{name[3:].upper()}": options[name] for name in options if name.startswith("ssl")}
    given = {f"PG{name}": str(value) for name, value in named.items() if value}
    return {**os.environ, **given, "PGDATABASE": str(entry["NAME"]), "PGOPTIONS": WAITS}

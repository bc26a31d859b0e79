"""PostgreSQL and Redis for tests: where they are, a migrated database to copy, and a cache of one's own.

``TEST_POSTGRES_URL`` and ``TEST_REDIS_URL`` name other servers than those of this machine.
``python -m tests.services`` says what is missing, and nothing if nothing is.
"""

import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import redis
from django.conf import settings

from tests.database import KEPT, migrate, state_of_migrations

POSTGRES = settings.TEST_POSTGRES_URL
REDIS = settings.TEST_REDIS_URL

TEMPLATES = "portal_migrated_"
"""Begins the names of databases that are there to be copied."""
LOCK = 20260607
"""Of all processes that make or copy such a database, one does so at a time."""
STARTS_WITHIN = 60


def address_of(name: str) -> str:
    """A database of that name beside the one of ``TEST_POSTGRES_URL``."""
    return f"{POSTGRES.rpartition('/')[0]}/{name}"


@contextmanager
def database_server() -> Iterator[Any]:
    """A cursor outside of all transactions, for what concerns whole databases."""
    with closing(psycopg2.connect(POSTGRES)) as server:
        server.autocommit = True
        yield server.cursor()


def migrated_template() -> str:
    """The name of a database as the migrations leave it, made once for each state of them."""
    name = f"{TEMPLATES}{state_of_migrations()}"
    with database_server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _templates(server):
            _make(server, name)
    return name


def _make(server: Any, name: str) -> None:
    draft = f"portal_draft_{uuid.uuid4().hex[:8]}"
    server.execute(f"CREATE DATABASE {draft}")
    try:
        migrate(address_of(draft))
        server.execute(f"ALTER DATABASE {draft} RENAME TO {name}")
    except BaseException:
        server.execute(f"DROP DATABASE {draft} WITH (FORCE)")
        raise
    for old in _templates(server)[:-KEPT]:
        server.execute(f"DROP DATABASE {old}")


def _templates(server: Any) -> list[str]:
    """Oldest first."""
    server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [TEMPLATES]
    )
    return [name for (name,) in server.fetchall()]


@contextmanager
def migrated_database() -> Iterator[str]:
    """The address of a migrated database of one's own, which is gone afterwards."""
    name, template = f"portal_test_{uuid.uuid4().hex[:8]}", migrated_template()
    with database_server() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield address_of(name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def redis_server(socket: Path) -> Iterator[None]:
    """A server that listens at a socket only, keeps nothing on the disk, and is gone afterwards."""
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=socket.parent, stdin=subprocess.DEVNULL, **quiet)
    try:
        _wait_for(redis.Redis(unix_socket_path=str(socket)))
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(server: redis.Redis) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            server.ping()
        except redis.ConnectionError:
            assert time.monotonic() < deadline, f"Redis did not start within {STARTS_WITHIN} s"
            time.sleep(0.02)
        else:
            server.close()
            return


def what_is_missing() -> str:
    """Why the tests cannot run on PostgreSQL and Redis; empty if they can."""
    if not shutil.which("redis-server"):
        return "redis-server is not installed"
    try:
        with database_server():
            pass
        redis.Redis.from_url(REDIS).ping()
    except (psycopg2.OperationalError, redis.ConnectionError) as error:
        return " ".join(str(error).split())
    return ""


if __name__ == "__main__":
    sys.stdout.write(what_is_missing())

"""A portal is backed up while it runs, and comes back in an empty place: on SQLite, on PostgreSQL."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import uuid
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings

from exchange.backups.keys import new_key
from tests.services import POSTGRES

SECRET, _ = new_key()


class Portal:
    """A folder and a database; every step is a process of its own, as on a server."""

    def __init__(self, folder, **environment):
        own = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "VAR_DIR", "BACKUP_KEY")
        inherited = {name: value for name, value in os.environ.items() if name not in own}
        self.folder = folder
        self.database = folder / "portal.sqlite3"
        self.environment = {
            **inherited,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            **environment,
        }

    def run(self, *arguments, fails=False, **environment):
        """What a command says; with ``fails``, what it says of its failure."""
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            env={**self.environment, **environment},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    def manage(self, *arguments, **options):
        return self.run("manage.py", *arguments, **options)

    def play(self, *steps, **environment):
        """What the steps of ``tests.exchange.backups.portal`` say, and the state told by the last one."""
        said = self.run("-m", "tests.exchange.backups.portal", *steps, **environment)
        *others, state = said.splitlines()
        return "\n".join(others), json.loads(state)


class Backup:
    """One of a portal, and the portal's state when it was made."""

    def __init__(self, portal, folder, *steps, **environment):
        self.of, self.key = portal, {"BACKUP_KEY": environment.pop("key", SECRET)}
        steps = (*steps, f"backup {folder}", "state")
        told, self.state = portal.play(*steps, **self.key, **environment)
        (self.path,) = folder.iterdir()
        assert told.startswith(f"{self.path} (")

    def comes_back_in(self, empty):
        """Restores it into an empty place, and compares everything."""
        steps = (f"restore {self.path} --check", f"restore {self.path}", "state")
        told, after = empty.play(*steps, **self.key)
        assert "is whole:" in told
        assert "is restored:" in told
        assert after["tables"] == self.state["tables"]
        assert after["tables"]["partnership_partnership"] == 2
        assert after["reports"] == self.state["reports"]
        assert len(after["reports"]) == 2
        before = self.state["files"]
        made_again = {name for name in before if name.startswith("reports/rendered/")}
        assert "reports/rendered/again.pdf" in made_again
        assert after["files"] == {
            name: sha256 for name, sha256 in before.items() if name not in made_again
        }
        assert {name.split("/")[0] for name in after["files"]} == {"media", "reports"}


@pytest.fixture
def empty(tmp_path):
    """A folder without a database: SQLite makes it."""
    return Portal(tmp_path / "portal")


@pytest.fixture(scope="module")
def backup(tmp_path_factory, empty_database):
    """An encrypted one of a portal on SQLite, which needs no program."""
    portal = Portal(tmp_path_factory.mktemp("portal"))
    shutil.copyfile(empty_database, portal.database)
    return Backup(portal, tmp_path_factory.mktemp("backups"), "fill", PATH="/nowhere")


@pytest.fixture(scope="module")
def server():
    """PostgreSQL."""
    try:
        server = psycopg2.connect(POSTGRES)
    except psycopg2.OperationalError as error:
        pytest.skip(f"PostgreSQL is needed: {error}")
    server.autocommit = True
    with closing(server):
        yield server


@pytest.fixture
def postgresql(server, tmp_path_factory):
    """Makes portals on PostgreSQL with a database of which nothing is there but the name."""
    databases = []

    def make():
        name = f"portal_backup_{uuid.uuid4().hex[:8]}"
        server.cursor().execute(f"CREATE DATABASE {name}")
        databases.append(name)
        address = f"{POSTGRES.rpartition('/')[0]}/{name}"
        return Portal(tmp_path_factory.mktemp("portal"), DATABASE_URL=address)

    yield make
    for name in databases:
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_is_for_its_maker_alone_and_closed(backup):
    assert backup.path.name.endswith(".tar.gz.age")
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    content = backup.path.read_bytes()
    assert content.startswith(b"age-encryption.org/v1")
    assert b"baltic-photonics" not in content


def test_everything_comes_back_in_an_empty_place(backup, empty):
    backup.comes_back_in(empty)


@pytest.mark.slow
def test_everything_comes_back_on_postgresql_and_without_a_key(postgresql, tmp_path):
    backup = Backup(postgresql(), tmp_path, "schema", "fill", key="")
    assert backup.path.name.endswith(".tar.gz")
    assert backup.path.read_bytes().startswith(b"\x1f\x8b")
    backup.comes_back_in(postgresql())


def test_what_is_there_is_taken_away_only_when_that_is_said(backup, tmp_path):
    other = Portal(tmp_path)
    shutil.copyfile(backup.of.database, other.database)
    with closing(sqlite3.connect(other.database)) as database, database:
        assert database.execute("DELETE FROM reporting_narrativesection").rowcount == 1
    left = other.folder / "media" / "left.pdf"
    left.parent.mkdir(exist_ok=True)
    left.write_text("of before")
    said = other.manage("restore", backup.path, fails=True, BACKUP_KEY=SECRET)
    assert "This portal is not empty: it holds 2 people." in said
    assert "Nothing was changed." in said
    assert left.exists()
    _, after = other.play(f"restore {backup.path} --replace", "state", BACKUP_KEY=SECRET)
    assert not left.exists()
    assert after["tables"] == backup.state["tables"]
    assert not list(other.folder.rglob(".draft-*"))


def test_the_program_that_copies_postgresql_is_asked_for(server, tmp_path):
    portal = Portal(tmp_path / "portal", DATABASE_URL=POSTGRES)
    told = portal.manage("backup", tmp_path, fails=True, PATH="/nowhere")
    assert "The program pg_dump is missing. Install PostgreSQL's client programs" in told
    old = tmp_path / "bin" / "pg_dump"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    told = portal.manage("backup", tmp_path, fails=True, PATH=f"{old.parent}:{os.environ['PATH']}")
    assert "The program pg_dump is of version 9, and the server of version" in told
    assert {path.name for path in tmp_path.iterdir()} == {"bin", "portal"}

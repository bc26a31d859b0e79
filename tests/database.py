"""An empty database as the migrations leave it, made once for each state of them."""

import fcntl
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings

from common.whole_files import DRAFT

KEPT = 4
"""So many of the latest stay, for branches that take turns."""
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


def _migrate(target: Path) -> None:
    for left in target.parent.glob(f"{DRAFT}*"):
        left.unlink()
    draft = target.with_name(f"{DRAFT}{target.name}")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{draft}"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
    with closing(sqlite3.connect(draft)) as made:
        # A copy in memory cannot have a log beside it.
        made.execute("PRAGMA journal_mode=DELETE")
    draft.replace(target)


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _made_at(path: Path) -> float:
    return path.stat().st_mtime

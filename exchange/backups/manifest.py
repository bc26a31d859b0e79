"""What a backup says of itself: its files with their hashes, the state of the database, the version."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.crypto import salted_hmac

from exchange.backups.exceptions import RestoreRefused

NAME = "manifest.json"
FORMAT = 1
PIECE = 1 << 20


_VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@cache
def app_version() -> str:
    """The version of the portal."""
    content = Path(settings.BASE_DIR, "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(content)["project"]["version"])


def secret_key_sign() -> str:
    """Tells whether two portals have the same SECRET_KEY, and nothing of what it is."""
    return salted_hmac("exchange.backups", "secret key", algorithm="sha256").hexdigest()[:16]


@dataclass(frozen=True)
class FileEntry:
    """One file of a backup."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """Stands first in a backup."""

    vendor: str
    """``sqlite`` or ``postgresql``."""
    dump: str
    """Name of the file that holds the database."""
    migrations: list[str]
    """Those that the database had, as ``app.name``."""
    tables: dict[str, int]
    """How many rows each table had."""
    files: dict[str, FileEntry]
    made_at: datetime = field(default_factory=timezone.now)
    version: str = field(default_factory=app_version)
    secret_key: str = field(default_factory=secret_key_sign)
    format: int = FORMAT

    def as_json(self) -> bytes:
        """For the archive."""
        plain = {**asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(plain, indent=1, ensure_ascii=False).encode()

    @classmethod
    def of_json(cls, content: bytes) -> "Manifest":
        """Raises ``RestoreRefused`` where a newer portal wrote it, or nobody did."""
        try:
            plain: dict[str, Any] = json.loads(content)
            newer = int(plain["format"]) > FORMAT
        except (ValueError, KeyError, TypeError) as error:
            raise RestoreRefused("This is no backup of the portal: its list is damaged.") from error
        if newer:
            raise RestoreRefused(
                f"A newer version of the portal ({plain.get('version')}) made this backup. Update the "
                "portal, then restore."
            )
        try:
            plain["made_at"] = datetime.fromisoformat(plain["made_at"])
            plain["files"] = {name: FileEntry(**entry) for name, entry in plain["files"].items()}
            return cls(**plain)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RestoreRefused("This is no backup of the portal: its list is damaged.") from error

    def check_version(self) -> None:
        """Raises ``RestoreRefused`` for what this portal cannot hold."""
        if self.vendor != connection.vendor:
            raise RestoreRefused(
                f"This backup is of {_VENDORS.get(self.vendor, self.vendor)}, and the portal uses "
                f"{_VENDORS.get(connection.vendor, connection.vendor)}. Set DATABASE_URL to a database "
                "of the same kind."
            )
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        unknown = sorted(set(self.migrations) - known)
        if unknown:
            raise RestoreRefused(
                f"A newer version of the portal ({self.version}) made this backup: its database has "
                f"changes that this version does not know ({', '.join(unknown[:3])}). Update the portal, "
                "then restore."
            )

    @property
    def has_same_secret_key(self) -> bool:
        """Whether the portal has the SECRET_KEY of the backup."""
        return self.secret_key == secret_key_sign()


def hashed(source: IO[bytes]) -> FileEntry:
    """Hash and size of what is left to read."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces(source):
        digest.update(piece)
        size += len(piece)
    return FileEntry(digest.hexdigest(), size)


def pieces(source: IO[bytes]) -> Iterator[bytes]:
    """A megabyte at a time."""
    while piece := source.read(PIECE):
        yield piece

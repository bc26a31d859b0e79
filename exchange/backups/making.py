"""Makes a backup: a draft that is read back before it gets its name."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.utils import timezone

from common.stores import KeptFile
from common.whole_files import DRAFT
from exchange.backups.archive import read_archive, write_archive
from exchange.backups.databases import dump_database
from exchange.backups.exceptions import BackupFailed, RestoreRefused
from exchange.backups.folders import files_of, stores
from exchange.backups.keys import Key
from exchange.backups.manifest import FileEntry, Manifest, hashed, pieces


@dataclass(frozen=True)
class Backup:
    """A finished backup."""

    path: Path
    manifest: Manifest


def make_backup(target: Path, key: Key | None) -> Backup:
    """Write a backup to a file that is not there yet, or under a name of its own into a folder.

    Only who runs it may read the file. It is read back as a whole (with a public key: compared with
    what was written) before it stands under its name; an error leaves nothing. Raises ``BackupFailed``.
    """
    path = target / _name(key) if target.is_dir() else target
    if path.exists():
        raise BackupFailed(f"{path} is there already. Choose another name.")
    if not path.parent.is_dir():
        raise BackupFailed(f"The folder {path.parent} does not exist.")
    if key is not None:
        key.recipient()
    try:
        with _folder_of_dump() as folder, _draft(path) as draft:
            manifest, files = _take_stock(folder)
            _write(draft, manifest, files, key)
    except OSError as error:
        raise BackupFailed(f"The backup cannot be written: {error.strerror or error}.") from error
    return Backup(path, manifest)


def _name(key: Key | None) -> str:
    moment = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
    return f"portal-{moment}.tar.gz{'.age' if key else ''}"


@contextmanager
def _folder_of_dump() -> Iterator[Path]:
    root = Path(settings.REPORTS_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{DRAFT}backup-", dir=root) as folder:
        yield Path(folder)


@contextmanager
def _draft(path: Path) -> Iterator[IO[bytes]]:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=DRAFT, delete=False) as draft:
        try:
            yield draft
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def _take_stock(folder: Path) -> tuple[Manifest, dict[str, KeptFile]]:
    """The database first: files that its rows lead to are there before the rows are."""
    dump = dump_database(folder)
    files: dict[str, KeptFile] = {dump.path.name: dump.path}
    for name, store in stores().items():
        files |= {f"{name}/{each}": store.file(each) for each in files_of(name)}
    entries: dict[str, FileEntry] = {}
    for name, path in files.items():
        try:
            with path.open("rb") as source:
                entries[name] = hashed(source)
        except FileNotFoundError:  # cleared away meanwhile
            continue
    manifest = Manifest(
        vendor=connection.vendor,
        dump=dump.path.name,
        migrations=dump.migrations,
        tables=dump.tables,
        files=entries,
    )
    return manifest, files


class _Hashing:
    """Hashes what is written to a file."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target, self.digest = target, sha256()

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        return self.target.write(piece)

    def flush(self) -> None:
        self.target.flush()


def _write(
    draft: IO[bytes], manifest: Manifest, files: dict[str, KeptFile], key: Key | None
) -> None:
    hashing = _Hashing(draft)
    write_archive(hashing, manifest, files, key)  # type: ignore[arg-type]
    draft.flush()
    os.fsync(draft.fileno())
    try:
        if key is None or key.reads:
            read_archive(Path(draft.name), key)
            return
    except RestoreRefused as error:
        raise BackupFailed(f"What was written cannot be read back. {error}") from error
    digest = sha256()
    with Path(draft.name).open("rb") as written:
        for piece in pieces(written):
            digest.update(piece)
    if digest.digest() != hashing.digest.digest():
        raise BackupFailed("What was written is not what stands on the disk.")

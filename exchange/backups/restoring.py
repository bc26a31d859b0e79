"""Brings a backup back: read and checked as a whole before anything is changed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.management import call_command

from common.stores import Store
from common.whole_files import DRAFT
from exchange.backups.archive import NOT_WHOLE, read_archive
from exchange.backups.databases import check_counts, holds_data, load_database
from exchange.backups.exceptions import RestoreFailed, RestoreRefused
from exchange.backups.folders import files_of, place_of, stores
from exchange.backups.keys import Key
from exchange.backups.manifest import Manifest

NEW, OLD = "new", "old"


@dataclass
class Staging:
    """Where the files of a backup wait, beside the places where they will stand."""

    folders: dict[str, Path]
    dump: str = ""

    @contextmanager
    def place(self, name: str) -> Iterator[IO[bytes]]:
        """What a file of the backup is written into."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as target:
            yield target
        path.chmod(0o644)

    def _path(self, name: str) -> Path:
        if name == self.dump:
            return self.path_of_dump
        place = place_of(name)
        if place is None:
            raise RestoreRefused(NOT_WHOLE.format(f"{name[:100]} leads elsewhere"))
        return self.folders[name.partition("/")[0]] / NEW / place

    @property
    def path_of_dump(self) -> Path:
        """The database."""
        return self.folders["reports"] / "dump"

    def accept(self, manifest: Manifest) -> None:
        """Refuses what this portal cannot hold."""
        manifest.check_version()
        self.dump = manifest.dump


def check_backup(path: Path, key: Key | None) -> Manifest:
    """Read all of a backup and compare it with its manifest; nothing is changed."""
    return read_archive(_file(path), key)


def restore_backup(path: Path, key: Key | None, *, replace: bool) -> Manifest:
    """Put a backup in place of what the portal holds, and migrate it to this version.

    Without ``replace`` only into a portal without people, partnerships and files. Raises
    ``RestoreRefused`` as long as nothing was changed, afterwards ``RestoreFailed``. Nobody else may
    use the portal meanwhile.
    """
    _file(path)
    if not replace and (held := _held()):
        raise RestoreRefused(
            f"This portal is not empty: it holds {held}. A restore takes all of it away; say --replace "
            "if that is meant."
        )
    with ExitStack() as stack:
        staging = Staging({name: _staging(stack, store) for name, store in stores().items()})
        try:
            manifest = read_archive(path, key, accept=staging.accept, place=staging.place)
        except OSError as error:
            raise RestoreRefused(
                f"The backup cannot be unpacked: {error.strerror or error}."
            ) from error
        for store in stores().values():
            _try(store)
        load_database(staging.path_of_dump, staging.folders["reports"] / "script")
        check_counts(manifest.tables)
        for name, store in stores().items():
            _exchange(name, store, staging.folders[name])
    call_command("migrate", interactive=False, verbosity=0)
    return manifest


def _file(path: Path) -> Path:
    if not path.is_file():
        raise RestoreRefused(f"There is no file {path}.")
    return path


def _held() -> str:
    for name in stores():
        try:
            if any(files_of(name)):
                return holds_data() or f"files under {name}"
        except OSError as error:
            raise _unreadable(error) from error
    return holds_data()


def _try(store: Store) -> None:
    try:
        store.probe()
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> RestoreRefused:
    return RestoreRefused(f"The files cannot be reached: {error.strerror or error}.")


def _staging(stack: ExitStack, store: Store) -> Path:
    """A folder beside the files: only there they can be moved and need not be copied again."""
    root = _root(store)
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{DRAFT}restore-", dir=root))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    for name in (NEW, OLD):
        (folder / name).mkdir()
    return folder


def _root(store: Store) -> Path:
    """The folder of a store; of a bucket one of this machine, where its files wait."""
    root = store.file(".")
    return root if isinstance(root, Path) else Path(settings.REPORTS_ROOT)


def _exchange(name: str, store: Store, staging: Path) -> None:
    try:
        if store.is_shared:
            _send(store, staging / NEW)
        else:
            _move(_root(store), staging)
    except OSError as error:
        raise RestoreFailed(
            f"The database is restored, the files under {name} are not ({error.strerror or error}). Mend "
            "the cause and restore once more with --replace."
        ) from error


def _send(store: Store, new: Path) -> None:
    """All files of the backup, then without those that it does not hold."""
    sent = set()
    for path in sorted(path for path in new.rglob("*") if path.is_file()):
        name = path.relative_to(new).as_posix()
        with path.open("rb") as source, store.writing(name) as target:
            shutil.copyfileobj(source, target)
        sent.add(name)
    for entry in list(store.entries()):
        if entry.name not in sent:
            store.delete(entry.name)


def _move(root: Path, staging: Path) -> None:
    for path in list(root.iterdir()):
        if not path.name.startswith(DRAFT):
            path.rename(staging / OLD / path.name)
    for path in list((staging / NEW).iterdir()):
        path.rename(root / path.name)

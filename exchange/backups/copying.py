"""Files from one store into another one, compared by their hashes."""

import shutil
from dataclasses import dataclass

from common.stores import Store
from exchange.backups.exceptions import BackupFailed
from exchange.backups.folders import lasting
from exchange.backups.manifest import FileEntry, hashed


@dataclass(frozen=True)
class Copied:
    """How many files were copied, how many were there already, and the bytes of all."""

    copied: int = 0
    there: int = 0
    size: int = 0

    def __add__(self, other: "Copied") -> "Copied":
        return Copied(self.copied + other.copied, self.there + other.there, self.size + other.size)


def copy_files(name: str, source: Store, target: Store) -> Copied:
    """Copy what lasts of a store, such as ``media``; nothing is removed, and twice does no harm.

    Each copy is read back, and has the size and SHA-256 of its file. Raises ``BackupFailed``.
    """
    counts = Copied()
    for each in lasting(name, source):
        try:
            counts += _copy(each, source, target)
        except FileNotFoundError:  # cleared away meanwhile
            continue
        except OSError as error:
            raise BackupFailed(
                f"{name}/{each} cannot be copied: {error.strerror or error}. What was copied stays; say "
                "it again to go on."
            ) from error
    return counts


def _copy(name: str, source: Store, target: Store) -> Copied:
    wanted = _hash_in(source, name)
    if target.file(name).is_file() and _hash_in(target, name) == wanted:
        return Copied(there=1, size=wanted.size)
    with source.file(name).open("rb") as content, target.writing(name) as copy:
        shutil.copyfileobj(content, copy)
    if _hash_in(target, name) != wanted:
        raise BackupFailed(f"The copy of {name} is not what was copied. Say it again.")
    return Copied(copied=1, size=wanted.size)


def _hash_in(store: Store, name: str) -> FileEntry:
    with store.file(name).open("rb") as content:
        return hashed(content)

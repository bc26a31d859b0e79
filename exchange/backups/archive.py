"""The archive: the manifest, then each file, packed; encrypted when there is a key."""

import gzip
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from common.stores import KeptFile
from exchange.backups.exceptions import BackupFailed, RestoreRefused
from exchange.backups.keys import SIGNATURE, Key, is_encrypted
from exchange.backups.manifest import NAME, FileEntry, Manifest, hashed
from exchange.backups.piping import piped

NOT_WHOLE = "The backup was cut off or changed: {}. Copy it once more, or take another one."
Place = Callable[[str], AbstractContextManager[IO[bytes] | None]]
"""What the content of a file is written into, by its name; or nothing."""
LARGEST_MANIFEST = 256 * 1024 * 1024
QUICK = 3
"""How hard to pack: dumps and PDFs are packed already."""


def write_archive(
    target: IO[bytes], manifest: Manifest, files: Mapping[str, KeptFile], key: Key | None
) -> None:
    """The whole archive; raises ``BackupFailed`` when a file is not as the manifest says."""

    def write(sink: IO[bytes]) -> None:
        with (
            gzip.GzipFile(fileobj=sink, mode="wb", compresslevel=QUICK, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        ):
            content = manifest.as_json()
            tar.addfile(_head(NAME, len(content)), io.BytesIO(content))
            for name, entry in manifest.files.items():
                with files[name].open("rb") as source:
                    _add(tar, name, entry, source)

    if key is None:
        write(target)
    else:
        piped(write, lambda stream: key.encrypt(stream, target))


def _add(tar: tarfile.TarFile, name: str, entry: FileEntry, source: IO[bytes]) -> None:
    try:
        tar.addfile(_head(name, entry.size), source)
    except OSError as error:
        raise BackupFailed(f"{name} changed while it was copied. Try again.") from error


def _head(name: str, size: int) -> tarfile.TarInfo:
    head = tarfile.TarInfo(name)
    head.size = size
    head.mode = 0o600
    return head


@contextmanager
def no_place(name: str) -> Iterator[IO[bytes] | None]:
    """Keeps nothing of a file: it is only checked."""
    yield None


def read_archive(
    path: Path,
    key: Key | None,
    *,
    accept: Callable[[Manifest], None] = lambda manifest: None,
    place: Place = no_place,
) -> Manifest:
    """Read an archive to its end, every file compared with the manifest.

    ``accept`` sees the manifest before anything else is read, and may refuse; ``place`` gives for
    each name what to write into. Raises ``RestoreRefused`` where anything is missing, too much,
    changed or closed to the key.
    """
    with path.open("rb") as source:
        start = source.read(len(SIGNATURE))
        source.seek(0)
        if not is_encrypted(start):
            return _unpacked(source, accept, place)
        if key is None:
            raise RestoreRefused(
                "This backup is encrypted. Set BACKUP_KEY, or BACKUP_KEY_FILE, to its secret key."
            )
        manifest: Manifest = piped(
            lambda sink: key.decrypt(source, sink),
            lambda stream: _unpacked(stream, accept, place),
        )
        return manifest


def _unpacked(
    stream: IO[bytes],
    accept: Callable[[Manifest], None],
    place: Place,
) -> Manifest:
    try:
        with gzip.GzipFile(fileobj=stream) as packed:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                manifest = _first(tar)
                accept(manifest)
                _read_files(tar, manifest, place)
            while packed.read(1 << 20):  # what seals the end is checked when it is read
                pass
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RestoreRefused(NOT_WHOLE.format("it cannot be unpacked to its end")) from error
    return manifest


def _first(tar: tarfile.TarFile) -> Manifest:
    head = tar.next()
    if head is None or head.name != NAME or not head.isreg() or head.size > LARGEST_MANIFEST:
        raise RestoreRefused("This is no backup of the portal: it does not begin with its list.")
    return Manifest.of_json(_content(tar, head).read())


def _content(tar: tarfile.TarFile, head: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(head)
    if content is None:
        raise RestoreRefused(NOT_WHOLE.format(f"{head.name} is no file"))
    return content


def _read_files(
    tar: tarfile.TarFile,
    manifest: Manifest,
    place: Place,
) -> None:
    left = dict(manifest.files)
    while head := tar.next():
        wanted = left.pop(head.name, None)
        if wanted is None or not head.isreg():
            raise RestoreRefused(NOT_WHOLE.format(f"{head.name} is not in its list"))
        with place(head.name) as target:
            found = hashed(_copied(_content(tar, head), target))
        if found != wanted:
            raise RestoreRefused(NOT_WHOLE.format(f"{head.name} is not what its list says"))
    if left:
        raise RestoreRefused(NOT_WHOLE.format(f"{len(left)} files are missing"))


class _Copying(io.RawIOBase):
    """Whatever is read of a source is written to a target, too."""

    def __init__(self, source: IO[bytes], target: IO[bytes]) -> None:
        self.source, self.target = source, target

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.target.write(piece)
        return piece


def _copied(source: IO[bytes], target: IO[bytes] | None) -> IO[bytes]:
    return source if target is None else _Copying(source, target)  # type: ignore[return-value]

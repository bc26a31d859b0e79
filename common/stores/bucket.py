"""Files in a bucket of an object store that speaks the language of S3."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import IO, Any, Literal

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from common.stores.base import Entry, StoreIsAway
from common.whole_files import DRAFT

logger = logging.getLogger(__name__)

PIECE = 1 << 18
IN_MEMORY = 1 << 20
"""Bytes of a file that are held in memory; larger ones wait on the disk."""
_connecting = Lock()
"""One thread at a time makes a connection: the library says so."""

TRIES = 4
"""How often a file is taken up again in one reading, where it was cut off."""


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    """What the library raises, as what files raise."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in ("404", "NoSuchKey"):
            raise FileNotFoundError(2, "There is no such file", name) from error
        logger.error("The store of files refused: %s", code)
        raise StoreIsAway(name) from error
    except (BotoCoreError, Boto3Error) as error:
        logger.error("The store of files is away: %s", type(error).__name__)
        raise StoreIsAway(name) from error


@dataclass(frozen=True)
class BucketFile:
    """A file of a bucket; it answers as a path does."""

    store: "BucketStore"
    key: str

    @property
    def name(self) -> str:
        """The last part of its name."""
        return PurePosixPath(self.key).name

    @property
    def size(self) -> int:
        """In bytes. Raises ``FileNotFoundError``."""
        return self.store.size(self.key)

    def is_file(self) -> bool:
        """Whether it is there."""
        return self.store.exists(self.key)

    def open(self, mode: Literal["rb"] = "rb") -> IO[bytes]:
        """Its content, whole, to be read from the beginning. Raises ``FileNotFoundError``."""
        copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
        try:
            self._copy(copy)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return copy

    def read_bytes(self) -> bytes:
        """Its content."""
        return b"".join(self.pieces())

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """A copy on the disk, gone afterwards; its name ends as that of the file."""
        with tempfile.NamedTemporaryFile(suffix=PurePosixPath(self.key).suffix) as copy:
            self._copy(copy)
            copy.flush()
            yield Path(copy.name)

    def _copy(self, target: IO[bytes]) -> None:
        for piece in self.pieces():
            target.write(piece)

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Its content, or that from ``start`` to before ``stop``, a piece at a time.

        What is cut off is taken up where it was cut. Raises ``StoreIsAway`` where that does not help,
        or the file became another one meanwhile: what was given is then less than what was promised.
        """
        at, tries = start, 0
        same: dict[str, str] = {}
        while True:
            asked = {"Range": f"bytes={at}-{'' if stop is None else stop - 1}"}
            try:
                with _in_words(self.key):
                    found = self.store.object(self.key).get(
                        **(asked if at or stop is not None else {}), **same
                    )
                    same = {"IfMatch": found["ETag"]}
                    for piece in found["Body"].iter_chunks(PIECE):
                        at += len(piece)
                        yield piece
            except StoreIsAway:
                tries += 1
                if tries == TRIES or not same:  # the library has tried to begin more than once
                    raise
            else:
                return


@lru_cache(maxsize=4)
def _session(process: int, access_key: str | None, secret_key: str | None) -> boto3.Session:
    """What connections are made of, which takes half a second the first time; not across a fork."""
    return boto3.Session(aws_access_key_id=access_key, aws_secret_access_key=secret_key)


class BucketStore(S3Storage):
    """The files below a folder of a bucket, which nobody but the portal reads.

    Without keys those of the machine count, as the library finds them.
    """

    is_shared = True

    def __init__(
        self,
        *,
        bucket: str,
        folder: str,
        endpoint: str = "",
        region: str = "",
        access_key: str = "",
        secret_key: str = "",
        timeout: float = 10,
    ) -> None:
        config = Config(
            connect_timeout=min(timeout, 3),
            read_timeout=timeout,
            retries={"mode": "standard", "total_max_attempts": 2},
            s3={"addressing_style": "path" if endpoint else "auto"},
            signature_version="s3v4",
            # Other stores than Amazon's do not know the newer sums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(
            bucket_name=bucket,
            location=folder,
            endpoint_url=endpoint or None,
            region_name=region or None,
            access_key=access_key or None,
            secret_key=secret_key or None,
            default_acl=None,  # private, unless somebody opens the bucket as a whole
            file_overwrite=False,
            client_config=config,
            # No threads: they would make connections that nobody closes.
            transfer_config=TransferConfig(use_threads=False),
        )

    def object(self, name: str) -> Any:
        """The library's object of that name."""
        # Not self.bucket: that is one for all threads, and its connection is safe in one alone.
        bucket = self.connection.Bucket(self.bucket_name)
        return bucket.Object(self._normalize_name(name))

    def _create_session(self) -> boto3.Session:
        return _session(os.getpid(), self.access_key, self.secret_key)

    @property
    def connection(self) -> Any:
        """The library's connection of this thread."""
        with _connecting:
            return super().connection

    # As a storage of Django's ----------------------------------------------------------------

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        """Refused: a view decides who may have the file."""
        raise ValueError("Private files have no address of their own.")

    def path(self, name: str) -> str:
        """Refused: it lies on no disk of this machine."""
        raise NotImplementedError("Files of a bucket have no path; see common.stores.on_disk.")

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("Files are written as a whole, with save.")
        return File(self.file(name).open(), name=name)

    def _save(self, name: str, content: Any) -> str:
        with _in_words(name):
            if hasattr(content, "seek"):
                content.seek(0)
            self.object(name).upload_fileobj(_Read(content), Config=self.transfer_config)
        return name

    def exists(self, name: str) -> bool:
        """Whether there is such a file. Raises ``StoreIsAway``."""
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """In bytes. Raises ``FileNotFoundError`` and ``StoreIsAway``."""
        with _in_words(name):
            return int(self.object(name).content_length)

    def delete(self, name: str) -> None:
        """See ``Store.delete``."""
        with _in_words(name):
            self.object(name).delete()

    # As a store ------------------------------------------------------------------------------

    def file(self, name: str) -> BucketFile:
        """See ``Store.file``; a name that leads out of the folder is refused."""
        self._normalize_name(name)
        return BucketFile(self, name)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """See ``Store.writing``: it is sent when all of it is written."""
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as draft:
            yield draft
            draft.seek(0)
            self._save(name, draft)

    @contextmanager
    def making(self, name: str) -> Iterator[Path]:
        """See ``Store.making``: a place on the disk, whose file is then sent."""
        with tempfile.TemporaryDirectory(prefix=DRAFT) as folder:
            path = Path(folder, PurePosixPath(name).name)
            yield path
            with path.open("rb") as made:
                self._save(name, made)

    def entries(self, below: str = "") -> Iterator[Entry]:
        """See ``Store.entries``."""
        root = self._normalize_name("")
        prefix = f"{root.rstrip('/')}/" if root else ""
        with _in_words(below):
            bucket = self.connection.Bucket(self.bucket_name)
            for found in bucket.objects.filter(Prefix=f"{prefix}{below}"):
                name = found.key.removeprefix(prefix)
                if not any(part.startswith(DRAFT) for part in name.split("/")):
                    yield Entry(name, found.size, found.last_modified.timestamp())

    def probe(self) -> None:
        """See ``Store.probe``."""
        with _in_words("health"):
            answer = self.object(f"{DRAFT}health").put(Body=b"health")
        if answer["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.OK:
            raise StoreIsAway("health")


class _Read:
    """A file that the library reads, and does not close."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        return piece if isinstance(piece, bytes) else piece.encode()

    def seek(self, *place: int) -> int:
        found = self._file.seek(*place)
        return self._file.tell() if found is None else int(found)

    def tell(self) -> int:
        return int(self._file.tell())

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        return

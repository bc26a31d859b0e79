"""The key of a backup: of the age format (age-encryption.org), which other programs open as well."""

from dataclasses import dataclass
from typing import IO, Any

import pyrage

from exchange.backups.exceptions import BackupFailed, RestoreRefused

SIGNATURE = b"age-encryption.org/v1"
SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 – what such a key begins with
PUBLIC = "age1"


def new_key() -> tuple[str, str]:
    """A secret key, and the public one that makes backups and cannot read them."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@dataclass(frozen=True)
class Key:
    """What BACKUP_KEY holds: a secret key, or a public one that cannot read what it has closed."""

    text: str

    @property
    def reads(self) -> bool:
        """Whether backups made with it can be read with it."""
        return self.text.startswith(SECRET)

    def encrypt(self, source: IO[bytes], target: IO[bytes]) -> None:
        """Piece by piece; each piece and the end are sealed. Raises ``BackupFailed`` without a key."""
        pyrage.encrypt_io(source, target, [self.recipient()])

    def recipient(self) -> Any:
        """Whom it closes backups for. Raises ``BackupFailed`` for a text that is no key."""
        try:
            if self.reads:
                return pyrage.x25519.Identity.from_str(self.text).to_public()
            return pyrage.x25519.Recipient.from_str(self.text)
        except (pyrage.IdentityError, pyrage.RecipientError) as error:
            raise BackupFailed(_NO_KEY) from error

    def decrypt(self, source: IO[bytes], target: IO[bytes]) -> None:
        """Raises ``RestoreRefused`` with another key, and where the file was cut off or changed."""
        if not self.reads:
            raise RestoreRefused(
                f"This backup is encrypted and BACKUP_KEY holds a public key. Reading it takes the "
                f"secret one, which begins with {SECRET}."
            )
        try:
            identity = pyrage.x25519.Identity.from_str(self.text)
        except pyrage.IdentityError as error:
            raise RestoreRefused(_NO_KEY) from error
        try:
            pyrage.decrypt_io(source, target, [identity])
        except pyrage.DecryptError as error:
            raise RestoreRefused(_told(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            raise RestoreRefused(
                "The backup was cut off or changed: a part of it does not open. Copy it once more, or "
                "take another one."
            ) from error


def key_of(setting: Any) -> Key | None:
    """The key that a setting holds, if it holds one."""
    text = str(setting or "").strip()
    return Key(text) if text else None


def is_encrypted(start: bytes) -> bool:
    """Whether a file that begins so is encrypted."""
    return start.startswith(SIGNATURE)


_NO_KEY = (
    "BACKUP_KEY is no key. “manage.py backup --new-key” makes one: a line that begins with "
    f"{SECRET} (reads and writes) and one that begins with {PUBLIC} (writes only)."
)


def _told(error: Exception) -> str:
    if "matching keys" in str(error):
        return (
            "BACKUP_KEY does not open this backup: it was made with another key. Take the key that "
            "counted on the day of the backup."
        )
    return "The backup was cut off or changed: its beginning does not open. Take another one."

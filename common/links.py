"""Private links: addresses that only those know to whom they were sent.

A link is signed with the portal's key and holds what it leads to; nothing of it is kept, so that
nobody who reads the database can make one. A record keeps the ``version`` of its link: with the next
version all earlier links end.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner


class LinkIsForged(Exception):
    """The portal never made this link, or it was cut off or changed."""


class LinkHasExpired(Exception):
    """The portal made this link, and its time is over."""


@dataclass(frozen=True)
class Target:
    """What a link leads to: a record by its number, in a version of its links."""

    pk: int
    version: int


@dataclass(frozen=True)
class PrivateLinks:
    """The links of one purpose; a link of one purpose opens nothing of another."""

    purpose: str
    lasts: timedelta | None = None
    """For how long a link counts; without it, until the record's version changes."""

    def _signer(self) -> TimestampSigner:
        return TimestampSigner(sep="~", salt=f"links.{self.purpose}")

    def make(self, pk: int, version: int) -> str:
        """What the address ends with; letters, digits and ``.~-_`` only."""
        return self._signer().sign(f"{pk}.{version}")

    def read(self, link: str) -> Target:
        """What a link leads to. Raises ``LinkIsForged`` or ``LinkHasExpired``.

        Whether the version is still that of the record is for the caller to look up.
        """
        try:
            pk, version = self._signer().unsign(link, max_age=self.lasts).split(".")
            return Target(int(pk), int(version))
        except SignatureExpired as error:
            raise LinkHasExpired from error
        except (BadSignature, ValueError) as error:
            raise LinkIsForged from error

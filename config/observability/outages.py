"""What is no fault of the program: a database or store that is away, a full disk, an update, a PDF that costs too much.

Such an error becomes a page that says so, with 503 in place of 500; see docs/adr/0036.
"""

import sqlite3
from collections.abc import Iterator
from enum import StrEnum

from django.db import DatabaseError, InterfaceError, OperationalError

from common.pdf.limits import TooMuchToRender
from common.stores import StoreIsAway
from common.whole_files import is_full
from config.observability import health


class Outage(StrEnum):
    """What is away for a while."""

    DATABASE = "database"
    DISK = "disk"
    FILES = "files"
    UPDATE = "update"
    TOO_MUCH = "too much"
    """Nothing is away; a PDF that was asked for needs more time or memory than it may."""


def outage_of(error: BaseException | None) -> Outage | None:
    """What an error tells to be away; None for a fault of the program.

    Asks the database, once, only where a query could not be understood: then migrations may be missing.
    """
    for cause in _causes(error):
        if isinstance(cause, TooMuchToRender):
            return Outage.TOO_MUCH
        if is_full(cause):
            return Outage.DISK
        if isinstance(cause, StoreIsAway):
            return Outage.FILES
        if isinstance(cause, (OperationalError, InterfaceError)) and not _is_wrong_query(cause):
            return Outage.DATABASE
        if isinstance(cause, DatabaseError) and health.is_being_updated():
            return Outage.UPDATE
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it was raised from, each once."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_wrong_query(error: BaseException) -> bool:
    """SQLite tells of tables that it does not know as it tells of a disk that it cannot read."""
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_ERROR

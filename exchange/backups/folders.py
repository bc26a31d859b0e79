"""The stores of files that belong to a backup."""

from collections.abc import Iterator
from pathlib import Path

from common.stores import Store, reports, uploads

MADE_AGAIN = ("rendered", "parts", "charts", "dossiers")
"""Below the reports: what the portal makes again by itself when it is missing."""


def stores() -> dict[str, Store]:
    """Where the files lie, by the name of their folder in a backup."""
    return {"media": uploads(), "reports": reports()}


def files_of(name: str) -> Iterator[str]:
    """Names of files that a backup takes, in order: no draft, nothing that can be made again."""
    return lasting(name, stores()[name])


def lasting(name: str, store: Store) -> Iterator[str]:
    """The same of another store that is used as this one is."""
    for entry in store.entries():
        if name != "reports" or entry.name.partition("/")[0] not in MADE_AGAIN:
            yield entry.name


def place_of(name: str) -> Path | None:
    """Where a file of a backup belongs, by its name there; none for a name that leads elsewhere."""
    folder, _, rest = name.partition("/")
    parts = rest.split("/")
    if folder not in stores() or not rest or any(part in {"", ".", ".."} for part in parts):
        return None
    return Path(*parts)

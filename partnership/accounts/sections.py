"""What other apps show on the account page: each lists what concerns whoever is signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SectionRow:
    """A line: what it is, where it stands, and the name and argument of its address, if it has one."""

    label: str
    note: str = ""
    url_name: str = ""
    link: str = ""


@dataclass(frozen=True)
class Section:
    """A box of the account page."""

    key: str
    title: str
    rows: tuple[SectionRow, ...]


account_sections: list[Callable[[Any], Section | None]] = []
"""Each gives a box for a person, or None where it does not concern the person; apps add their own."""


def sections_for(person: Any) -> list[Section]:
    """The boxes of all sources."""
    found = (source(person) for source in account_sections)
    return [section for section in found if section is not None]

"""Records as a workbook wants them, before anything is saved."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from exchange.faults import Place


def ident(record: models.Model | None) -> Any:
    """What makes two records the same: their number, or of unsaved ones that they are one object."""
    if record is None:
        return None
    return record.pk if record.pk is not None and not record._state.adding else id(record)


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that changes a record: what stood there, and what will."""

    header: str
    old: str
    new: str


@dataclass(eq=False)
class Draft:
    """A record, present or to be made, with its links and what a workbook changes in it."""

    record: Any
    is_new: bool
    links: dict[str, list[Any]] = field(default_factory=dict)
    place: Place | None = None
    places: dict[str, Place] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    touched_links: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)
    """Fields whose cells could not be read; no rule asks about them."""
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    """The row of each sheet and part that is about it."""
    wanted_number: int | None = None
    is_dropped: bool = False
    """Whether a list that it was in names it no more."""
    is_specialised: bool = False
    """Whether it is an organisation that becomes a company."""

    def touch(self, *names: str) -> None:
        """Remember that fields were set."""
        self.touched.update(names)

    @property
    def is_changed(self) -> bool:
        """Whether a record that was there is to be saved."""
        return not self.is_new and bool(self.touched or self.touched_links or self.is_specialised)

    @property
    def is_to_be_saved(self) -> bool:
        """Whether anything is to be written."""
        return not self.is_dropped and (self.is_new or self.is_changed)

    def place_of(self, name: str) -> Place | None:
        """The cell that told a field; else the row."""
        return self.places.get(name, self.place)

"""Sheets: each declares the records that its rows make, and its columns from left to right."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from exchange.columns import Column, NumberColumn
from exchange.drafts import Draft
from exchange.kinds.values import Moment, Whole

if TYPE_CHECKING:
    from exchange.store import Store


@dataclass(frozen=True)
class Part:
    """A record that a row makes or changes.

    ``keys`` are the headers that tell which one; ``within`` fills its foreign keys with other
    parts of the row. One that may stand there several times is told apart by its turn.
    """

    model: type[models.Model]
    keys: tuple[str, ...]
    within: Mapping[str, str] = field(default_factory=dict)
    only_with: str = ""
    """Header of the column that must be filled for the row to have this part."""
    may_repeat: bool = False


def number(part: str = "", header: str = "number") -> Column:
    """The record's number where the workbook comes from: evidence and findings refer to it."""
    return NumberColumn(
        header,
        Whole(largest=2_000_000_000),
        "pk",
        "Written by the portal. Kept where a whole partnership is created; leave it empty.",
        part,
        is_origin=True,
    )


def entered(part: str = "", header: str = "entered") -> Column:
    """When the record was entered, which evidence tells where nothing else is known."""
    return Column(
        header,
        Moment(),
        "created_at",
        "Written by the portal. Kept where a whole partnership is created; leave it empty.",
        part,
        is_origin=True,
    )


class Sheet:
    """A sheet of the workbook."""

    name: ClassVar[str]
    about: ClassVar[str]
    """What a row is, in a sentence for whoever fills it."""
    parts: ClassVar[Mapping[str, Part]]
    columns: ClassVar[Sequence[Column]]
    contract: ClassVar[int] = 0
    """The first so many columns are the public contract; of further sheets none."""
    is_required: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        first = next(iter(cls.parts))
        known: set[str] = set()
        for column in cls.columns:
            if column.header in known:
                raise ValueError(f"{cls.name} has two columns {column.header!r}.")
            known.add(column.header)
            if (column.part or first) not in cls.parts:
                raise ValueError(f"{cls.name} has no part {column.part!r}.")
        cls.is_required = cls.contract > 0

    @classmethod
    def part_of(cls, column: Column) -> str:
        """The part that a column fills: the first where it names none."""
        return column.part or next(iter(cls.parts))

    @classmethod
    def entries(cls, store: "Store") -> Iterable[Mapping[str, Draft]]:
        """The records of a partnership, a row each."""
        (part,) = cls.parts
        for draft in store.all(cls.parts[part].model):
            yield {part: draft}

    @classmethod
    def arrange(cls, values: dict[str, Any], store: "Store") -> None:
        """Bring the values of a row into order where columns depend on each other.

        A header that is missing is left alone, one that is ``None`` is empty. Raises ``Wrong``.
        """

    @classmethod
    def complete(cls, drafts: Mapping[str, Draft], filled: Container[str]) -> None:
        """Fill what follows from the filled columns; called when a row is read."""

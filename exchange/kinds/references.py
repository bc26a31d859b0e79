"""Kinds of cell that name other records."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from common.measures import measures
from exchange.drafts import ident
from exchange.faults import Wrong
from exchange.kinds.raw import Raw
from exchange.kinds.values import Kind, Lines, join, near, split
from partnership.models import TargetMarket
from partnership.models.partnerships import ALL_MARKETS

if TYPE_CHECKING:
    from exchange.store import Store


class Reference(Kind):
    """The name of another record, as its own sheet has it."""

    empty: Any = None
    width = 24

    def __init__(self, model: type[models.Model], sheet: str) -> None:
        self.model, self.sheet = model, sheet
        self.form = f"as in sheet {sheet}"

    def read(self, raw: Raw) -> str:
        """The name; it is looked for once all sheets are read."""
        return raw.text

    def resolve(self, value: str, store: "Store") -> Any:
        """The record of that name; raises ``Wrong`` where there is none, or several."""
        return store.find(self.model, value, self.sheet).record

    def tell(self, value: Any, store: "Store") -> str:
        """The name by which the record is found."""
        return "" if value is None else store.name_of(self.model, value)

    def same(self, one: Any, other: Any) -> bool:
        """The same record."""
        return bool(ident(one) == ident(other))


class References(Reference):
    """Several records."""

    empty: Any = ()
    width = 30

    def __init__(self, model: type[models.Model], sheet: str) -> None:
        super().__init__(model, sheet)
        self.form = f"list as in sheet {sheet}, with “; ” between the entries"

    def read(self, raw: Raw) -> Any:
        """The names."""
        return split(raw.text)

    def resolve(self, value: Any, store: "Store") -> Any:
        """The records, each once."""
        records = [store.find(self.model, name, self.sheet).record for name in value]
        return list({ident(record): record for record in records}.values())

    def tell(self, value: Iterable[Any], store: "Store") -> str:
        """Their names."""
        return join(store.name_of(self.model, record) for record in value)

    def same(self, one: Any, other: Any) -> bool:
        """The same records, in whatever order."""
        return {ident(record) for record in one} == {ident(record) for record in other}


class InOrder(References):
    """Several records whose order counts."""

    def same(self, one: Any, other: Any) -> bool:
        """The same records in the same order."""
        return [ident(record) for record in one] == [ident(record) for record in other]


class Market(Reference):
    """A target market by its code."""

    width = 10

    def __init__(self, *, or_all: bool = False) -> None:
        super().__init__(TargetMarket, "markets")
        self.or_all = or_all
        self.form = "code of a market" + (f", or {ALL_MARKETS}" if or_all else "")

    def resolve(self, value: str, store: "Store") -> Any:
        """The market, or ``ALL`` for all of them."""
        if value.upper() == ALL_MARKETS:
            if not self.or_all:
                raise Wrong(f"{ALL_MARKETS} cannot stand here. Write the code of one market.")
            return ALL_MARKETS
        return super().resolve(value, store)

    def tell(self, value: Any, store: "Store") -> str:
        """The code."""
        return value if isinstance(value, str) else super().tell(value, store)

    def same(self, one: Any, other: Any) -> bool:
        """The same market, or all of them."""
        if isinstance(one, str) or isinstance(other, str):
            return bool(one == other)
        return super().same(one, other)


class Markets(References):
    """Target markets by their codes, or all of them."""

    def __init__(self) -> None:
        super().__init__(TargetMarket, "markets")
        self.form = f"codes of markets, with “; ” between them, or {ALL_MARKETS}"

    def resolve(self, value: Any, store: "Store") -> Any:
        """The markets, or ``ALL``."""
        if any(code.upper() == ALL_MARKETS for code in value):
            if len(value) > 1:
                raise Wrong(f"Write {ALL_MARKETS} alone, or the codes of single markets.")
            return ALL_MARKETS
        return super().resolve(value, store)

    def tell(self, value: Any, store: "Store") -> str:
        """The codes."""
        return value if isinstance(value, str) else super().tell(value, store)

    def same(self, one: Any, other: Any) -> bool:
        """The same markets."""
        if isinstance(one, str) or isinstance(other, str):
            return bool(one == other)
        return super().same(one, other)


class Terms(Lines):
    """Entries of a list that grows by itself: a new name is a new entry."""

    def __init__(self, what: str) -> None:
        self.form = f"list of {what}, with “; ” between the entries; a new name becomes a new entry"

    def same(self, one: Any, other: Any) -> bool:
        """The same entries, in whatever order and case."""
        return sorted(map(str.casefold, one)) == sorted(map(str.casefold, other))


class Numbers(Kind):
    """Objectives by their numbers."""

    form = "numbers of objectives, with “; ” between them"
    empty: Any = ()
    width = 12

    def read(self, raw: Raw) -> list[int]:
        """The numbers; commas and strokes between them are understood."""
        if isinstance(raw.value, float) and not raw.value.is_integer():
            raise Wrong(
                "The spreadsheet has made one number of several. Format the cell as text, and write 1; 2."
            )
        pieces = [piece for piece in re.split(r"[;,/\s]+", raw.text) if piece]
        for piece in pieces:
            if not piece.isdecimal():
                raise Wrong(
                    f"“{piece}” is no number of an objective. Write the numbers, for example 1; 2."
                )
        return list(dict.fromkeys(map(int, pieces)))

    def resolve(self, value: Any, store: "Store") -> Any:
        """The objectives."""
        return [store.objective(number) for number in value]

    def tell(self, value: Any, store: "Store") -> Any:
        """The numbers; a single one stays a number."""
        numbers = sorted(objective.number for objective in value)
        return numbers[0] if len(numbers) == 1 else join(map(str, numbers))

    def same(self, one: Any, other: Any) -> bool:
        """The same objectives."""
        return {objective.number for objective in one} == {objective.number for objective in other}


class Measure(Kind):
    """A figure by its key."""

    width = 24
    form = "key of a figure, as the tables of a report have it, for example c2c_meetings"

    def read(self, raw: Raw) -> str:
        """The key; the figure's own words are understood, too."""
        text = raw.text
        found = _measure(text)
        if found is None:
            known = ", ".join(measures.names())
            raise Wrong(f"“{text}” is no figure.{near(text, measures.names())} Known: {known}.")
        return found

    @staticmethod
    def knows(text: str) -> bool:
        """Whether there is such a figure."""
        return _measure(text) is not None


def _measure(text: str) -> str | None:
    key = text.casefold().replace(" ", "_").replace("-", "_")
    if key in measures:
        return key
    labels = {measure.label.casefold(): measure.name for measure in measures}
    return labels.get(text.casefold())

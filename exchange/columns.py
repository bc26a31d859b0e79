"""Columns: what stands in a cell, how it is read and written, and to which record it belongs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.kinds.values import Kind

if TYPE_CHECKING:
    from exchange.drafts import Draft
    from exchange.store import Store


@dataclass(frozen=True)
class Column:
    """A column that fills one field of one of its row's records.

    ``part`` names the record where a row makes several. An ``is_origin`` column tells where a
    record comes from: it is heeded where a whole partnership is created, and nowhere else.
    """

    header: str
    kind: Kind
    field: str
    note: str = ""
    part: str = ""
    is_required: bool = False
    is_origin: bool = False
    is_hidden: bool = False
    """Whether it has no place in the workbook: the sheet fills it from other columns."""

    def take(self, draft: "Draft", store: "Store") -> Any:
        """The value that the record has."""
        return getattr(draft.record, self.field, None)

    def put(self, draft: "Draft", value: Any, store: "Store") -> None:
        """Give the record the value of a cell; raises ``Wrong`` where it cannot have it."""
        setattr(draft.record, self.field, value)
        draft.touch(self.field)

    def default(self, draft: "Draft", store: "Store") -> Any:
        """What an empty cell means: the value that a new record has."""
        model_field = draft.record._meta.get_field(self.field)
        value = model_field.get_default()
        return self.kind.empty if value is None and not model_field.null else value

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the record that it tells; errors of theirs are shown here."""
        return (self.field,)


@dataclass(frozen=True)
class LinkColumn(Column):
    """A column of several records, which are links of one."""

    def take(self, draft: "Draft", store: "Store") -> Any:
        """The linked records, in the order of their numbers."""
        return draft.links[self.field]

    def put(self, draft: "Draft", value: Any, store: "Store") -> None:
        """Set the links."""
        draft.links[self.field] = list(value)
        draft.touched_links.add(self.field)

    def default(self, draft: "Draft", store: "Store") -> Any:
        """None."""
        return []


@dataclass(frozen=True)
class OwnColumn(Column):
    """A column with ways of its own to take and put its value."""

    taking: Callable[["Draft", "Store"], Any] = lambda draft, store: None
    putting: Callable[["Draft", Any, "Store"], None] = lambda draft, value, store: None
    told: tuple[str, ...] = ()
    emptied: Callable[["Draft", "Store"], Any] | None = None

    def take(self, draft: "Draft", store: "Store") -> Any:
        """What ``taking`` finds."""
        return self.taking(draft, store)

    def put(self, draft: "Draft", value: Any, store: "Store") -> None:
        """What ``putting`` does."""
        self.putting(draft, value, store)

    def default(self, draft: "Draft", store: "Store") -> Any:
        """What ``emptied`` says, else nothing of its kind."""
        return self.emptied(draft, store) if self.emptied else self.kind.empty

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it says it tells."""
        return self.told or (self.field,)


@dataclass(frozen=True)
class NumberColumn(Column):
    """A column of the number that a record had where the workbook comes from."""

    def put(self, draft: "Draft", value: Any, store: "Store") -> None:
        """Ask for that number; it is given where it is free."""
        draft.wanted_number = value

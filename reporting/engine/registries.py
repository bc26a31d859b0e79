"""The registers of everything that is found by itself: figures, tables, documents, charts, writers, checks."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from reporting.engine.charts import Chart
    from reporting.engine.documents import Document
    from reporting.engine.figures import Figure
    from reporting.engine.findings import Check, Code
    from reporting.engine.tables import Table
    from reporting.engine.writers import Writer

T = TypeVar("T")


class UnknownKey(LookupError):
    """Something was asked for under a name that nothing has; the message lists the known names."""


class Register(Generic[T]):
    """Objects by key, in the order of registration; a key can be taken once."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._entries: dict[str, T] = {}

    def add(self, key: str, entry: T) -> T:
        """Register an entry and return it."""
        if key in self._entries:
            raise ValueError(f"The {self.noun} {key!r} is registered twice.")
        self._entries[key] = entry
        return entry

    def remove(self, key: str) -> None:
        """Take an entry out again; for tests that add one for a moment."""
        del self._entries[key]

    def __getitem__(self, key: str) -> T:
        try:
            return self._entries[key]
        except KeyError:
            known = ", ".join(self._entries)
            raise UnknownKey(f"“{key}” is no known {self.noun}. Known: {known}.") from None

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def values(self) -> list[T]:
        """All entries."""
        return list(self._entries.values())

    def items(self) -> list[tuple[str, T]]:
        """All keys with their entries."""
        return list(self._entries.items())


figures: "Register[Figure]" = Register("figure")
tables: "Register[type[Table]]" = Register("table")
charts: "Register[type[Chart]]" = Register("chart")
documents: "Register[type[Document]]" = Register("document")
writers: "Register[type[Writer]]" = Register("format")
checks: "Register[Check]" = Register("check")
codes: "Register[Code]" = Register("code of a finding")


def register(target: "Register[Any]") -> Callable[[Any], Any]:
    """Class or function decorator: enter it in a register under its own ``key``."""

    def enter(entry: Any) -> Any:
        return target.add(entry.key, entry)

    return enter

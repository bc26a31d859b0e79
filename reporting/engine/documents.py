"""Documents: narrative sections and tables in their order."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Section:
    """A narrative section of a document; ``hint`` tells its author what belongs there."""

    key: str
    title: str
    hint: str = ""


class Document:
    """A document. A subclass declares its ``key``, ``title``, narrative ``sections`` and ``tables``.

    Register it with ``@register(documents)``. ``tables`` are keys of registered tables, printed
    after the narrative in that order.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    sections: ClassVar[tuple[Section, ...]]
    tables: ClassVar[tuple[str, ...]]

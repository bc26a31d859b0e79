"""Documents: narrative sections and tables in their order."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Section:
    """A narrative section of a document; ``hint`` tells its author what belongs there.

    ``has_testimonials`` lets the testimonials that are for reports follow its text.
    """

    key: str
    title: str
    hint: str = ""
    has_testimonials: bool = False


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A registered chart and the section or table of the document that it follows, by their keys."""

    key: str
    after: str


class Document:
    """A document. A subclass declares its ``key``, ``title``, narrative ``sections`` and ``tables``.

    Register it with ``@register(documents)``. ``tables`` are keys of registered tables, printed
    after the narrative in that order; ``charts`` stand where each of them says.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    sections: ClassVar[tuple[Section, ...]]
    tables: ClassVar[tuple[str, ...]]
    charts: ClassVar[tuple[PlacedChart, ...]] = ()

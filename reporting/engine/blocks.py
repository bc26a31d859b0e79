"""Narrative text as paragraphs, for writers of formats that are not HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from reporting.engine.cells import SectionData
from reporting.engine.markup import tokens
from reporting.engine.prose import replace_marks


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one look; a line break in it is meant."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph.

    ``level`` is its depth in lists, 0 outside them. The paragraph that begins an entry has a
    ``marker``: a bullet, or its number. ``list_number`` tells lists of a section apart.
    """

    pieces: tuple[Piece, ...]
    marker: str = ""
    level: int = 0
    list_number: int = 0
    is_quote: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_numbered(self) -> bool:
        """Whether it begins an entry of a list with numbers."""
        return self.marker.isdigit()


BULLET = "•"


def blocks(section: SectionData) -> tuple[Block, ...]:
    """The section's paragraphs in order, every figure filled in."""
    return tuple(_Walk(section).blocks())


@dataclass(slots=True)
class _List:
    """A list that is open, and the number of its next entry."""

    identity: int
    has_numbers: bool
    next_number: int


class _Walk:
    def __init__(self, section: SectionData) -> None:
        self.tokens = tokens(section)
        self.printed = [reference.printed for reference in section.references]
        self.lists: list[_List] = []
        self.number_of_lists = 0
        self.quotes = 0
        self.marker = ""

    def blocks(self) -> Iterator[Block]:
        for token in self.tokens:
            if token.type == "inline":
                yield self._block(token)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._open_list(token)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
            elif token.type == "list_item_open":
                self._open_entry()
            elif token.type == "list_item_close":
                self.marker = ""  # of an entry without words
            elif token.tag == "blockquote":
                self.quotes += token.nesting

    def _open_list(self, token: Token) -> None:
        self.number_of_lists += 1
        start = int(token.attrs.get("start", 1))
        self.lists.append(_List(self.number_of_lists, token.tag == "ol", start))

    def _open_entry(self) -> None:
        current = self.lists[-1]
        self.marker = str(current.next_number) if current.has_numbers else BULLET
        current.next_number += 1

    def _block(self, token: Token) -> Block:
        marker, self.marker = self.marker, ""
        return Block(
            pieces=tuple(self._pieces(token.children or [])),
            marker=marker,
            level=len(self.lists),
            list_number=self.lists[-1].identity if self.lists else 0,
            is_quote=self.quotes > 0,
        )

    def _pieces(self, children: Sequence[Token]) -> Iterator[Piece]:
        bold = italic = 0
        for child in children:
            if child.tag == "strong":
                bold += child.nesting
            elif child.tag == "em":
                italic += child.nesting
            elif child.type == "softbreak":
                yield Piece(" ", bold > 0, italic > 0)
            elif child.type == "hardbreak":
                yield Piece("\n", bold > 0, italic > 0)
            elif child.content:
                text = replace_marks(child.content, self.printed)
                yield Piece(text, bold > 0, italic > 0)

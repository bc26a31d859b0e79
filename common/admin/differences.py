"""What differs between two texts, word by word, and between two lists, entry by entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\S+\s*|\s+")

AROUND = 8
"""Words that are shown before and after each difference."""

ALIKE = 0.5
"""Share of common words from which on two texts are told as one."""

LARGEST = 3000
"""Words up to which texts are compared one word at a time; longer ones by their paragraphs."""


@dataclass(frozen=True)
class Piece:
    """A part of a text that stayed, went or came; ``gap`` stands for words that are left out."""

    kind: Literal["same", "old", "new", "gap"]
    text: str


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts in one; of what stayed only the words around each difference.

    Nothing for two texts that have little in common: they are better read one after the other.
    """
    is_long = max(len(_words(text)) for text in (old, new)) > LARGEST
    split = _paragraphs if is_long else _words
    before, after = split(old), split(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return ()
    steps = matcher.get_opcodes()
    for place, (step, a, b, c, d) in enumerate(steps):
        if step == "equal":
            is_first, is_last = place == 0, place == len(steps) - 1
            pieces += _shorten(before[a:b], is_first=is_first, is_last=is_last)
            continue
        if a < b:
            pieces.append(Piece("old", "".join(before[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(after[c:d])))
    return tuple(pieces)


def _words(text: str) -> list[str]:
    return WORD.findall(text)


def _paragraphs(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _shorten(words: list[str], *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    begin = 0 if is_first else AROUND
    end = 0 if is_last else AROUND
    if len(words) <= begin + end + 2:
        yield Piece("same", "".join(words))
        return
    if begin:
        yield Piece("same", "".join(words[:begin]))
    yield Piece("gap", " … ")
    if end:
        yield Piece("same", "".join(words[-end:]))


def compare_lists(old: list[str], new: list[str]) -> tuple[Piece, ...]:
    """The entries that stayed, in the new order, then those that came and those that went."""
    stayed = [Piece("same", entry) for entry in new if entry in old]
    came = [Piece("new", entry) for entry in new if entry not in old]
    went = [Piece("old", entry) for entry in old if entry not in new]
    return (*stayed, *came, *went)

"""Which words of a sentence changed."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from reporting.comparison.changes import Change

TOKEN = re.compile(r"\s+|\w+(?:[.,'’-]\w+)*|[^\w\s]")
TOKENS_AT_MOST = 2_000
"""Longer texts are not compared word by word: that would take long and help nobody."""

Piece = tuple[Change, str]


def mark_words(before: str, after: str) -> list[Piece]:
    """Stretches of both texts in reading order: the same in both, gone, or new."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) + len(new) > TOKENS_AT_MOST:
        return [piece for piece in ((Change.WENT, before), (Change.CAME, after)) if piece[1]]
    return list(_joined(_pieces(old, new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield Change.SAME, "".join(new[start:end])
            continue
        yield Change.WENT, "".join(old[low:high])
        yield Change.CAME, "".join(new[start:end])


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A space alone between two changes belongs to both of them, so that phrases stay whole."""
    gone, come = "", ""
    for change, text in pieces:
        if change is Change.SAME and (gone or come) and text.isspace():
            gone, come = gone + text, come + text
        elif change is Change.SAME:
            yield from _changed(gone, come)
            gone, come = "", ""
            yield change, text
        elif change is Change.WENT:
            gone += text
        else:
            come += text
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone == come:
        if gone:
            yield Change.SAME, gone
        return
    if gone:
        yield Change.WENT, gone
    if come:
        yield Change.CAME, come

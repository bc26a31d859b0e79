"""Texts before and after, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reporting.comparison.changes import Change, SentenceChange

END = re.compile(r"[.!?…]+[\"”’»)\]*_]*(?=\s)")
LINE_OF_ITS_OWN = re.compile(r"\s*(?:[-*•–]\s|\d{1,3}[.)]\s|>)")
_NEVER_LAST = (
    "no nos nr e.g i.e cf vs fig figs art para p pp vol ch sec tab dr mr mrs ms prof st mt approx ca tel "
    "dept bzw z.b d.h u.a vgl str č čl"
)
NEVER_LAST = frozenset(_NEVER_LAST.split())
"""Abbreviations after which a sentence goes on."""
MONTHS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b"
)
ALIKE = 0.5
"""How alike two sentences are to be the same one, reworded."""
PAIRS_AT_MOST = 2_500

Sentence = tuple[str, bool]
"""A sentence, and whether a paragraph or an entry of a list begins with it."""


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text in Markdown, in order; nothing of it is lost but spaces."""
    sentences = []
    for paragraph in _paragraphs(text):
        for place, sentence in enumerate(_split(paragraph)):
            sentences.append((sentence, place == 0))
    return sentences


def _paragraphs(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if lines and (not line.strip() or LINE_OF_ITS_OWN.match(line)):
            yield " ".join(" ".join(lines).split())
            lines = []
        if line.strip():
            lines.append(line)


def _split(paragraph: str) -> Iterator[str]:
    start = 0
    for match in END.finditer(paragraph):
        if _is_end(paragraph[start : match.end()], paragraph[match.end() :].lstrip()):
            yield paragraph[start : match.end()]
            start = match.end() + 1
    if paragraph[start:].strip():
        yield paragraph[start:]


def _is_end(so_far: str, rest: str) -> bool:
    if rest[:1].islower():
        return False
    word = so_far.split()[-1]
    if not word.endswith("."):
        return True
    bare = word.rstrip(".").lstrip("(\"“‘'[*_")
    if bare.casefold() in NEVER_LAST:
        return False
    if re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])*", bare):  # initials: J. Smith, U.S. market
        return False
    is_marker = so_far == word and bare.isdigit()  # 1. of a list
    return not is_marker and not (bare.isdigit() and MONTHS.match(rest))


def compare_texts(before: str, after: str) -> tuple[SentenceChange, ...]:
    """Every sentence of both texts, in the order of the second; those that went where they stood."""
    old, new = split_sentences(before), split_sentences(after)
    matcher = SequenceMatcher(
        None, [text for text, _ in old], [text for text, _ in new], autojunk=False
    )
    found: list[SentenceChange] = []
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            found += [
                SentenceChange(Change.SAME, text, text, opens) for text, opens in new[start:end]
            ]
        else:
            found += _replaced(old[low:high], new[start:end])
    return tuple(found)


def _replaced(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[SentenceChange]:
    partners = _partners(old, new)
    left = 0
    for place, (text, opens) in enumerate(new):
        partner = partners.get(place)
        if partner is None:
            yield SentenceChange(Change.CAME, "", text, opens)
            continue
        yield from _gone(old[left:partner])
        yield SentenceChange(Change.CHANGED, old[partner][0], text, opens)
        left = partner + 1
    yield from _gone(old[left:])


def _gone(sentences: Sequence[Sentence]) -> Iterator[SentenceChange]:
    for text, opens in sentences:
        yield SentenceChange(Change.WENT, text, "", opens)


def _partners(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, int]:
    """The former sentence of each new one that is the same, reworded; both in their order."""
    partners: dict[int, int] = {}
    if len(old) * len(new) > PAIRS_AT_MOST:
        return partners
    left = 0
    for place, (text, _) in enumerate(new):
        alike = [(_likeness(old[at][0], text), -at) for at in range(left, len(old))]
        best, at = max(alike, default=(0.0, 0))
        if best >= ALIKE:
            partners[place] = -at
            left = -at + 1
    return partners


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()

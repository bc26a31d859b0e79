"""Who suits whom: offers of one compared with what another one seeks. Plain data in, plain data out.

Words are the same whatever their case, accents and plural; small words do not count.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from common.spelling import bare

SMALL_WORDS = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "new", "of"),
        *("on", "or", "other", "our", "the", "their", "to", "we", "with"),
        *("au", "aux", "avec", "ce", "d", "de", "des", "dans", "du", "en", "et", "l", "la", "le"),
        *("les", "leur", "nos", "notre", "ou", "par", "pour", "sur", "un", "une"),
        *("als", "am", "auf", "aus", "bei", "das", "dem", "den", "der", "die", "ein", "eine"),
        *("einer", "fur", "im", "ist", "mit", "oder", "sowie", "uber", "und", "unsere", "von"),
        *("vom", "zu", "zum", "zur", "etc"),
    }
)
"""Words of English, French and German that say nothing, without capitals and accents."""

WORD = re.compile(r"[^\W_]+")
PHRASES = 3
"""So many are named; more make nobody wiser."""


@dataclass(frozen=True)
class Profile:
    """What a participant offers and seeks, a line each; the key is what the caller knows it by."""

    key: Hashable
    offers: tuple[str, ...]
    seeks: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """Somebody who suits, and why.

    ``they_offer`` are words of theirs that we seek, ``they_seek`` words of theirs that we offer.
    """

    key: Hashable
    they_offer: tuple[str, ...]
    they_seek: tuple[str, ...]
    score: int
    """Words in common, both ways; two more where each has something for the other."""


def suggest(own: Profile, others: Iterable[Profile], *, most: int = 6) -> list[Suggestion]:
    """Those that suit, the best first; equals stay in the order in which they came."""
    offers, seeks = stems_of(own.offers), stems_of(own.seeks)
    found = [_compare(offers, seeks, other) for other in others]
    suited = [suggestion for suggestion in found if suggestion.score]
    return sorted(suited, key=lambda suggestion: -suggestion.score)[:most]


def _compare(offers: frozenset[str], seeks: frozenset[str], other: Profile) -> Suggestion:
    for_us = seeks & stems_of(other.offers)
    for_them = offers & stems_of(other.seeks)
    return Suggestion(
        key=other.key,
        they_offer=_phrases(other.offers, for_us),
        they_seek=_phrases(other.seeks, for_them),
        score=len(for_us) + len(for_them) + (2 if for_us and for_them else 0),
    )


def stems_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of lines in the form in which they are compared."""
    words = (stem(word) for line in lines for word in WORD.findall(line))
    return frozenset(word for word in words if word)


def stem(word: str) -> str:
    """A word without case, accents and the ending of its plural; nothing for one that says nothing."""
    plain = bare(word)
    if plain in SMALL_WORDS or (len(plain) < 2 and not plain.isdigit()):
        return ""
    if len(plain) < 4:
        return plain
    if plain.endswith("aux"):
        return f"{plain[:-3]}al"
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-1]
    if plain.endswith("ien") and len(plain) > 5:
        plain = plain[:-1]
    if plain.endswith("ie"):
        return f"{plain[:-2]}y"
    if plain.endswith("en") and len(plain) > 5:
        plain = plain[:-2]
    return plain[:-1] if plain.endswith("e") and len(plain) > 3 else plain


def _phrases(lines: Iterable[str], common: frozenset[str]) -> tuple[str, ...]:
    """The words in common as they were typed; those that follow each other are one phrase."""
    found: list[str] = []
    told: set[str] = set()
    for line in lines if common else ():
        for phrase in _runs(line, common):
            words = stems_of([phrase])
            if not words <= told:
                told |= words
                found.append(phrase)
    return tuple(found[:PHRASES])


def _runs(line: str, common: frozenset[str]) -> list[str]:
    runs: list[tuple[int, int]] = []
    goes_on = False
    for match in WORD.finditer(line):
        word = stem(match.group())
        if word in common:
            begin = runs.pop()[0] if goes_on and runs else match.start()
            runs.append((begin, match.end()))
            goes_on = True
        elif word:
            goes_on = False
    return [line[begin:end] for begin, end in runs]

"""Finds words however they are spelt: with or without accents, in capitals or not.

Both databases know regular expressions, and neither knows accents as it comes: each letter of a
search stands for itself and for all that look like it with an accent.
"""

import re
import unicodedata
from functools import cache

ALSO = {
    "ae": "æǽ",
    "oe": "œ",
    "ss": "ßẞ",
    "o": "øǿ",
    "l": "ł",
    "d": "đð",
    "i": "ı",
    "h": "ħ",
    "t": "ŧ",
    "th": "þ",
}
"""Letters that do not come apart into a letter and an accent."""

UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
"""How umlauts are written where there are none."""

LETTERS = (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000))
"""Latin, Greek and Cyrillic letters with accents."""


def bare(text: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return "".join(_plain().get(letter, letter) for letter in kept)


@cache
def _plain() -> dict[str, str]:
    return {letter: plain for plain, letters in ALSO.items() for letter in letters}


@cache
def _alike() -> dict[str, str]:
    """All letters, large and small, that come down to the same one."""
    found: dict[str, set[str]] = {}
    for number in LETTERS:
        letter = chr(number)
        plain = bare(letter)
        if len(plain) == 1 and letter.isalpha():
            found.setdefault(plain, set()).add(letter)
    return {plain: "".join(sorted(letters)) for plain, letters in found.items()}


def pattern_for(word: str) -> str:
    """A regular expression, understood by Python and by PostgreSQL, for every spelling of a word."""
    parts = []
    letters = _letters(word)
    place = 0
    while place < len(letters):
        pair = "".join(letters[place : place + 2])
        single = UMLAUTS.get(pair, "") + (ALSO.get(pair, "") if len(pair) == 2 else "")
        if single and len(letters[place]) == 1:
            parts.append(f"({_class(pair[0])}{_class(pair[1])}|[{single}{single.upper()}])")
            place += 2
            continue
        parts.append(letters[place] if len(letters[place]) > 1 else _class(letters[place]))
        place += 1
    return "".join(parts)


def _letters(word: str) -> list[str]:
    """The letters of a word without accents; an umlaut is a pattern that may be spelt with an e."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFC", word.casefold()):
        if letter in UMLAUTS.values():
            found.append(f"{_class(bare(letter))}[eE]?")
        else:
            found += bare(letter)
    return found


def _class(letter: str) -> str:
    if not letter.isalpha():
        return re.escape(letter)
    return f"[{''.join(sorted({letter, letter.upper()[:1], *_alike().get(letter, '')}))}]"

"""Finds words however they are spelt: with or without accents, in capitals or not.

Both databases know regular expressions, and neither knows accents as it comes: each letter of a
search stands for itself and for all that look like it with an accent.
"""

import re
import unicodedata
from functools import cache
from string import ascii_lowercase

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

ANY = "\0"
"""In what is looked for, any letters."""

DOUBLES = re.compile("|".join(double for double in (*UMLAUTS, *ALSO) if len(double) == 2))
"""Two letters that may be spelt as one."""

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


@cache
def sql_folding() -> tuple[str, str]:
    """Letters as NFKD leaves them, and what each comes down to; those without a partner go."""
    pairs = {letter.upper(): letter for letter in ascii_lowercase}
    marks: set[str] = set()
    for plain, letters in _alike().items():
        for part in "".join(unicodedata.normalize("NFKD", letter) for letter in letters):
            if unicodedata.combining(part):
                marks.add(part)
            elif part != plain:
                pairs.setdefault(part, plain)
    found = sorted(pairs)
    return "".join([*found, *sorted(marks)]), "".join(pairs[letter] for letter in found)


def folded(text: str) -> str:
    """A text as the database compares it with ``needle_for``."""
    letters, plain = sql_folding()
    table = str.maketrans(letters[: len(plain)], plain, letters[len(plain) :])
    return unicodedata.normalize("NFKD", text).translate(table)


def needle_for(word: str) -> str | None:
    """What SQL's LIKE looks for among texts without accents: in all that ``pattern_for`` finds, and more.

    None where no three letters follow on one another, with which an index could begin.
    """
    parts = []
    for letter in unicodedata.normalize("NFC", word.casefold()):
        if letter in UMLAUTS.values():
            parts.append(bare(letter) + ANY)  # may be spelt with an e
        else:
            parts += [part if _is_folded(part) else ANY for part in bare(letter)]
    runs = DOUBLES.sub(ANY, "".join(parts)).split(ANY)
    if not any(re.search(r"[^\W_]{3}", run) for run in runs):
        return None
    return "".join(["%", "%".join(re.sub(r"([%_\\])", r"\\\1", run) for run in runs), "%"])


@cache
def _is_folded(letter: str) -> bool:
    """Whether a letter, wherever a text holds it in any spelling, is this very one when folded."""
    return all(folded(each) == letter for each in _spellings(letter))


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
    return f"[{''.join(sorted(_spellings(letter)))}]"


def _spellings(letter: str) -> set[str]:
    if not letter.isalpha():
        return {letter}
    return {letter, letter.upper()[:1], *_alike().get(letter, "")}

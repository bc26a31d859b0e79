"""What an edition hides: confidential names and the pseudonyms that stand for them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property

ALIKE = ("'’‘ʼ`´", "-‐‑‒–—")
"""Signs that are typed for one another: apostrophes, hyphens."""

SHORT = 3
"""Up to this many letters a name may be a common word in another case."""

WORD = r"[^\W_]+"


class Disclosure:
    """Replaces confidential names in any text by their pseudonyms.

    Names are found whatever their case (short ones in their own), apostrophes and hyphens, as whole
    words, longer ones first, so that a company's full name is not left with its legal form beside
    the pseudonym. A text costs as much as it has words, however many names are hidden.
    """

    def __init__(self, pseudonyms: Mapping[str, str]) -> None:
        given = {name: pseudonym for name, pseudonym in pseudonyms.items() if name.strip()}
        # Of names that differ by case alone, the last one decides.
        self._pseudonyms = {_plain(name): pseudonym for name, pseudonym in given.items()}
        names = [_Name(text) for text in sorted({_composed(name) for name in given})]
        self._by_word: dict[str, list[_Name]] = {}
        for name in sorted(names, key=lambda name: -len(name.text)):
            self._by_word.setdefault(name.word, []).append(name)
        # The same text stands in a row, in its evidence and in that of the total.
        self._masked: dict[str, str] = {}
        led = [name for name in names if name.is_led_by_sign]
        led.sort(key=lambda name: -len(name.text))
        self._words = re.compile("|".join([*(name.regex for name in led), WORD]), re.IGNORECASE)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is hidden."""
        return not self._by_word

    def mask(self, text: str) -> str:
        """The text with every confidential name replaced."""
        if self.is_empty or not text:
            return text
        if text not in self._masked:
            self._masked[text] = self._replaced(text)
        return self._masked[text]

    def _replaced(self, text: str) -> str:
        composed = _composed(text)
        parts, end = [], 0
        for start, stop, pseudonym in self._found(composed):
            parts += [composed[end:start], pseudonym]
            end = stop
        return "".join([*parts, composed[end:]]) if parts else composed

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names stand, from left to right, none within another; with what stands for them."""
        end = 0
        for word in self._words.finditer(text):
            if word.start() < end:
                continue
            key = word[0].casefold() if word[0][0].isalnum() else _plain(word[0])
            for name in self._by_word.get(key, ()):
                match = name.pattern.match(text, word.start())
                if match:
                    end = match.end()
                    yield match.start(), end, self._pseudonyms.get(_plain(match[0]), "confidential")
                    break


class _Name:
    """A name to be hidden, and the word that texts are searched for to find it: its first one.

    A name that is led by a sign, such as a quotation mark, is searched for as a whole.
    """

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        first = re.match(WORD, self.text)
        self.is_led_by_sign = first is None
        self.word = first[0].casefold() if first else _plain(self.text)

    @cached_property
    def regex(self) -> str:
        """Finds the name as whole words; an underscore is no part of one: it sets emphasis."""
        return rf"(?<![^\W_])(?:{_pattern_of(self.text)})(?![^\W_])"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The same, ready for use; made only for names that may stand in a text."""
        return re.compile(self.regex, re.IGNORECASE)


def _composed(text: str) -> str:
    """Each accent in one sign with its letter, as some keyboards type it and others do not."""
    return unicodedata.normalize("NFC", text)


def _plain(name: str) -> str:
    plain = " ".join(_composed(name).split()).casefold()
    for signs in ALIKE:
        plain = re.sub(f"[{re.escape(signs)}]", signs[0], plain)
    return plain


def _pattern_of(name: str) -> str:
    words = name.split()
    pattern = r"\s+".join("".join(map(_sign, word)) for word in words)
    return f"(?-i:{pattern})" if len("".join(words)) <= SHORT else pattern


def _sign(sign: str) -> str:
    for signs in ALIKE:
        if sign in signs:
            return f"[{re.escape(signs)}]"
    return re.escape(sign)

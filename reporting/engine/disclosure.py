"""What an edition hides: confidential names and the pseudonyms that stand for them."""

import re
import unicodedata
from collections.abc import Mapping

ALIKE = ("'’‘ʼ`´", "-‐‑‒–—")
"""Signs that are typed for one another: apostrophes, hyphens."""

SHORT = 3
"""Up to this many letters a name may be a common word in another case."""


class Disclosure:
    """Replaces confidential names in any text by their pseudonyms.

    Names are found whatever their case (short ones in their own), apostrophes and hyphens, as whole
    words, longer ones first, so that a company's full name is not left with its legal form beside
    the pseudonym.
    """

    def __init__(self, pseudonyms: Mapping[str, str]) -> None:
        self._pseudonyms = {
            _plain(name): pseudonym for name, pseudonym in pseudonyms.items() if name.strip()
        }
        names = sorted({_composed(name) for name in pseudonyms if name.strip()}, key=len)
        alternatives = "|".join(map(_pattern_of, reversed(names)))
        # An underscore is no part of a name: Markdown sets emphasis with it.
        self._pattern = (
            re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])", re.IGNORECASE)
            if names
            else None
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is hidden."""
        return self._pattern is None

    def mask(self, text: str) -> str:
        """The text with every confidential name replaced."""
        if self._pattern is None or not text:
            return text
        return self._pattern.sub(self._pseudonym_of, _composed(text))

    def _pseudonym_of(self, match: re.Match[str]) -> str:
        return self._pseudonyms.get(_plain(match[0]), "confidential")


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

"""What an edition hides: confidential names and the pseudonyms that stand for them."""

import re
from collections.abc import Mapping


class Disclosure:
    """Replaces confidential names in any text by their pseudonyms.

    Names are found whatever their case and as whole words, longer ones first, so that a company's
    full name is not left with its legal form beside the pseudonym.
    """

    def __init__(self, pseudonyms: Mapping[str, str]) -> None:
        self._pseudonyms = {
            " ".join(name.split()).casefold(): pseudonym
            for name, pseudonym in pseudonyms.items()
            if name.strip()
        }
        names = sorted(self._pseudonyms, key=len, reverse=True)
        alternatives = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if names else None
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is hidden."""
        return self._pattern is None

    def mask(self, text: str) -> str:
        """The text with every confidential name replaced."""
        if self._pattern is None or not text:
            return text
        return self._pattern.sub(self._pseudonym_of, text)

    def _pseudonym_of(self, match: re.Match[str]) -> str:
        found = " ".join(match[0].split()).casefold()
        return self._pseudonyms.get(found, "confidential")

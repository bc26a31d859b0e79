"""The same page in another language: the language of a page stands in its address."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.translation import get_language


@dataclass(frozen=True)
class LanguageChoice:
    """A language that the page can be read in, named in itself."""

    code: str
    name: str
    address: str
    is_current: bool

    @property
    def tag(self) -> str:
        """As HTML writes it: ``en-GB``."""
        return language_tag(self.code)

    @property
    def url(self) -> str:
        """The full address, for what other sites read."""
        return f"{settings.SITE_URL}{self.address}"


def language_choices(path: str) -> list[LanguageChoice]:
    """The languages of the page at an address, whichever language that is in."""
    prefix = get_script_prefix()
    rest = path.removeprefix(prefix)
    first, _, others = rest.partition("/")
    if first in _prefixed():
        rest = others
    return [
        LanguageChoice(
            code,
            str(name),
            f"{prefix}{rest}" if code == settings.LANGUAGE_CODE else f"{prefix}{code}/{rest}",
            code == get_language(),
        )
        for code, name in settings.LANGUAGES
    ]


def language_tag(code: str) -> str:
    """A language as HTML writes it: ``en-GB`` for ``en-gb``."""
    language, _, country = code.partition("-")
    return f"{language}-{country.upper()}" if country else language


def _prefixed() -> set[str]:
    return {code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE}

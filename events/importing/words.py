"""What other tools write in their cells, understood."""

from functools import cache

from django.utils import translation
from django_countries import countries

from common.spelling import bare
from events.choices import MeetingKind
from gateways.choices import OrganisationKind, Side

YES = {
    *("yes", "y", "1", "x", "true", "oui", "ja", "ok", "done"),
    *("attended", "present", "checked in", "held", "took place", "completed"),
}
NO = {
    *("no", "n", "0", "false", "non", "nein", "no-show", "no show", "noshow"),
    *("absent", "cancelled", "canceled", "not held", "did not attend"),
}
SIDES = {
    Side.EU_CLUSTER: ("eu cluster", "european cluster", "cluster eu"),
    Side.EU_SME: ("eu sme", "european sme", "eu company", "european company", "sme eu"),
    Side.THIRD_INTERMEDIARY: (
        "third-country cluster",
        "third country cluster",
        "intermediary",
        "third-country intermediary",
        "third country intermediary",
    ),
    Side.THIRD_BUSINESS: (
        "third-country business",
        "third country business",
        "third-country sme",
        "third country sme",
        "third-country company",
    ),
}
COUNTRIES = {
    "usa": "US",
    "united states": "US",
    "uk": "GB",
    "united kingdom": "GB",
    "great britain": "GB",
    "south korea": "KR",
    "korea": "KR",
    "taiwan": "TW",
    "vietnam": "VN",
    "czech republic": "CZ",
    "the netherlands": "NL",
    "turkey": "TR",
    "russia": "RU",
}


class NotUnderstood(Exception):
    """What stands in a cell cannot be used; the message says what may stand there."""


def read_answer(text: str) -> bool | None:
    """Yes, no, or nothing said. Raises ``NotUnderstood``."""
    word = bare(text)
    if not word:
        return None
    if word in YES:
        return True
    if word in NO:
        return False
    raise NotUnderstood(f"“{text}” is neither yes nor no. Write yes, no, or leave it empty.")


@cache
def _countries() -> dict[str, str]:
    found = dict(COUNTRIES)
    for language in ("de", "fr", "en"):
        with translation.override(language):
            for code, name in countries:
                found[bare(str(name))] = code
    for code, _ in countries:
        found[bare(code)] = code
        found[bare(countries.alpha3(code))] = code
    return found


def read_country(text: str) -> str:
    """The ISO code of a country named in English, French or German, or by its code."""
    code = _countries().get(bare(text))
    if code is None:
        raise NotUnderstood(f"“{text}” is no known country. Write its name or its ISO code.")
    return code


def read_side(text: str) -> str:
    """A side by its name here, by its key, or by usual words; empty where nothing is said."""
    word = bare(text)
    if not word:
        return ""
    for side in Side:
        if word in (bare(side.value), bare(side.label), *SIDES[side]):
            return side.value
    labels = ", ".join(side.label for side in Side)
    raise NotUnderstood(f"“{text}” is no side. Write one of: {labels}.")


def read_kind(text: str, side: str) -> str:
    """A kind of organisation; without words, the usual one of the side."""
    word = bare(text)
    if not word:
        intermediaries = (Side.EU_CLUSTER, Side.THIRD_INTERMEDIARY)
        return OrganisationKind.CLUSTER if side in intermediaries else OrganisationKind.BUSINESS
    for kind in OrganisationKind:
        if word in (bare(kind.value), bare(kind.label)):
            return kind.value
    labels = ", ".join(kind.label for kind in OrganisationKind)
    raise NotUnderstood(f"“{text}” is no kind of organisation. Write one of: {labels}.")


def read_meeting_kind(text: str) -> str:
    """C2C, B2B, or nothing said."""
    word = bare(text).upper()
    if word in MeetingKind.values or not word:
        return word
    raise NotUnderstood(f"“{text}” is no kind of meeting. Write B2B or C2C, or leave it empty.")

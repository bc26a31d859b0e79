"""Kinds of cell that hold a value of their own: texts, days, numbers, choices."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from django.db.models import Choices
from django.utils import timezone
from django_countries import countries

from exchange.faults import Wrong
from exchange.kinds.days import read_day
from exchange.kinds.raw import Raw, Written, neat

SEPARATOR = "; "


class Kind:
    """How a cell is read and written. ``form`` tells people what it looks like."""

    form = "text"
    allowed: Sequence[str] = ()
    """What may stand in it, where that is a short list."""
    empty: Any = ""
    width = 18

    def read(self, raw: Raw) -> Any:
        """What a filled cell means; raises ``Wrong`` with the mend."""
        raise NotImplementedError

    def write(self, value: Any) -> Written:
        """The cell that is read as this value."""
        return str(value)

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values are no change."""
        return bool(one == other)


class Text(Kind):
    """A text of one line."""

    def read(self, raw: Raw) -> str:
        """The text, or a number as it was typed."""
        return raw.text

    def same(self, one: Any, other: Any) -> bool:
        """Blanks around it are none of its own."""
        return neat(str(one)) == neat(str(other))


class LongText(Text):
    """A text of any length, with its lines."""

    width = 40

    def read(self, raw: Raw) -> str:
        """The text as it is."""
        return raw.value if isinstance(raw.value, str) else raw.text

    def same(self, one: Any, other: Any) -> bool:
        """Line ends differ from program to program, blanks at the end are seen by nobody."""
        return _plain_lines(one) == _plain_lines(other)


def _plain_lines(text: str) -> str:
    return neat(text.replace("\r\n", "\n").replace("\r", "\n"))


class Lines(Kind):
    """Several texts in one cell."""

    form = "list, with “; ” between the entries"
    empty: Any = ()
    width = 30

    def read(self, raw: Raw) -> list[str]:
        """The entries, each once."""
        return split(raw.text)

    def write(self, value: Iterable[str]) -> str:
        """The entries, with a backslash before a semicolon that belongs to one."""
        return join(value)

    def same(self, one: Any, other: Any) -> bool:
        """The same entries in the same order."""
        return list(one) == list(other)


_PIECES = re.compile(r"\\([\\;])|(;)|([^\\;]+|\\)")


def split(text: str) -> list[str]:
    """The entries of a list, without empty ones; ``\\;`` is a semicolon within an entry."""
    entries = [""]
    for match in _PIECES.finditer(text.replace("\n", ";") if ";" not in text else text):
        escaped, separator, other = match.groups()
        if separator:
            entries.append("")
        else:
            entries[-1] += escaped or other
    return list(dict.fromkeys(entry for entry in map(neat, entries) if entry))


def join(entries: Iterable[str]) -> str:
    """Entries as one text, which ``split`` takes apart again."""
    return SEPARATOR.join(re.sub(r"([\\;])", r"\\\1", entry) for entry in entries)


class Day(Kind):
    """A day."""

    form = "day, for example 2017-06-30"
    empty: Any = None
    width = 12

    def read(self, raw: Raw) -> date:
        """A day of the spreadsheet, or an ISO date as text."""
        return read_day(raw)

    def write(self, value: date | None) -> Written:
        """A day; empty where it is not known."""
        return value


class Moment(Kind):
    """A moment, as the portal writes it."""

    form = "moment, for example 2017-06-30T12:00:00+00:00"
    empty: Any = None
    width = 20

    def read(self, raw: Raw) -> datetime:
        """An ISO moment; without a zone, of the portal's own."""
        if isinstance(raw.value, datetime):
            return timezone.make_aware(raw.value)
        try:
            moment = datetime.fromisoformat(raw.text)
        except ValueError:
            raise Wrong(
                f"“{raw.text}” is no moment. Leave it empty in a row of your own."
            ) from None
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

    def write(self, value: datetime | None) -> Written:
        """ISO, in universal time."""
        return value.astimezone(UTC).isoformat() if value else None


class Whole(Kind):
    """A whole number."""

    form = "whole number"
    empty: Any = None
    width = 10

    def __init__(self, *, largest: int = 2_147_483_647) -> None:
        self.largest = largest

    def read(self, raw: Raw) -> int:
        """A number without a fraction; one stored as text, too."""
        number = read_number(raw)
        if number != number.to_integral_value():
            raise Wrong(
                f"{number.normalize():f} is no whole number. Write a number without a fraction."
            )
        if abs(number) > self.largest:
            raise Wrong(f"{number:f} is too large. The largest number here is {self.largest}.")
        return int(number)

    def write(self, value: int | None) -> Written:
        """The number."""
        return value


class Amount(Kind):
    """A number that may have a fraction."""

    form = "number"
    empty: Any = None
    width = 12

    def __init__(self, *, places: int = 2) -> None:
        self.places = places

    def read(self, raw: Raw) -> Decimal:
        """A number; what a spreadsheet's arithmetic leaves behind the last place is no part of it."""
        number = read_number(raw)
        if abs(number) >= Decimal(10) ** 15:
            raise Wrong(f"{number:f} is too large.")
        near = round(number, self.places)
        return (
            near if abs(near - number) < Decimal("1e-9") * max(Decimal(1), abs(number)) else number
        )

    def write(self, value: Decimal | None) -> Written:
        """A number, or a text where a spreadsheet would round it."""
        if value is None:
            return None
        value = Decimal(value)
        is_kept = Decimal(repr(float(value))) == value
        if not is_kept:
            return f"{value:f}"
        return int(value) if value == value.to_integral_value() else float(value)


_GROUPS = re.compile(r"[+-]?\d{1,3}([ ,.’'])\d{3}(\1\d{3})*")


def read_number(raw: Raw) -> Decimal:
    """The number of a cell, also where it is stored as text."""
    value = raw.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in raw.shape:
            raise Wrong(
                f"This is formatted as a percentage: {value * 100:g} % is kept as {value:g}. Format the cell as "
                f"a number and write {value * 100:g}."
            )
        return Decimal(repr(value))
    if isinstance(value, bool):
        raise Wrong("TRUE or FALSE is no number. Write the number in digits.")
    text = raw.text
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Wrong(_no_number(text)) from None
    if not number.is_finite():
        raise Wrong(_no_number(text))
    return number


def _no_number(text: str) -> str:
    if _GROUPS.fullmatch(text):
        digits = re.sub(r"[^\d+-]", "", text)
        return f"“{text}” is a text. Write the number without separators: {digits}."
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        return f"“{text}” is a text. Write {text.replace(',', '.')}, as a number."
    return f"“{text}” is no number. Write it in digits, without words and units."


class YesNo(Kind):
    """Whether something is so."""

    form = "yes or no"
    allowed = ("yes", "no")
    empty: Any = False
    width = 12

    def read(self, raw: Raw) -> bool:
        """``yes`` or ``no``, or a truth value of the spreadsheet."""
        if isinstance(raw.value, bool):
            return raw.value
        word = raw.text.casefold()
        if word not in self.allowed:
            raise Wrong(f"“{raw.text}” is neither yes nor no. Write one of the two words.")
        return word == "yes"

    def write(self, value: bool) -> str:
        """The word."""
        return "yes" if value else "no"


class Choice(Kind):
    """One of a few words."""

    width = 18

    def __init__(self, choices: type[Choices]) -> None:
        self.choices = choices
        self.allowed = [str(value) for value in choices.values]
        self.form = "one of the words " + ", ".join(self.allowed)
        self._known = {str(choice.label).casefold(): choice.value for choice in choices}
        self._known |= {str(value).casefold(): value for value in choices.values}

    def read(self, raw: Raw) -> Any:
        """The word in any case, or as the pages of the portal call it."""
        word = raw.text
        if word.casefold() not in self._known:
            raise Wrong(
                f"“{word}” is not known here.{near(word, self.allowed)} Choose one of: {_listed(self.allowed)}."
            )
        return self._known[word.casefold()]

    def write(self, value: Any) -> Written:
        """The word; a number stays one."""
        return value if isinstance(value, int) and not isinstance(value, bool) else str(value)

    def same(self, one: Any, other: Any) -> bool:
        """The same word."""
        return str(one) == str(other)


class NumberChoice(Choice):
    """One of a few numbers."""

    width = 8

    def __init__(self, choices: type[Choices]) -> None:
        super().__init__(choices)
        self.form = "one of the numbers " + ", ".join(
            f"{choice.value} ({choice.label})" for choice in choices
        )

    def write(self, value: Any) -> Written:
        """The number."""
        return int(value)


class Country(Kind):
    """A country."""

    form = "country, as its ISO 3166 code of two letters, for example FR"
    width = 10

    def read(self, raw: Raw) -> str:
        """The code; a name is told its code."""
        text = raw.text
        code = text.upper()
        if code in countries.countries:
            return code
        found = countries.by_name(text) or OTHER_CODES.get(code, "")
        if found:
            raise Wrong(f"“{text}” is no ISO code. Write {found}.")
        raise Wrong(
            f"“{text}” is no country that is known. Write its ISO 3166 code of two letters, for example FR."
        )

    def write(self, value: Any) -> str:
        """The code."""
        return str(getattr(value, "code", value) or "")

    def same(self, one: Any, other: Any) -> bool:
        """The same code."""
        return self.write(one) == self.write(other)


OTHER_CODES = {"UK": "GB", "EL": "GR", "USA": "US"}
"""Codes that are often written for a country and are not ISO's of two letters."""


def near(word: str, known: Iterable[str]) -> str:
    """“ Did you mean …?”, or nothing."""
    by_case = {entry.casefold(): entry for entry in known}
    found = get_close_matches(word.casefold(), by_case, n=2, cutoff=0.7)
    return f" Did you mean “{'” or “'.join(by_case[entry] for entry in found)}”?" if found else ""


def _listed(known: Sequence[str], most: int = 12) -> str:
    return ", ".join(known[:most]) + (" …" if len(known) > most else "")

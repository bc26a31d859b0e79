"""Days as people type them, and what to write instead."""

import re
from datetime import date, datetime, time, timedelta

from exchange.faults import Wrong
from exchange.kinds.raw import Raw

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
THREE = re.compile(r"(\d{1,4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,4})")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def read_day(raw: Raw) -> date:
    """A day; raises ``Wrong`` with the way to write it."""
    value = raw.value
    if isinstance(value, datetime):
        if value.time() != time():
            raise Wrong(
                f"This has a time of day, {value:%H:%M}. Write the day alone: {value:%Y-%m-%d}."
            )
        return _sensible(value.date())
    if isinstance(value, date):
        return _sensible(value)
    if isinstance(value, bool | int | float | time | timedelta):
        raise Wrong(f"{value} is no day. Format the cell as a date, or write it as 2017-06-30.")
    text = raw.text
    iso = ISO.fullmatch(text)
    if iso:
        day = _day(*map(int, iso.groups()))
        if day is None:
            raise Wrong(f"There is no day “{text}”. Look at the month and the day.")
        return _sensible(day)
    proposals = _readings(text)
    if proposals:
        raise Wrong(
            f"“{text}” is a text, and not everybody reads it alike. Write {' or '.join(proposals)}."
        )
    raise Wrong(f"“{text}” is no day. Write year, month and day, for example 2017-06-30.")


def _sensible(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Wrong(f"The year of {day:%Y-%m-%d} cannot be meant. Look at the year.")
    return day


def _readings(text: str) -> list[str]:
    """What the text may mean, as ISO dates."""
    three = THREE.fullmatch(text)
    if three:
        first, second, third = map(int, three.groups())
        orders = [(first, second, third)] if first > 31 else [(third, second, first)]
        if "." not in text and first <= 31:
            orders.append((third, first, second))
    else:
        orders = _in_words(text)
    found = [_day(_year(year), month, day) for year, month, day in orders]
    return list(dict.fromkeys(day.isoformat() for day in found if day))


def _in_words(text: str) -> list[tuple[int, int, int]]:
    words = re.findall(r"[a-z]+|\d+", text.casefold())
    numbers = [int(word) for word in words if word.isdecimal()]
    months = [
        place
        for place, month in enumerate(MONTHS, 1)
        if any(len(word) >= 3 and month.startswith(word) for word in words if word.isalpha())
    ]
    if len(numbers) != 2 or len(months) != 1:
        return []
    day, year = sorted(numbers)
    return [(year, months[0], day)]


def _year(year: int) -> int:
    return year + 2000 if year < 70 else year + 1900 if year < 100 else year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

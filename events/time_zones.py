"""Time zones that events take place in, and in which participants live."""

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not have."""
    if name not in available_timezones():
        raise ValidationError(
            f"“{name}” is no time zone. Enter continent and city, such as Asia/Tokyo."
        )


MAIN_ZONES = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
"""Of countries with several zones, nearly all of whose people live in one."""


@cache
def zones_by_country() -> dict[str, list[str]]:
    """The zones of each country by its ISO code, as the time zone database lists them."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _, name, *_ = line.split("\t")
            found.setdefault(code, []).append(name)
    return found


def zone_of_country(code: str) -> ZoneInfo | None:
    """The time zone in which nearly everybody of a country lives.

    None for a country whose people live in several, where a guess would often be wrong.
    """
    names = zones_by_country().get(code, [])
    name = names[0] if len(names) == 1 else MAIN_ZONES.get(code)
    return ZoneInfo(name) if name else None


def city_of(zone: ZoneInfo) -> str:
    """The city that a zone is named after, such as “Tokyo”."""
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")

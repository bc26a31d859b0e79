"""Words of the site that stand in no template: labels of figures, names of markets."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from partnership.models import TargetMarket

FIGURES = {
    "supported_smes": _("SMEs supported"),
    "b2b_meetings": _("meetings between businesses"),
    "c2c_meetings": _("meetings between clusters"),
    "events": _("events"),
    "agreements": _("agreements with gateways"),
    "sme_agreements": _("agreements reached by SMEs"),
}
"""Labels of the figures that the site shows."""

DAY_FORMATS = {"en": "j F Y", "fr": "j F Y", "de": "j. F Y"}

SHORT_NAMES = {"USA": "US", "UK": "GB"}
"""Countries that partnerships write shorter than the list of countries does."""


def market_name(market: TargetMarket) -> str:
    """A market in the language of the page; one that is no whole country as it was entered."""
    code = market.country.code
    if not code:
        return market.label
    with override(settings.LANGUAGE_CODE):
        is_country = market.label == str(market.country.name)
    if is_country or SHORT_NAMES.get(market.label) == code:
        return market.label if _language() == "en" else str(market.country.name)
    return market.label


def day(value: date) -> str:
    """A day in the language of the page: 3 May 2018, 3 mai 2018, 3. Mai 2018."""
    return date_format(value, DAY_FORMATS[_language()])


def days(start: date, end: date) -> str:
    """From a day to a later one; month and year are told once where they are the same."""
    if (start.year, start.month) != (end.year, end.month):
        return f"{day(start)} – {day(end)}"
    first = f"{start.day}." if _language() == "de" else str(start.day)
    return f"{first} – {day(end)}"


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]

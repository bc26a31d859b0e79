"""What the layout of the public site asks for."""

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from partnership.models import TargetMarket
from website import words
from website.calendar import ShownEvent
from website.languages import LanguageChoice, language_choices, language_tag

register = template.Library()


@register.simple_tag
def html_language() -> str:
    """The language of the page, for the attribute ``lang``."""
    return language_tag(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> list[LanguageChoice]:
    """The languages of this page, with its address in each of them."""
    return language_choices(context["request"].path)


@register.filter
def market_name(market: TargetMarket) -> str:
    """A market in the language of the page."""
    return words.market_name(market)


@register.filter
def day(value: date) -> str:
    """A day in the language of the page."""
    return words.day(value)


@register.filter
def days(event: ShownEvent) -> str:
    """The day or days of an event; empty where they are not known."""
    if event.start_on is None:
        return ""
    if event.end_on is None or event.end_on == event.start_on:
        return words.day(event.start_on)
    return words.days(event.start_on, event.end_on)

"""Web addresses as people say them."""

from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def host(address: str) -> str:
    """The host of an address: ``https://www.medicen.org/en`` reads ``medicen.org``."""
    return (urlsplit(address).hostname or address).removeprefix("www.")

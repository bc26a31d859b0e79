"""Web addresses as people say them, and texts as they mark them up."""

from urllib.parse import urlsplit

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()

_markdown = MarkdownIt("zero", {"html": False}).enable(
    ["heading", "list", "emphasis", "link", "newline"]
)


@register.filter
def host(address: str) -> str:
    """The host of an address: ``https://www.medicen.org/en`` reads ``medicen.org``."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def markdown(text: str) -> SafeString:
    """Headings, lists, emphasis and links of a Markdown text as clean HTML."""
    return mark_safe(nh3.clean(_markdown.render(text)))  # noqa: S308 – cleaned

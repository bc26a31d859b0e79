"""Addresses of pages as e-mails tell them, in the language of whoever reads them."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from partnership.mail.rendering import language_of


def page_address(name: str, *args: Any, language: str = "en") -> str:
    """The whole address of a page in a language."""
    with translation.override(language_of(language)):
        return f"{settings.SITE_URL}{reverse(name, args=args)}"

"""Texts that the office types in several languages, kept as ``name``, ``name_fr`` and ``name_de``."""

from typing import Any

from django.utils.translation import get_language


def in_language(record: Any, field: str) -> Any:
    """A field's value in the language of the page, or the English one where none was typed."""
    language = (get_language() or "en").split("-")[0]
    own = getattr(record, f"{field}_{language}", None) if language != "en" else None
    return own or getattr(record, field)

"""Editions: the same report for different readers."""

from enum import StrEnum


class Edition(StrEnum):
    """Who a report is made for."""

    PUBLIC = "public"
    """Confidential names are replaced by pseudonyms."""
    OFFICE = "office"
    """For the coordination office: names are shown."""

"""Bases of the coordination office: every page of the admin is made from them."""

from common.admin.base import (
    OfficeAdmin,
    RecordAdmin,
    RecordStackedInline,
    RecordTabularInline,
)
from common.admin.columns import count_column
from common.admin.panels import Link, finding_sources, link_sources

__all__ = [
    "Link",
    "OfficeAdmin",
    "RecordAdmin",
    "RecordStackedInline",
    "RecordTabularInline",
    "count_column",
    "finding_sources",
    "link_sources",
]

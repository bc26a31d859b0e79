"""Bases of the coordination office: every page of the admin is made from them."""

from common.admin.base import (
    OfficeAdmin,
    RecordAdmin,
    RecordStackedInline,
    RecordTabularInline,
)
from common.admin.bulk import BulkChange
from common.admin.columns import count_column
from common.admin.filters import PresentCountriesFilter
from common.admin.lists import default_sources, list_sources
from common.admin.panels import (
    Link,
    OfficePage,
    finding_sources,
    link_sources,
    links_to,
    page_sources,
    record_address,
)
from common.admin.presence import keepers
from common.admin.steps import GuidedStep, guided_steps, missing_links, missing_sources, steps_of
from common.admin.waiting import (
    Waiting,
    WaitingKind,
    register_waiting,
    waiting_sources,
)

__all__ = [
    "BulkChange",
    "GuidedStep",
    "Link",
    "OfficeAdmin",
    "OfficePage",
    "PresentCountriesFilter",
    "RecordAdmin",
    "RecordStackedInline",
    "RecordTabularInline",
    "Waiting",
    "WaitingKind",
    "count_column",
    "default_sources",
    "finding_sources",
    "guided_steps",
    "keepers",
    "link_sources",
    "links_to",
    "list_sources",
    "missing_links",
    "missing_sources",
    "page_sources",
    "record_address",
    "register_waiting",
    "steps_of",
    "waiting_sources",
]

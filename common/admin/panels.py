"""What other apps show beside a record: findings and links.

An app may not import the apps above it; those register here what they have to say about its
records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest


@dataclass(frozen=True)
class Link:
    """A button on a record's page."""

    label: str
    url: str
    is_download: bool = False


finding_sources: list[Callable[[Model], list[Any]]] = []
"""Each gives the findings that concern a record: ``severity``, ``message`` and ``where``."""

link_sources: list[Callable[[Model, HttpRequest], list[Link]]] = []
"""Each gives the buttons that belong on a record's page."""


def findings_for(record: Model) -> list[Any]:
    """The findings of all sources, errors first."""
    order = ["error", "warning", "note"]
    findings = [finding for source in finding_sources for finding in source(record)]
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def links_for(record: Model, request: HttpRequest) -> list[Link]:
    """The buttons of all sources."""
    return [link for source in link_sources for link in source(record, request)]

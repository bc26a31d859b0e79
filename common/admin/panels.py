"""What other apps show beside a record: findings and links.

An app may not import the apps above it; those register here what they have to say about its
records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Link:
    """A button on a record's page."""

    label: str
    url: str
    is_download: bool = False


@dataclass(frozen=True)
class ShownFinding:
    """A finding on a record's page; ``url`` leads to the record to mend, where it is another one."""

    severity: str
    message: str
    where: str
    url: str


finding_sources: list[Callable[[Model], list[Any]]] = []
"""Each gives the findings that concern a record.

A finding has ``severity``, ``message``, ``where``, and ``model`` and ``pk`` of what it is about.
"""

link_sources: list[Callable[[Model, HttpRequest], list[Link]]] = []
"""Each gives the buttons that belong on a record's page."""


def findings_for(record: Model) -> list[ShownFinding]:
    """The findings of all sources, errors first."""
    order = ["error", "warning", "note"]
    findings = [_shown(finding, record) for source in finding_sources for finding in source(record)]
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def _shown(finding: Any, record: Model) -> ShownFinding:
    about = (finding.model, finding.pk)
    url = ""
    if finding.model and about != (record._meta.label_lower, record.pk):
        url = reverse(f"admin:{finding.model.replace('.', '_')}_change", args=[finding.pk])
    return ShownFinding(finding.severity, finding.message, finding.where, url)


def links_for(record: Model, request: HttpRequest) -> list[Link]:
    """The buttons of all sources."""
    return [link for source in link_sources for link in source(record, request)]

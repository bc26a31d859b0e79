"""What other apps show beside a record: findings and links.

An app may not import the apps above it; those register here what they have to say about its
records.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
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
    """A finding on a record's page; ``links`` lead to the records to mend, where they are others.

    ``accepted`` tells why it may stay; of an open finding it is empty.
    """

    severity: str
    message: str
    where: str
    links: tuple[Link, ...]
    accepted: str = ""


finding_sources: list[Callable[[Model, Any], list[Any]]] = []
"""Each gives the findings that concern a record and that somebody may read.

A finding has ``severity``, ``message``, ``where``, and ``model`` and ``pk`` of what it is about. It may
have ``subjects``, every record that it is about, and ``accepted`` with the ``reason`` why it may stay.
"""


@dataclass(frozen=True)
class OfficePage:
    """A page of the office that is no list of records; stands on the index, in its app's section."""

    app: str
    name: str
    url: str
    description: str


page_sources: list[Callable[[HttpRequest], list[OfficePage]]] = []
"""Each gives the pages that somebody may open."""

link_sources: list[Callable[[Model, HttpRequest], list[Link]]] = []
"""Each gives the buttons that belong on a record's page."""


def findings_for(record: Model, user: Any) -> list[ShownFinding]:
    """The findings of all sources, errors first, accepted ones last."""
    order = ["error", "warning", "note"]
    found = [finding for source in finding_sources for finding in source(record, user)]
    findings = [_shown(finding, record) for finding in found]
    return sorted(findings, key=lambda shown: (shown.accepted != "", order.index(shown.severity)))


def _shown(finding: Any, record: Model) -> ShownFinding:
    about = getattr(finding, "subjects", ((finding.model, finding.pk),))
    links = links_to(entry for entry in about if entry != (record._meta.label_lower, record.pk))
    accepted = getattr(finding, "accepted", None)
    reason = accepted.reason if accepted else ""
    return ShownFinding(finding.severity, finding.message, finding.where, links, reason)


def record_address(model: str, pk: int) -> str:
    """The page of a record in the office."""
    return reverse(f"admin:{model.replace('.', '_')}_change", args=[pk])


def links_to(
    records: Iterable[tuple[str, int]], address: Callable[[str, int], str] = record_address
) -> tuple[Link, ...]:
    """Links to records by model and primary key, each told apart; none where there is no address."""
    listed = [(model, pk) for model, pk in records if model]
    models = [model for model, _ in listed]
    links = []
    for place, (model, pk) in enumerate(listed):
        if len(listed) == 1:
            label = "Open"
        elif models.count(model) > 1:
            label = f"Open {place + 1} of {len(listed)}"
        else:
            label = f"Open the {apps.get_model(model)._meta.verbose_name}"
        links.append(Link(label, address(model, pk)))
    return tuple(link for link in links if link.url)


def links_for(record: Model, request: HttpRequest) -> list[Link]:
    """The buttons of all sources."""
    return [link for source in link_sources for link in source(record, request)]

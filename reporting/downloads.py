"""The log of downloads: who had which file, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, Max

from gateways.models import Agreement
from reporting.models import Download, Report
from reporting.models.downloads import AGREEMENT, WORKBOOK
from reporting.rendering import Rendered

VISITORS = "Visitors"
"""Whoever was not signed in."""


def of_report(report: Report, edition: str, file_format: str, version: int = 0) -> Download:
    """What is kept of the download of a report's file, apart from the file itself."""
    return Download(
        report=report,
        partnership_id=report.partnership_id,
        edition=edition,
        format=file_format,
        version=version,
    )


def of_agreement(agreement: Agreement) -> Download:
    """The same of an agreement's document."""
    return Download(partnership_id=agreement.partnership_id, format=AGREEMENT)


def of_workbook(partnership_id: int) -> Download:
    """The same of a partnership's workbook."""
    return Download(partnership_id=partnership_id, format=WORKBOOK)


def keep_download(download: Download, *, file: Rendered, by: Any) -> Download:
    """Keep that somebody had a file; of ``by`` nothing is kept where it is anonymous. One query."""
    download.by = by if by.is_authenticated else None
    download.file_name = file.filename
    download.volume = file.volume
    # A document of an agreement is told apart by its place, not by its content.
    download.sha256 = "" if download.format == AGREEMENT else file.sha256
    download.save(force_insert=True)
    return download


@dataclass(frozen=True)
class PersonCount:
    """How often one person, or all visitors together, had files of a version; the last time."""

    name: str
    number: int
    last_at: datetime


@dataclass(frozen=True)
class DownloadCount:
    """How often files were downloaded, when for the last time, and by whom: the latest first."""

    number: int = 0
    last_at: datetime | None = None
    people: tuple[PersonCount, ...] = ()


def count_downloads(reports: Collection[Report]) -> dict[tuple[int, int], DownloadCount]:
    """By report and version; the working version is 0. What nobody had is left out. One query."""
    rows = (
        Download.objects.filter(report__in=reports)
        .values_list("report", "version", "by__name", "by__email")
        .annotate(number=Count("pk"), last_at=Max("at"))
        .order_by("report", "version", "-last_at", "by__email")
    )
    counts = {}
    for key, own in groupby(rows, key=lambda row: (row[0], row[1])):
        people = tuple(
            PersonCount(name or email or VISITORS, number, last_at)
            for _, _, name, email, number, last_at in own
        )
        total = sum(person.number for person in people)
        counts[key] = DownloadCount(total, people[0].last_at, people)
    return counts


def count_downloads_of(report: Report) -> DownloadCount:
    """Of all versions and formats of a report. One query."""
    return DownloadCount(**report.downloads.aggregate(number=Count("pk"), last_at=Max("at")))


def prune_downloads() -> int:
    """Delete what is kept longer than ``DOWNLOADS_KEPT_DAYS``. Gives the number."""
    age = timedelta(days=settings.DOWNLOADS_KEPT_DAYS)
    return int(Download.objects.older_than(age).delete()[0])

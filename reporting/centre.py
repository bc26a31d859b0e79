"""The download centre: the submitted reports that somebody may have, each with all its files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from reporting.downloads import DownloadCount, count_downloads
from reporting.engine.editions import Edition
from reporting.models import Report, Snapshot, SnapshotFile
from reporting.permissions import reads_everything
from reporting.versions import ShownVersion, versions_of_reports


@dataclass(frozen=True)
class Entry:
    """A report with its version in force and the earlier ones.

    ``downloads`` are those of its version in force, by whom is for those who may know.
    """

    report: Report
    version: ShownVersion
    earlier: list[ShownVersion] = field(default_factory=list)
    downloads: DownloadCount | None = None

    @property
    def editions(self) -> dict[Edition, list[SnapshotFile]]:
        """The files of the version in force."""
        return self.version.editions


def show_entries(
    snapshots: Sequence[Snapshot], files: QuerySet[SnapshotFile], user: Any
) -> list[Entry]:
    """The reports of these versions, in their order; of all their versions these files.

    One query, and one more for whoever may see the log of downloads.
    """
    reports = [snapshot.report for snapshot in snapshots]
    versions = versions_of_reports(reports, files, user)
    open_to = {report.pk for report in reports if reads_everything.test(user, report)}
    counts = count_downloads(reports) if open_to else {}
    entries = []
    for snapshot in snapshots:
        shown = versions[snapshot.report_id]
        if shown.latest is not None:
            key = (snapshot.report_id, snapshot.number)
            number = counts.get(key, DownloadCount()) if key[0] in open_to else None
            entries.append(Entry(snapshot.report, shown.latest, shown.earlier, number))
    return entries

"""Submitted versions of reports, and their files."""

from pathlib import Path
from typing import ClassVar, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.constraints import FieldUnique
from common.stores import KeptFile, reports
from partnership.models import User
from reporting.choices import SnapshotState
from reporting.engine.editions import Edition
from reporting.models.kept import Kept, KeptQuerySet
from reporting.models.reports import Report


class SnapshotQuerySet(KeptQuerySet):
    """Submitted versions."""

    def without_data(self) -> Self:
        """Rows without their frozen data, which is large and shown nowhere in lists."""
        return self.defer("data")

    def in_force(self) -> Self:
        """The versions that count: neither superseded nor withdrawn."""
        return self.filter(state=SnapshotState.SUBMITTED)


class Snapshot(Kept):
    """A version of a report as it was submitted: its data, and beside it the files.

    Written once. Only what became of it is added later: superseded or withdrawn, when, by whom and
    why; see ``end``.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField("version")
    round = models.PositiveIntegerField(help_text="The round of review that approved it.")
    state = models.CharField(max_length=20, choices=SnapshotState, default=SnapshotState.SUBMITTED)
    code = models.CharField(max_length=12, help_text="Printed in the files; /verify/ knows it.")
    submitted_at = models.DateTimeField("submitted", default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submitted_snapshots"
    )
    comment = models.TextField(blank=True)
    document_version = models.CharField(
        max_length=64, help_text="Hash of the program and templates that wrote the files."
    )
    data_hash = models.CharField(max_length=64, help_text="Of all editions’ data and the number.")
    data = models.JSONField(help_text="The report as JSON, by edition.")
    ended_at = models.DateTimeField("superseded or withdrawn", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_snapshots",
    )
    reason = models.TextField(blank=True)

    objects: ClassVar = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "submitted version"
        ordering = ["report", "-number"]
        constraints = [
            FieldUnique(
                fields=["report", "number"],
                field="number",
                name="snapshot_number_unique",
                violation_error_message="The report already has a version of this number.",
            ),
            FieldUnique(
                fields=["report"],
                condition=Q(state=SnapshotState.SUBMITTED),
                field="state",
                name="snapshot_one_in_force",
                violation_error_message="The report already has a submitted version in force.",
            ),
            FieldUnique(
                fields=["code"],
                field="code",
                name="snapshot_code_unique",
                violation_error_message="Another submitted version has this code.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, version {self.number}"

    def end(self, *, state: SnapshotState, by: User, reason: str) -> None:
        """Mark the version as superseded or withdrawn; the only thing that is ever added to it."""
        ending = {"state": state, "ended_at": timezone.now(), "ended_by": by, "reason": reason}
        Snapshot._base_manager.filter(pk=self.pk, state=SnapshotState.SUBMITTED).update(**ending)
        for name, value in ending.items():
            setattr(self, name, value)


class SnapshotFile(Kept):
    """A stored file of a submitted version; it is served as it is and never made again."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="files")
    edition = models.CharField(max_length=20)
    format = models.CharField(max_length=10)
    volume = models.PositiveIntegerField(default=0, help_text="0: the report itself.")
    label = models.CharField(max_length=40)
    content_type = models.CharField(max_length=100)
    path = models.CharField(max_length=250, help_text="Below the folder of reports.")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="In bytes.")

    class Meta:
        verbose_name = "file of a submitted version"
        verbose_name_plural = "files of submitted versions"
        ordering = ["snapshot", "pk"]
        constraints = [
            FieldUnique(
                fields=["snapshot", "edition", "format", "volume"],
                field="format",
                name="snapshot_file_unique",
                violation_error_message="The version already has this file.",
            ),
            FieldUnique(
                fields=["path"],
                field="path",
                name="snapshot_file_path_unique",
                violation_error_message="Another file lies at this path.",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def filename(self) -> str:
        """What the file is called, on the disk and when it is downloaded."""
        return Path(self.path).name

    @property
    def location(self) -> KeptFile:
        """The file where it lies."""
        return reports().file(self.path)

    def get_absolute_url(self) -> str:
        """Where the stored file is downloaded. Needs the report's partnership at hand."""
        arguments = [*self.snapshot.report.address, self.snapshot.number, self.format]
        query = {} if self.edition == Edition.PUBLIC else {"edition": self.edition}
        if self.volume:
            query["volume"] = str(self.volume)
        address = reverse("version_download", args=arguments)
        return f"{address}?{urlencode(query)}" if query else address

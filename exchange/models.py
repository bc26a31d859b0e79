"""Workbooks that were brought in, or are on their way."""

import uuid
from datetime import timedelta
from secrets import token_hex
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from common.files import PrivateFileField
from exchange.choices import ImportState
from partnership.models import Partnership
from reporting.models import Job


def upload_path(row: "WorkbookImport", filename: str) -> str:
    """A place that nobody guesses and no other workbook has."""
    return f"workbooks/{token_hex(16)}.xlsx"


class WorkbookImportQuerySet(models.QuerySet):
    """Imports."""

    def with_files_older_than(self, age: timedelta) -> Self:
        """Imports whose workbook is still kept and came longer ago."""
        return self.exclude(file="").filter(uploaded_at__lt=timezone.now() - age)

    def without_preview(self) -> Self:
        """Rows without their preview, which is large and shown nowhere in lists."""
        return self.defer("preview")


class WorkbookImport(models.Model):
    """A workbook that somebody brings in: uploaded, checked, looked at, confirmed.

    The workbook and the preview are removed after ``WORKBOOKS_KEPT_DAYS``; that there was an import, by
    whom and of how many rows, is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="workbook_imports",
        help_text="Empty: the workbook is to make a new one.",
    )
    is_new = models.BooleanField("makes a new partnership", default=False)
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.UPLOADED)
    file = PrivateFileField("workbook", upload_to=upload_path, blank=True)
    file_name = models.CharField("name of the file", max_length=250)
    preview = models.JSONField(default=dict, blank=True)
    digest = models.CharField(
        max_length=64, blank=True, help_text="Of what the import would do, as it was shown."
    )
    counts = models.JSONField(default=dict, blank=True, help_text="Rows of each sheet.")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="workbook_imports",
    )
    uploaded_at = models.DateTimeField("uploaded", default=timezone.now)
    imported_at = models.DateTimeField("imported", null=True, blank=True)

    objects: ClassVar = WorkbookImportQuerySet.as_manager()

    class Meta:
        verbose_name = "workbook import"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of the import."""
        return reverse("workbook_import", args=[self.uuid])

    def get_document_url(self) -> str:
        """Its workbook is not given out again."""
        return self.get_absolute_url()

    @property
    def is_kept(self) -> bool:
        """Whether the workbook is still there."""
        return bool(self.file)

    @property
    def shown_state(self) -> str:
        """Where it stands, in the reader’s words; a check that ended without an answer is told."""
        ended = self.job is not None and not self.job.is_active and not self.job.is_done
        if ended and self.state == ImportState.UPLOADED:
            return "Could not be checked"
        if not self.is_kept and self.state != ImportState.IMPORTED:
            return "Discarded"
        return ImportState(self.state).label

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to do."""
        return any(self.total(what) for what in ("created", "changed"))

    def total(self, what: str) -> int:
        """How many rows of all sheets are created, changed or left."""
        counts: dict[str, dict[str, Any]] = self.counts
        return sum(int(sheet.get(what, 0)) for sheet in counts.values())

"""The log of downloads."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.constraints import FieldCheck
from partnership.models import Partnership
from reporting.models.reports import Report

AGREEMENT = "agreement"
"""In the place of a format: the document of an agreement, which belongs to no report."""
WORKBOOK = "workbook"
"""The same: everything of a partnership."""


class DownloadQuerySet(models.QuerySet):
    """Downloads."""

    def older_than(self, age: timedelta) -> Self:
        """Downloads from longer ago."""
        return self.filter(at__lt=timezone.now() - age)


class Download(models.Model):
    """A file that was sent: who had it, what it was and when.

    Of a visitor nothing is kept but that there was one.
    """

    at = models.DateTimeField("when", default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="downloads",
        help_text="Empty: a visitor who was not signed in.",
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="downloads")
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, null=True, blank=True, related_name="downloads"
    )
    version = models.PositiveIntegerField(default=0, help_text="0: the working version.")
    edition = models.CharField(max_length=20, blank=True)
    format = models.CharField(max_length=20)
    volume = models.PositiveIntegerField(default=0, help_text="0: the report itself.")
    file_name = models.CharField("file", max_length=250)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    objects: ClassVar = DownloadQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            FieldCheck(
                field="report",
                condition=Q(report__isnull=False) | Q(format__in=[AGREEMENT, WORKBOOK]),
                name="download_has_report",
                violation_error_message="Name the report: only the document of an agreement "
                "and the workbook of a partnership belong to none.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

"""What is kept of the life of reports: to be looked at, never changed or deleted."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import OfficeAdmin
from reporting.models import PartnerVerdict, ReportStep, Snapshot, SnapshotFile


class KeptAdmin(OfficeAdmin):
    """Pages of rows that are written once."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from steps in the life of a report."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened is not changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened is not deleted."""
        return False


@admin.register(Snapshot)
class SnapshotAdmin(KeptAdmin):
    """A version of a report as it was submitted."""

    description = "The versions of reports that were submitted, and what became of them."
    list_display = ("report", "number", "state", "submitted_at", "submitted_by", "code")
    list_select_related = ("report__partnership", "submitted_by")
    list_filter = ("report__partnership", "state")
    search_fields = ("code", "report__partnership__acronym", "comment", "reason")
    search_help_text = "Search by code, partnership, comment or reason."
    ordering = ("-submitted_at", "-pk")
    fieldsets = (
        (None, {"fields": (("report", "number"), ("state", "round"), "comment")}),
        ("Submitted", {"fields": (("submitted_at", "submitted_by"),)}),
        ("Superseded or withdrawn", {"fields": (("ended_at", "ended_by"), "reason")}),
        ("Proof", {"fields": ("code", "data_hash", "document_version")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Rows without the frozen data, which no page shows."""
        return super().get_queryset(request).defer("data")


@admin.register(SnapshotFile)
class SnapshotFileAdmin(KeptAdmin):
    """A stored file of a submitted version."""

    description = "The stored files of submitted versions, each with its SHA-256."
    list_display = ("file", "snapshot", "edition", "label", "size", "sha256")
    list_select_related = ("snapshot__report__partnership",)
    list_filter = ("edition", "format")
    search_fields = ("path", "sha256")
    search_help_text = "Search by path or SHA-256."
    ordering = ("-snapshot", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Rows without the frozen data of their versions."""
        return super().get_queryset(request).defer("snapshot__data")

    @admin.display(description="file", ordering="path")
    def file(self, row: SnapshotFile) -> str:
        """What the file is called."""
        return row.filename


@admin.register(PartnerVerdict)
class PartnerVerdictAdmin(KeptAdmin):
    """What a partner said of a report."""

    description = "What partners said of reports in review, in their own name."
    list_display = ("membership", "verdict", "report", "round", "at", "entered_by")
    list_select_related = ("membership__cluster", "report__partnership", "entered_by")
    list_filter = ("report__partnership", "verdict")
    search_fields = ("text", "membership__cluster__short_name", "report__partnership__acronym")
    search_help_text = "Search in the text, or by partner or partnership."
    ordering = ("-at", "-pk")


@admin.register(ReportStep)
class ReportStepAdmin(KeptAdmin):
    """A step in the life of a report."""

    description = "Every step in the life of a report: who, when and why."
    list_display = ("report", "step", "round", "from_state", "to_state", "at", "by")
    list_select_related = ("report__partnership", "by")
    list_filter = ("report__partnership", "step")
    search_fields = ("comment", "report__partnership__acronym")
    search_help_text = "Search in the comment, or by partnership."
    ordering = ("-at", "-pk")

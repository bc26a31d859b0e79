"""The log of downloads in the office."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from common.admin import OfficeAdmin
from common.sheets import CSV, csv_writer
from reporting.models import Download, Report

COLUMNS = (
    "when",
    "person",
    "partnership",
    "report",
    "version",
    "edition",
    "format",
    "volume",
    "file",
    "sha256",
)


class _Line:
    """Stands in the place of a file: gives back each line that a CSV writer writes."""

    def write(self, line: str) -> str:
        return line


class ReportFilter(admin.RelatedOnlyFieldListFilter):
    """The reports of which something was downloaded; their names need their partnerships."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        """By one query, however many there are."""
        reports = Report.objects.filter(Exists(Download.objects.filter(report=OuterRef("pk"))))
        return [(str(row.pk), str(row)) for row in reports.select_related("partnership")]


@admin.register(Download)
class DownloadAdmin(OfficeAdmin):
    """A file that was sent: who had it and when. To be looked at, never changed."""

    description = "Who downloaded which file, and when."
    list_display = ("at", "file_name", "report", "which", "edition", "format", "person")
    list_select_related = ("report__partnership", "partnership", "by")
    list_filter = (
        "partnership",
        ("report", ReportFilter),
        "format",
        "edition",
        ("by", admin.RelatedOnlyFieldListFilter),
        "at",
    )
    date_hierarchy = "at"
    search_fields = ("file_name", "sha256", "partnership__acronym", "by__name", "by__email")
    search_help_text = "Search by file, SHA-256, partnership or person."
    ordering = ("-at", "-pk")
    actions = ("as_csv",)
    fieldsets = (
        (None, {"fields": (("at", "by"),)}),
        (
            "What",
            {
                "fields": (
                    ("partnership", "report"),
                    ("version", "edition"),
                    ("format", "volume"),
                    "file_name",
                    "sha256",
                )
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The portal alone writes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened is not changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go by themselves when they are old enough."""
        return False

    @admin.display(description="version", ordering="version")
    def which(self, row: Download) -> str:
        """The submitted version, or that it was the working version."""
        return _version(row)

    @admin.display(description="person", ordering="by__name", empty_value="Visitor")
    def person(self, row: Download) -> Any:
        """Who had it; nothing is known of visitors."""
        return row.by

    @admin.action(description="Download the selected lines as CSV", permissions=["view"])
    def as_csv(self, request: HttpRequest, rows: QuerySet[Download]) -> StreamingHttpResponse:
        """The same lines as a table; read from the database a piece at a time."""
        found = rows.select_related("report__partnership", "partnership", "by")
        writer = csv_writer(_Line())
        lines = (writer.writerow(line) for line in _lines(found))
        response = StreamingHttpResponse(lines, content_type=CSV)
        response["Content-Disposition"] = 'attachment; filename="downloads.csv"'
        return response


def _version(row: Download) -> str:
    if row.report_id is None:
        return ""
    return str(row.version) if row.version else "Working version"


def _lines(rows: QuerySet[Download]) -> Iterator[tuple[Any, ...]]:
    # The mark tells spreadsheets that it is UTF-8.
    yield ("\ufeff" + COLUMNS[0], *COLUMNS[1:])
    for row in rows.iterator(chunk_size=500):
        yield (
            timezone.localtime(row.at).isoformat(sep=" ", timespec="seconds"),
            str(row.by or "Visitor"),
            row.partnership.acronym,
            row.report.title if row.report else "",
            _version(row),
            row.edition,
            row.format,
            row.volume or "",
            row.file_name,
            row.sha256,
        )

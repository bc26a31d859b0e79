"""Imports in the office: who brought which workbook in."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from common.admin import Link, OfficeAdmin, OfficePage, link_sources, page_sources
from exchange.models import WorkbookImport
from exchange.permissions import can_create, can_export
from partnership.models import Partnership


@admin.register(WorkbookImport)
class WorkbookImportAdmin(OfficeAdmin):
    """An import; it is begun and looked at on pages of its own."""

    description = "Which workbooks were brought in, when and by whom."
    list_display = ("file_name", "partnership", "state", "uploaded_by", "uploaded_at", "follow")
    list_select_related = ("partnership", "uploaded_by")
    list_filter = ("state",)
    search_fields = ("file_name", "partnership__acronym")
    search_help_text = "Search by name of the file or partnership."
    ordering = ("-uploaded_at", "-pk")
    fieldsets = (
        (None, {"fields": (("file_name", "partnership"), ("state", "is_new"), "follow")}),
        ("When and by whom", {"fields": (("uploaded_by", "uploaded_at"), "imported_at")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Workbooks are uploaded on their own page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was imported is not typed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """That there was an import is kept."""
        return False

    @admin.display(description="page")
    def follow(self, row: WorkbookImport) -> str:
        """Leads to what the person who uploaded it sees."""
        return format_html('<a href="{}">Look at it</a>', row.get_absolute_url())


def workbook_links(record: Any, request: HttpRequest) -> list[Link]:
    """The way from a partnership to its workbook."""
    if not isinstance(record, Partnership) or not can_export.test(request.user, record):
        return []
    return [Link("Workbook", reverse("workbooks"))]


def workbooks_page(request: HttpRequest) -> list[OfficePage]:
    """The way from the index to the workbooks."""
    may_change = request.user.has_perm("partnership.change_partnership")
    if not may_change and not can_create.test(request.user):
        return []
    return [
        OfficePage(
            app="partnership",
            name="Workbooks",
            url=reverse("workbooks"),
            description="A whole partnership as a spreadsheet: export it, fill the template, import it.",
        )
    ]


link_sources.append(workbook_links)
page_sources.append(workbooks_page)

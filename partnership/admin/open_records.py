"""Which records people have open just now."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.admin import OfficeAdmin
from partnership.admin.people import SECTION
from partnership.models import OpenRecord


@admin.register(OpenRecord)
class OpenRecordAdmin(OfficeAdmin):
    """A record that somebody has open; the portal alone keeps it."""

    description = "Who has which record open just now; kept for an hour at most."
    section = SECTION
    list_display = ("person", "model", "record_id", "opened_at", "seen_at")
    list_select_related = ("person",)
    search_fields = ("person__email", "person__name", "model")
    search_help_text = "Search by person or kind of record."
    ordering = ("-opened_at", "-pk")
    fields = ("person", ("model", "record_id"), ("opened_at", "seen_at"))

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """Kept by the portal."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Kept by the portal."""
        return False

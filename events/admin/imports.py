"""Files from which events were brought in."""

from django.contrib import admin

from events.admin.parts import FromThePages
from events.models import EventImport


@admin.register(EventImport)
class EventImportAdmin(FromThePages):
    """A file with participants and meetings of an event that was held elsewhere."""

    description = "Files of other tools from which participants and meetings were brought in."
    list_display = ("file_name", "event", "uploaded_at", "imported_at", "imported_by")
    list_select_related = ("event__partnership", "imported_by")
    list_filter = ("event__partnership",)
    search_fields = ("file_name", "event__name")
    search_help_text = "Search by file or event."
    ordering = ("-uploaded_at", "-pk")
    fields = (
        ("event", "file_name"),
        "document",
        ("uploaded_at", "imported_at", "imported_by"),
        "columns",
        "counts",
        "sha256",
    )

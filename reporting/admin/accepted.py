"""Accepted findings: their reasons, to be read and reworded; the work list is where they are accepted."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.admin import RecordAdmin
from reporting.engine.registries import codes
from reporting.models import AcceptedFinding


@admin.register(AcceptedFinding)
class AcceptedFindingAdmin(RecordAdmin):
    """A finding that may stay, and why."""

    description = "Findings that may stay, with the reason, who accepted them and when."
    list_display = ("message", "kind", "reason", "accepted_by", "accepted_at", "partnership")
    list_select_related = ("accepted_by", "partnership")
    list_filter = ("partnership",)
    search_fields = ("message", "reason")
    search_help_text = "Search in the finding or its reason."
    ordering = ("partnership__acronym", "-accepted_at", "pk")
    readonly_fields = ("partnership", "kind", "message", "accepted_by", "accepted_at")
    fieldsets = (
        (
            None,
            {
                "description": "It holds as long as the finding keeps its numbers. Delete it to open "
                "the finding again.",
                "fields": (
                    "partnership",
                    "kind",
                    "message",
                    "reason",
                    ("accepted_by", "accepted_at"),
                ),
            },
        ),
    )

    @admin.display(ordering="code")
    def kind(self, row: AcceptedFinding) -> str:
        """The title of its kind on the work list."""
        return codes[row.code].title if row.code in codes else row.code

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """A finding is accepted on the work list, where it stands."""
        return False

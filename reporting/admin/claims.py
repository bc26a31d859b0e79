"""Claims of published documents, labels of single tables and rendered files."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.admin import OfficeAdmin, RecordAdmin
from common.measures import measures
from reporting.admin.forms import table_choices
from reporting.models import Claim, MarketLabel, RenderedFile


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    """A figure that a published document states."""

    description = "What published documents state, to be compared with the records."
    known_names = {"measure": measures.choices}
    list_display = ("measure", "value", "where", "document", "place", "partnership")
    list_display_links = ("measure", "value")
    list_select_related = ("market", "partnership")
    list_filter = ("partnership", "document", "measure")
    search_fields = ("measure", "document", "place", "market__label")
    search_help_text = "Search by figure, document, place in it, or market."
    ordering = ("partnership__acronym", "document", "pk")
    fieldsets = (
        (
            "Claim",
            {
                "description": "Claims change nothing. Where one differs from the reported figure, "
                "a finding says so.",
                "fields": ("partnership", ("measure", "value"), ("market", "is_for_all_markets")),
            },
        ),
        ("Where it is stated", {"fields": (("document", "place"), "note")}),
    )

    @admin.display(description="market", ordering="market__position")
    def where(self, row: Claim) -> str:
        """The market, the row of all markets or the total."""
        return "all markets" if row.is_for_all_markets else str(row.market or "total")


@admin.register(MarketLabel)
class MarketLabelAdmin(RecordAdmin):
    """The wording of a market in one table."""

    description = "Markets that one table prints under another label."
    known_names = {"table": table_choices}
    list_display = ("label", "market", "table", "partnership")
    list_select_related = ("market__partnership",)
    list_filter = ("market__partnership", "table")
    search_fields = ("label", "market__label")
    search_help_text = "Search by label or market."
    ordering = ("market__partnership__acronym", "market__position", "table")
    fields = ("market", "table", "label")

    @admin.display(ordering="market__partnership__acronym")
    def partnership(self, row: MarketLabel) -> str:
        """The partnership whose market it is."""
        return str(row.market.partnership)


@admin.register(RenderedFile)
class RenderedFileAdmin(OfficeAdmin):
    """A file that was rendered; to be looked at, and thrown away where it is in the way."""

    description = "Files kept of rendered reports; they are made anew when deleted."
    list_display = ("path", "partnership", "document", "edition", "format", "size", "rendered_at")
    list_select_related = ("partnership",)
    list_filter = ("partnership", "format", "edition")
    search_fields = ("path", "sha256")
    search_help_text = "Search by path or hash."
    ordering = ("-rendered_at", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Files are made by rendering only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is known of a file is never typed."""
        return False

"""The pages of companies."""

from django.contrib import admin

from common.admin import BulkChange, RecordAdmin, count_column
from smes.models import Company


@admin.register(Company)
class CompanyAdmin(RecordAdmin):
    """A European SME."""

    in_search = True
    bulk_changes = (
        BulkChange("set_cluster", "Set the home cluster of the selected companies", "cluster"),
        BulkChange(
            "set_confidentiality",
            "Set the confidentiality of the selected companies",
            "confidentiality",
        ),
    )
    description = "European SMEs that a partnership helps."
    list_display = (
        "name",
        "country",
        "sector",
        "cluster",
        "confidentiality",
        "partnership",
        count_column("cases", "cases"),
    )
    list_select_related = ("partnership", "cluster")
    list_filter = ("partnership", "confidentiality", "country")
    search_fields = ("name", "other_names", "sector")
    search_help_text = "Search by any spelling of the name, or by sector."
    fieldsets = (
        (
            "Company",
            {
                "fields": (
                    "partnership",
                    ("name", "country"),
                    ("registration_number", "cluster"),
                    "sector",
                    "website",
                )
            },
        ),
        (
            "Confidentiality",
            {
                "description": "Editions of a report that hide the name show a pseudonym in its place; "
                "that for the funding agency shows every name.",
                "fields": ("confidentiality",),
            },
        ),
        (
            "Size",
            {
                "description": "Headcount, turnover and balance sheet of the last closed year.",
                "fields": (("headcount", "turnover"), ("balance_sheet_total", "currency")),
            },
        ),
        ("Profile", {"fields": ("competences", "profile", "sectors")}),
        (
            "Other spellings",
            {"classes": ("collapse",), "fields": ("other_names", "printed_country")},
        ),
    )

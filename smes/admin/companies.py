"""The pages of companies."""

from django.contrib import admin

from common.admin import RecordAdmin, count_column
from smes.models import Company


@admin.register(Company)
class CompanyAdmin(RecordAdmin):
    """A European SME."""

    description = "European SMEs that a partnership helps."
    list_display = (
        "name",
        "country",
        "sector",
        "cluster",
        "is_confidential",
        "partnership",
        count_column("cases", "cases"),
    )
    list_select_related = ("partnership", "cluster")
    list_filter = ("partnership", "is_confidential", "country")
    search_fields = ("name", "other_names", "sector")
    search_help_text = "Search by any spelling of the name, or by sector."
    fieldsets = (
        (
            "Company",
            {"fields": ("partnership", ("name", "country"), "cluster", "sector", "website")},
        ),
        (
            "Confidentiality",
            {
                "description": "Public documents replace a confidential name by a pseudonym.",
                "fields": ("is_confidential",),
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

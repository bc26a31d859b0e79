"""The pages of indicators and their measurements."""

from django.contrib import admin

from common.admin import RecordAdmin, RecordTabularInline, count_column
from common.measures import measures
from partnership.models import Indicator, Measurement


class MeasurementInline(RecordTabularInline):
    """The measured values of an indicator."""

    model = Measurement
    fields = ("measured_on", "value", "source")


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    """A KPI and, where no figure of the reports tells its value, its measurements."""

    description = "What was promised (KPIs), and how far it has been reached."
    known_names = {"figure": measures.choices}
    list_display = (
        "name",
        "partnership",
        "target",
        "unit",
        "figure",
        "due_on",
        count_column("measurements", "measurements"),
    )
    list_select_related = ("partnership",)
    list_filter = ("partnership",)
    search_fields = ("name", "unit")
    search_help_text = "Search by name or unit."
    ordering = ("partnership__acronym", "position", "pk")
    inlines = (MeasurementInline,)
    fieldsets = (
        (
            "Promise",
            {"fields": ("partnership", "name", ("target", "unit"), ("baseline", "due_on"))},
        ),
        (
            "Value",
            {
                "description": "Either a figure of the reports, which is always up to date, or the "
                "measurements below.",
                "fields": ("figure",),
            },
        ),
        ("Order", {"classes": ("collapse",), "fields": ("position",)}),
    )


@admin.register(Measurement)
class MeasurementAdmin(RecordAdmin):
    """A dated value of an indicator."""

    description = "Dated values of indicators, each with its source."
    list_display = ("indicator", "partnership", "measured_on", "value", "source")
    list_select_related = ("indicator__partnership",)
    list_filter = ("indicator__partnership",)
    search_fields = ("indicator__name", "source")
    search_help_text = "Search by indicator or source."
    ordering = ("-measured_on", "pk")
    fields = ("indicator", ("measured_on", "value"), "source")

    @admin.display(ordering="indicator__partnership__acronym")
    def partnership(self, row: Measurement) -> str:
        """The partnership whose indicator it is."""
        return str(row.indicator.partnership)

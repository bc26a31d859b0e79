"""The pages of cooperation cases and of the objectives that they refer to."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from common.admin import (
    BulkChange,
    Link,
    RecordAdmin,
    RecordTabularInline,
    count_column,
    link_sources,
    record_address,
)
from partnership.admin.filters import OwnMarketFilter
from smes.models import ClusterCase, ClusterCasePartner, Objective, SMECase, SupportCase

ABOUT_NUMBER = "The overview adds up the numbers: most cases stand for one result."
SET_CONFIDENTIALITY = BulkChange(
    "set_confidentiality", "Set the confidentiality of the selected cases", "confidentiality"
)
FROM_SUPPORT = (
    "company",
    "market",
    "type",
    "number",
    "objectives",
    "partner",
    "partner_type",
    "main_steps",
    "next_steps",
    "status",
    "started_on",
    "confidentiality",
)
ABOUT_SUPPORT = (
    "This case came of support: number, steps, status, partner and confidentiality follow the support "
    "case and its confirmed outcomes, and are changed there. The description was drafted from the "
    "outcomes; once you edit it, it stays as you wrote it."
)
STEPS: tuple[str, Any] = ("What was done", {"fields": ("main_steps", "next_steps")})


@admin.register(SMECase)
class SMECaseAdmin(RecordAdmin):
    """A cooperation case by one SME."""

    in_search = True
    bulk_changes = (
        BulkChange("set_status", "Set the status of the selected cases", "status"),
        SET_CONFIDENTIALITY,
    )
    description = "What came of it for single SMEs: contracts, agreements, offices, projects."
    list_display = ("company", "market", "type", "number", "partner", "status", "partnership")
    list_select_related = ("company", "market", "partner", "partnership")
    list_filter = ("partnership", ("market", OwnMarketFilter), "type", "status", "confidentiality")
    search_fields = ("company__name", "description", "reference", "partner__name")
    search_help_text = "Search by SME, partner, description or reference."
    ordering = ("partnership__acronym", "market__position", "company__name", "position", "pk")
    fieldsets = (
        (
            "Case",
            {
                "description": ABOUT_NUMBER,
                "fields": (
                    "partnership",
                    "company",
                    "market",
                    ("type", "number"),
                    "description",
                    "objectives",
                ),
            },
        ),
        ("Partner beyond Europe", {"fields": ("partner", "partner_type")}),
        STEPS,
        (
            "Support and confidentiality",
            {"fields": (("status", "started_on"), "confidentiality")},
        ),
        (
            "Wording in the overview table, where it differs",
            {
                "classes": ("collapse",),
                "fields": ("company_as", "partner_as", "sector", "objective_note"),
            },
        ),
        (
            "Wording in the details table, where it differs from the overview",
            {
                "classes": ("collapse",),
                "fields": (
                    "detail_company_as",
                    "detail_partner_as",
                    "detail_sector",
                    "detail_description",
                ),
            },
        ),
        ("Reference and order", {"classes": ("collapse",), "fields": (("reference", "position"),)}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What follows from a support case is changed there."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, *FROM_SUPPORT) if obj and obj.support_case_id else fields

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a case that came of support, the first thing told is that."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not obj.support_case_id:
            return fieldsets
        (heading, options), *others = fieldsets
        return [(heading, {**options, "description": ABOUT_SUPPORT}), *others]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A case that came of support goes with its last confirmed outcome."""
        if obj is not None and obj.support_case_id:
            return False
        return super().has_delete_permission(request, obj)


def link_to_support(record: Model, _: HttpRequest) -> list[Link]:
    """From a case to the support that it came of."""
    if not isinstance(record, SMECase) or record.support_case_id is None:
        return []
    if not admin.site.is_registered(SupportCase):
        return []
    address = record_address("smes.supportcase", record.support_case_id)
    return [Link("Open the support case", address)]


link_sources.append(link_to_support)


class ClusterCasePartnerInline(RecordTabularInline):
    """The partner organisations of a case."""

    model = ClusterCasePartner
    fields = ("organisation", "named_as", "country_as", "position")


@admin.register(ClusterCase)
class ClusterCaseAdmin(RecordAdmin):
    """A cooperation case by clusters, with its partners."""

    in_search = True
    bulk_changes = (SET_CONFIDENTIALITY,)
    description = "What clusters brought about together with partners beyond Europe."
    list_display = (
        "__str__",
        "number",
        "description",
        "in_overview",
        "in_details",
        "partnership",
        count_column("case_partners", "partners"),
    )
    list_select_related = ("market", "partnership")
    list_filter = (
        "partnership",
        ("market", OwnMarketFilter),
        "type",
        "in_overview",
        "in_details",
    )
    search_fields = ("description", "reference", "market__label", "partners__name")
    search_help_text = "Search by description, reference, market or partner."
    ordering = ("partnership__acronym", "market__position", "type", "position", "pk")
    inlines = (ClusterCasePartnerInline,)
    fieldsets = (
        (
            "Case",
            {
                "description": ABOUT_NUMBER,
                "fields": (
                    "partnership",
                    ("market", "is_for_all_markets"),
                    ("type", "number"),
                    "description",
                    "objectives",
                    "sectors",
                    "clusters",
                ),
            },
        ),
        STEPS,
        (
            "Where reports show it",
            {"fields": (("in_overview", "in_details"), "confidentiality")},
        ),
        (
            "Wording, reference and order",
            {
                "classes": ("collapse",),
                "fields": ("type_wording", "started_on", ("reference", "position")),
            },
        ),
    )


@admin.register(ClusterCasePartner)
class ClusterCasePartnerAdmin(RecordAdmin):
    """A partner organisation of a case by clusters."""

    description = "Which organisation is a partner in which case by clusters."
    list_display = ("organisation", "case", "named_as", "country_as", "partnership")
    list_select_related = ("organisation", "case__market", "case__partnership")
    list_filter = ("case__partnership",)
    search_fields = ("organisation__name", "named_as")
    search_help_text = "Search by the organisation’s name."
    ordering = ("case", "position", "pk")
    fields = ("case", "organisation", ("named_as", "country_as"), "position")

    @admin.display(ordering="case__partnership__acronym")
    def partnership(self, row: ClusterCasePartner) -> str:
        """The partnership whose case it is."""
        return str(row.case.partnership)


@admin.register(Objective)
class ObjectiveAdmin(RecordAdmin):
    """A category of objectives."""

    description = "The numbered categories of objectives that cases refer to."
    list_display = ("number", "label", "is_inferred")
    list_display_links = ("number", "label")
    list_filter = ("is_inferred",)
    search_fields = ("number", "label")
    search_help_text = "Search by number or label."
    ordering = ("number",)
    fields = ("number", "label", "is_inferred")

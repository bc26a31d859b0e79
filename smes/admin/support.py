"""The pages of support cases, their steps, log, files and surveys in the office.

The work plan is changed on the working page alone, where both sides are asked again.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from common.admin import Link, OfficeAdmin, RecordAdmin, count_column
from partnership.admin.filters import OwnMarketFilter
from smes.models import Satisfaction, SupportCase, SupportContact, SupportFile, WorkStep

PLAN = ("title", "aim", "objectives", "services")
SIDES = ("company", "market", "organisation")
"""Another company or gateway is another case: whoever has the private links of this one is a side of it."""
MOMENTS = (
    "state",
    "plan_version",
    "sme_agreed_at",
    "gateway_agreed_at",
    "started_on",
    "ended_on",
    "ended_because",
    "handover",
)


def support_link(record: Model, request: HttpRequest) -> list[Link]:
    """The button that leads from a support case, or a part of it, to its working page. No query."""
    case = record if isinstance(record, SupportCase) else getattr(record, "case", None)
    if not isinstance(case, SupportCase):
        return []
    address = reverse("support_office_case", args=[case.partnership.slug, case.pk])
    return [Link("Open the working page", address)]


@admin.register(SupportCase)
class SupportCaseAdmin(RecordAdmin):
    """The support of an SME in one market by a gateway or expert."""

    in_search = True
    description = "The support of SMEs by gateways: work plans, and how far they have come."
    list_display = (
        "company",
        "market",
        "organisation",
        "state",
        "started_on",
        "cluster",
        "partnership",
        count_column("worksteps", "steps"),
    )
    list_select_related = ("company", "market", "organisation", "cluster", "partnership")
    list_filter = ("partnership", ("market", OwnMarketFilter), "state", "confidentiality")
    search_fields = ("title", "company__name", "organisation__name", "expression__reference")
    search_help_text = "Search by title, SME, gateway or reference of the expression of interest."
    ordering = ("partnership__acronym", "-created_at", "-pk")
    fieldsets = (
        (
            "Case",
            {
                "description": "Steps, log and files stand on the working page. The work plan is changed "
                "there, because both sides must agree to it again.",
                "fields": (
                    "partnership",
                    "expression",
                    "company",
                    "market",
                    "organisation",
                    "cluster",
                    "confidentiality",
                ),
            },
        ),
        ("Work plan", {"fields": PLAN}),
        (
            "How far it is",
            {
                "fields": (
                    ("state", "plan_version"),
                    ("sme_agreed_at", "gateway_agreed_at"),
                    ("started_on", "ended_on"),
                    "ended_because",
                    "handover",
                )
            },
        ),
    )
    readonly_fields = MOMENTS

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The plan is typed when a case is added, and changed on the working page afterwards."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, *SIDES, *PLAN) if obj else fields


class PartOfCaseAdmin(OfficeAdmin):
    """Parts of a case: entered and corrected on its working page, found and deleted here."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """They are entered on the working page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are corrected on the working page."""
        return False

    @admin.display(ordering="case__partnership__acronym")
    def partnership(self, row: Any) -> str:
        """The partnership whose case it is."""
        return str(row.case.partnership)


RELATED = ("case__company", "case__market", "case__partnership")


@admin.register(WorkStep)
class WorkStepAdmin(PartOfCaseAdmin):
    """A step of a work plan."""

    description = "The steps of work plans: who does what until when."
    list_display = ("title", "party", "due_on", "state", "done_on", "case", "partnership")
    list_select_related = RELATED
    list_filter = ("case__partnership", "state", "party")
    search_fields = ("title", "case__title", "case__company__name")
    search_help_text = "Search by step, case or SME."
    ordering = ("case", "position", "pk")
    fields = ("case", "title", "description", "party", "due_on", ("state", "done_on"), "position")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A step that both sides agreed to is taken out on the working page."""
        return False


@admin.register(SupportContact)
class SupportContactAdmin(PartOfCaseAdmin):
    """A line in the log of a case."""

    description = "The logs of support: calls, meetings and work, with hours."
    list_display = ("on", "kind", "party", "hours", "is_internal", "case", "partnership")
    list_select_related = RELATED
    list_filter = ("case__partnership", "kind", "party", "is_internal")
    search_fields = ("note", "case__title", "case__company__name")
    search_help_text = "Search in the note, or by case or SME."
    ordering = ("-on", "-pk")
    fields = ("case", ("on", "kind"), ("party", "by"), "hours", "note", "is_internal")


@admin.register(SupportFile)
class SupportFileAdmin(PartOfCaseAdmin):
    """A file of a case."""

    description = "The files that the sides of support sent each other."
    list_display = ("name", "party", "size", "created_at", "case", "partnership")
    list_select_related = RELATED
    list_filter = ("case__partnership", "party")
    search_fields = ("name", "case__title", "case__company__name")
    search_help_text = "Search by name of the file, case or SME."
    ordering = ("-created_at", "-pk")
    fields = ("case", "name", "file", ("party", "by"), "size", "sha256")


@admin.register(Satisfaction)
class SatisfactionAdmin(PartOfCaseAdmin):
    """What a company says of its support."""

    description = "The surveys at the end of support, as the companies answered them."
    list_display = (
        "case",
        "overall",
        "gateway_rating",
        "cluster_rating",
        "usefulness",
        "timing",
        "would_recommend",
        "answered_at",
        "partnership",
    )
    list_select_related = RELATED
    list_filter = ("case__partnership", "overall", "would_recommend")
    search_fields = ("comment", "case__title", "case__company__name")
    search_help_text = "Search in the comment, or by case or SME."
    ordering = ("-answered_at", "-pk")
    fields = (
        "case",
        ("overall", "gateway_rating", "cluster_rating"),
        ("usefulness", "timing"),
        "would_recommend",
        "comment",
        "answered_at",
    )

"""The pages of programmes, partnerships, their members and markets."""

from django.contrib import admin
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from common.admin import Link, RecordAdmin, RecordTabularInline, count_column, steps_of
from partnership.models import Membership, Partnership, Programme, TargetMarket


class MembershipInline(RecordTabularInline):
    """The clusters of a partnership."""

    model = Membership
    fields = ("cluster", "role", "joined_on", "left_on", "position")


class TargetMarketInline(RecordTabularInline):
    """The markets of a partnership."""

    model = TargetMarket
    fields = ("code", "country", "label", "position")


@admin.register(Partnership)
class PartnershipAdmin(RecordAdmin):
    """A partnership with its members and markets; everything else of it is linked with counts."""

    in_search = True
    description = "Consortia: name, grant, period, member clusters and target markets."
    list_display = (
        "acronym",
        "name",
        "programme",
        "start_on",
        "end_on",
        count_column("memberships", "members"),
        count_column("targetmarkets", "markets"),
        count_column("indicators", "indicators"),
    )
    list_select_related = ("programme",)
    list_filter = ("programme", "language")
    search_fields = ("acronym", "name", "grant_number")
    search_help_text = "Search by acronym, name or grant number."
    ordering = ("acronym",)
    prepopulated_fields = {"slug": ("acronym",)}
    inlines = (MembershipInline, TargetMarketInline)
    fieldsets = (
        (
            "Identity",
            {
                "description": "As every page and report names the partnership.",
                "fields": (("acronym", "slug"), "name", "programme", ("grant_number", "phase")),
            },
        ),
        (
            "Period",
            {
                "description": "Reports count what happened in these days.",
                "fields": (("start_on", "end_on"),),
            },
        ),
        ("Goal", {"fields": ("goal_statement", "themes", "label", "website")}),
        (
            "Public site",
            {
                "classes": ("collapse",),
                "description": "What its pages say, in English, French and German.",
                "fields": (
                    "contact_email",
                    *("introduction", "introduction_fr", "introduction_de"),
                    *("about", "about_fr", "about_de"),
                    *("legal_notice", "legal_notice_fr", "legal_notice_de"),
                ),
            },
        ),
        (
            "How reports are printed",
            {
                "classes": ("collapse",),
                "fields": (("language", "zero_mark"), "hide_sme_names"),
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """The guided entry besides the usual pages."""
        view = self.admin_site.admin_view(self.steps_view)
        return [
            path("<int:pk>/steps/", view, name="partnership_partnership_steps"),
            *super().get_urls(),
        ]

    def steps_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a partnership needs, in the order of the work, and how far it is."""
        partnership = Partnership.objects.visible_to(request.user).filter(pk=pk).first()
        if partnership is None:
            raise Http404("There is no such partnership.")
        steps = steps_of(partnership, request)
        context = {
            **self.admin_site.each_context(request),
            "partnership": partnership,
            "steps": steps,
            "done": sum(shown.is_done for shown in steps),
            "next_step": next((shown for shown in steps if not shown.is_done), None),
        }
        return TemplateResponse(request, "admin/steps.html", context)


def steps_link(record: Model, request: HttpRequest) -> list[Link]:
    """The way from a partnership to its guided entry."""
    if not isinstance(record, Partnership):
        return []
    address = reverse("admin:partnership_partnership_steps", args=[record.pk])
    return [Link("Set up step by step", address)]


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    """One cluster's place in a partnership, with the wording that reports print."""

    description = "Which cluster is in which partnership, in what role and since when."
    list_display = ("cluster", "partnership", "role", "joined_on", "left_on")
    list_select_related = ("cluster", "partnership")
    list_filter = ("partnership", "role")
    search_fields = ("cluster__short_name", "cluster__legal_name", "printed_name")
    search_help_text = "Search by the cluster’s name."
    ordering = ("partnership__acronym", "position", "pk")
    fieldsets = (
        (None, {"fields": ("partnership", "cluster", "role", ("joined_on", "left_on"))}),
        (
            "Wording and order in reports",
            {
                "classes": ("collapse",),
                "description": "Only where reports print something else than the directory says.",
                "fields": ("printed_name", "printed_country", "position"),
            },
        ),
    )


@admin.register(TargetMarket)
class TargetMarketAdmin(RecordAdmin):
    """A market of a partnership."""

    description = "The countries and regions that a partnership leads its SMEs into."
    list_display = ("label", "code", "country", "partnership", "cluster", "position")
    list_select_related = ("partnership", "cluster")
    list_filter = ("partnership",)
    search_fields = ("label", "code")
    search_help_text = "Search by label or code."
    ordering = ("partnership__acronym", "position", "label")
    fieldsets = (
        (
            None,
            {
                "description": "Tables print one row for each market, in this order.",
                "fields": ("partnership", ("code", "country"), "label", "position"),
            },
        ),
        (
            "Public site",
            {
                "description": "What the page of the market says, in English, French and German.",
                "fields": (
                    ("cluster", "contact_email"),
                    *("introduction", "introduction_fr", "introduction_de"),
                ),
            },
        ),
    )


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    """A funding programme and the texts it wants to be shown."""

    description = "Funding programmes, with the statement and disclaimer that must be shown."
    list_display = ("name", "agency", "call", count_column("partnerships", "partnerships"))
    search_fields = ("name", "agency", "call")
    search_help_text = "Search by name, agency or call."
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", ("agency", "call"))}),
        (
            "What must be shown",
            {
                "description": "On every page and in every document of its partnerships.",
                "fields": ("emblem", "cofunding_statement", "disclaimer"),
            },
        ),
    )

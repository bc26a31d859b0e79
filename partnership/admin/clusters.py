"""The directory of clusters."""

from django.contrib import admin

from common.admin import RecordAdmin, RecordStackedInline, count_column
from partnership.models import Cluster, ClusterFigures, DirectoryTerm, Network

COUNTED = (
    ("companies", "smes", "large_companies"),
    ("research_organisations", "hospitals", "public_researchers"),
    ("jobs", "certified_projects", "innovations_launched"),
)
AMOUNTS = (("total_investment", "public_aid", "currency"), "source")


class ClusterFiguresInline(RecordStackedInline):
    """Key figures of a cluster, one block for each day."""

    model = ClusterFigures
    fields = ("as_of", *COUNTED, *AMOUNTS)


@admin.register(Cluster)
class ClusterAdmin(RecordAdmin):
    """A cluster with its key figures."""

    in_search = True
    description = "The directory of European clusters, partners and others."
    list_display = (
        "short_name",
        "country",
        "city",
        "legal_name",
        count_column("memberships", "partnerships"),
        count_column("figures", "figures"),
    )
    list_filter = ("memberships__partnership", "country")
    search_fields = ("short_name", "legal_name", "other_names", "city")
    search_help_text = "Search by any of its names, or by city."
    inlines = (ClusterFiguresInline,)
    fieldsets = (
        ("Name", {"fields": (("short_name", "country"), "legal_name", "other_names")}),
        ("Place", {"fields": (("city", "region"), ("nuts", "latitude", "longitude"))}),
        (
            "Profile",
            {
                "fields": (
                    *("description", "description_fr", "description_de"),
                    ("website", "founded_in"),
                    "excellence_label",
                )
            },
        ),
        (
            "Directory",
            {
                "description": "How the cluster is found in the directory.",
                "fields": ("directory_terms", "networks"),
            },
        ),
    )


@admin.register(ClusterFigures)
class ClusterFiguresAdmin(RecordAdmin):
    """Key figures of a cluster on one day."""

    description = "Members, jobs, projects and money of a cluster on a day."
    list_display = ("cluster", "as_of", "companies", "smes", "jobs", "total_investment", "source")
    list_select_related = ("cluster",)
    list_filter = ("cluster__memberships__partnership",)
    search_fields = ("cluster__short_name", "source")
    search_help_text = "Search by cluster or source."
    ordering = ("-as_of", "cluster__short_name")
    fieldsets = (
        (
            None,
            {
                "description": "Leave empty what is not known: empty is unknown, 0 is none.",
                "fields": (("cluster", "as_of"),),
            },
        ),
        ("Counted", {"fields": COUNTED}),
        ("Money and source", {"fields": AMOUNTS}),
    )


@admin.register(DirectoryTerm)
class DirectoryTermAdmin(RecordAdmin):
    """An entry of the directory's vocabularies."""

    description = "Sectors, emerging industries, technology fields and S3 priority areas."
    list_display = ("name", "vocabulary")
    list_filter = ("vocabulary",)
    search_fields = ("name",)
    search_help_text = "Search by name."
    ordering = ("vocabulary", "name")
    fields = ("vocabulary", "name")


@admin.register(Network)
class NetworkAdmin(RecordAdmin):
    """A network that clusters are affiliated with."""

    description = "Networks that clusters are affiliated with."
    list_display = ("name", "website")
    search_fields = ("name",)
    search_help_text = "Search by name."
    ordering = ("name",)
    fields = ("name", "website")

"""The pages of services and of who offers them."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from common.admin import BulkChange, RecordAdmin, count_column
from gateways.models import Offer, Service
from gateways.services import take_over_usual_services
from partnership.models import Partnership


@admin.register(Service)
class ServiceAdmin(RecordAdmin):
    """A service in the catalogue of a partnership."""

    in_search = True
    change_list_template = "admin/gateways/services.html"
    bulk_changes = (BulkChange("set_offered", "Offer the selected services, or not", "is_offered"),)
    description = "What SMEs can ask for: market studies, regulatory support, partner search, …"
    list_display = (
        "name",
        "code",
        "is_offered",
        "partnership",
        count_column("offers", "offers"),
    )
    list_select_related = ("partnership",)
    list_filter = ("partnership", "is_offered")
    search_fields = ("name", "code", "description")
    search_help_text = "Search by name, code or description."
    ordering = ("partnership__acronym", "position", "name")
    fieldsets = (
        (
            "Service",
            {
                "description": "SMEs choose from these services, and gateways offer them.",
                "fields": (
                    "partnership",
                    ("name", "code"),
                    "description",
                    ("is_offered", "position"),
                ),
            },
        ),
        ("In French", {"fields": ("name_fr", "description_fr")}),
        ("In German", {"fields": ("name_de", "description_de")}),
    )

    def get_urls(self) -> list[URLPattern]:
        """The usual pages, and the step that fills an empty catalogue."""
        view = self.admin_site.admin_view(require_POST(self.take_over))
        return [
            path("usual/<int:pk>/", view, name="gateways_service_take_over"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list; above it, the partnerships whose catalogue is empty."""
        empty = [
            partnership
            for partnership in Partnership.objects.visible_to(request.user).filter(services=None)
            if request.user.has_perm("gateways.add_service", Service(partnership=partnership))
        ]
        return super().changelist_view(
            request, {**(extra_context or {}), "without_services": empty}
        )

    def take_over(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Fill the empty catalogue of a partnership with the usual services."""
        person: Any = request.user
        partnership = get_object_or_404(Partnership.objects.visible_to(person), pk=pk)
        back = HttpResponseRedirect(
            f"{reverse('admin:gateways_service_changelist')}?partnership__id__exact={pk}"
        )
        if not person.has_perm("gateways.add_service", Service(partnership=partnership)):
            messages.error(request, "Only coordinators of the partnership fill its catalogue.")
            return back
        taken = take_over_usual_services(partnership=partnership, by=person)
        if taken:
            messages.success(
                request,
                f"{len(taken)} services are taken over. Change or remove what does not fit.",
            )
        else:
            messages.info(request, "The catalogue has services already, so nothing was added.")
        return back


@admin.register(Offer)
class OfferAdmin(RecordAdmin):
    """That an organisation offers a service in a market."""

    bulk_changes = (BulkChange("set_public", "Show the selected offers, or not", "is_public"),)
    description = "Which organisation offers which service in which market, and on what terms."
    list_display = ("organisation", "service", "market", "is_free", "is_public", "partnership")
    list_select_related = ("organisation__partnership", "service", "market")
    list_filter = ("organisation__partnership", "is_free", "is_public")
    search_fields = ("organisation__name", "service__name", "market__label", "provider")
    search_help_text = "Search by organisation, service, market or provider."
    ordering = ("organisation__name", "position", "pk")
    fieldsets = (
        ("Offer", {"fields": ("organisation", "service", "market")}),
        ("Terms", {"fields": (("is_free", "price"), "provider", "note")}),
        ("On the website", {"fields": (("is_public", "position"),)}),
    )

    @admin.display(ordering="organisation__partnership__acronym")
    def partnership(self, row: Offer) -> str:
        """The partnership whose organisation it is."""
        return str(row.organisation.partnership)

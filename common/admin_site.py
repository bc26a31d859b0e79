"""The portal's admin site: the coordination office."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse


class PartnershipAutocomplete(AutocompleteJsonView):
    """Search for related records; within one partnership where the form tells which."""

    def get_queryset(self) -> QuerySet:
        """Records of the partnership named in the address, or of all."""
        rows = super().get_queryset()
        if not self._has_partnership(rows.model):
            return rows
        partnership = self.request.GET.get("partnership", "")
        if partnership.isdecimal():
            return rows.filter(partnership=partnership)
        return rows.select_related("partnership")

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Name the partnership too, where records of several are found."""
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        if self._has_partnership(type(obj)) and not self.request.GET.get("partnership"):
            result["text"] += f" · {obj.partnership}"  # type: ignore[attr-defined]
        return result

    def _has_partnership(self, model: type[Model]) -> bool:
        return "partnership" in {field.name for field in model._meta.fields}


class PortalAdminSite(admin.AdminSite):
    """Django's admin under the portal's own name, in the order in which the work happens."""

    site_header = "Coordination office"
    site_title = "Cluster partnership portal"
    index_title = "Coordination office"

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer a search for related records."""
        response: Any = PartnershipAutocomplete.as_view(admin_site=self)(request)
        return response

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Apps in the order of the settings, models in the order of their registration.

        Each model has a ``description``; models that name a ``section`` of their own stand under
        it at the end.
        """
        built = self._build_app_dict(request, app_label)
        order = [config.label for config in apps.get_app_configs()]
        registered = list(self._registry)
        sections: dict[str, dict[str, Any]] = {}
        for label in sorted(built, key=order.index):
            app = built[label]
            for entry in app["models"]:
                model_admin = self._registry[entry["model"]]
                entry["description"] = getattr(model_admin, "description", "")
                name = getattr(model_admin, "section", "") if app_label is None else ""
                section = sections.setdefault(name or label, {**app, "models": []})
                section["name"] = name or app["name"]
                section["models"].append(entry)
        for section in sections.values():
            section["models"].sort(key=lambda entry: registered.index(entry["model"]))
        own = [section for key, section in sections.items() if key not in order]
        return [section for key, section in sections.items() if key in order] + own

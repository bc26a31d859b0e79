"""The portal's admin site: the coordination office."""

import re
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator

from common.admin.on_site import view_on_site
from common.admin.panels import OfficePage, page_sources
from common.admin.presence import sign_of_life
from common.admin.recent import latest_changes, recent_view
from common.admin.searching import search_view
from common.admin.waiting import waiting_for

SEARCHED = {"q", "term", "_changelist_filters"}
"""Parts of an address that hold free text."""

TOO_LONG = re.compile(r"\d{19}")
"""A number that no database keeps."""


def is_nonsense(request: HttpRequest, arguments: dict[str, Any]) -> bool:
    """Whether an address asks for what no database understands: NUL, or a number beyond all sizes."""
    asked = [(name, value) for name, values in request.GET.lists() for value in (name, *values)] + [
        (name, str(value)) for name, value in arguments.items()
    ]
    return any(
        "\0" in value or (name not in SEARCHED and TOO_LONG.search(value) is not None)
        for name, value in asked
    )


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

    work_order = ("partnership", "gateways", "events", "smes", "reporting")
    """The apps in the order in which the work happens; any other comes after them."""

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """The view for those who may enter; an address that makes no sense leads nowhere."""

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if is_nonsense(request, kwargs):
                raise Http404("There is nothing at this address.")
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)

    def get_urls(self) -> list[Any]:
        """The pages that are no pages of a model, then all others."""
        view = self.admin_view
        return [
            path("search/", view(partial(search_view, site=self)), name="search"),
            path("recent/", view(partial(recent_view, site=self)), name="recent"),
            path("open/<str:model>/<int:pk>/", view(sign_of_life), name="sign_of_life"),
            path(
                "r/<path:content_type_id>/<path:object_id>/",
                view(partial(view_on_site, site=self)),
                name="view_on_site",
            ),
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The start page: what waits for somebody, then all records in the order of the work."""
        return super().index(
            request,
            {
                "waiting": waiting_for(request),
                "latest_changes": latest_changes(request, self),
                **(extra_context or {}),
            },
        )

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """There is one sign-in page for all; it leads back to where somebody wanted to go."""
        return super().login(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The password is changed where everything else about one's account is."""
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer a search for related records."""
        response: Any = PartnershipAutocomplete.as_view(admin_site=self)(request)
        return response

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Apps in the order of the work, models in the order of their registration.

        Each model has a ``description``; models that name a ``section`` of their own stand under
        it at the end.
        """
        built = self._build_app_dict(request, app_label)
        every = [config.label for config in apps.get_app_configs()]
        order = [*self.work_order, *(label for label in every if label not in self.work_order)]
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
        for page in [page for source in page_sources for page in source(request)]:
            if page.app in sections:
                sections[page.app]["models"].append(self._page_entry(page))
        own = [section for key, section in sections.items() if key not in order]
        return [section for key, section in sections.items() if key in order] + own

    @staticmethod
    def _page_entry(page: OfficePage) -> dict[str, Any]:
        """A page as the index and the side bar show it, between lists of records."""
        return {
            "name": page.name,
            "object_name": page.name,
            "admin_url": page.url,
            "add_url": None,
            "view_only": True,
            "description": page.description,
        }

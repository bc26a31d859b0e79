"""What stands above a list, and what happens where its address makes no sense any more."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IS_POPUP_VAR, ModelAdmin
from django.contrib.admin.views.main import ERROR_FLAG
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

WHOLE = "_all"
"""In an address, asks for the whole list, even where it opens with a filter."""

BROKEN = (
    "This filter no longer works: what it asks for is not there any more. The whole list is shown. A saved "
    "filter can be deleted, or saved anew."
)

list_sources: list[Callable[[type[Model], HttpRequest], dict[str, Any]]] = []
"""Each gives what the page of a list shows above it; a fixed number of queries."""

default_sources: list[Callable[[type[Model], HttpRequest], str]] = []
"""Each gives the query with which a list opens for somebody; empty where it opens whole."""


class ListPages(ModelAdmin):
    """Opens a list with somebody's own filter, and shows the whole list where a filter is broken."""

    def changelist_view(self, request: Any, extra_context: Any = None) -> HttpResponse:
        """The list."""
        if request.method == "GET":
            if ERROR_FLAG in request.GET:
                return self._whole(request)
            if not request.GET and not self._comes_from_the_list(request):
                for source in default_sources:
                    if query := source(self.model, request):
                        return redirect(f"{request.path}?{query}")
        if WHOLE in request.GET:
            request.GET = request.GET.copy()
            del request.GET[WHOLE]
        context: dict[str, Any] = {}
        if request.method == "GET" and IS_POPUP_VAR not in request.GET:
            for give in list_sources:
                context |= give(self.model, request)
        try:
            return super().changelist_view(request, {**context, **(extra_context or {})})
        except DisallowedModelAdminLookup:
            return self._whole(request)

    def _whole(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, BROKEN)
        return redirect(f"{request.path}?{WHOLE}=1")

    def _comes_from_the_list(self, request: HttpRequest) -> bool:
        # Whoever clears all filters wants the whole list.
        return urlsplit(request.headers.get("Referer", "")).path == request.path

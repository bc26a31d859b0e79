"""Saved filters: above each list, and the addresses that save, change and delete them."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.access import standing_of
from common.admin import OfficeAdmin
from partnership.admin.people import SECTION
from partnership.models import Partnership, SavedFilter
from partnership.models.saved_filters import query_of


class SavedFilterForm(forms.ModelForm):
    """Name, sharing and default of a filter."""

    class Meta:
        model = SavedFilter
        fields = ("name", "shared_with", "is_default")
        error_messages = {
            "name": {
                "required": "Give the filter a name.",
                "max_length": "The name of a filter has 80 letters at most.",
            },
            "shared_with": {"invalid_choice": "Choose one of your own partnerships."},
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field: Any = self.fields["shared_with"]
        field.queryset = partnerships_of(person)

    def clean_name(self) -> str:
        """The name without spaces around it."""
        return str(self.cleaned_data["name"]).strip()


def partnerships_of(person: Any) -> Any:
    """The partnerships with which somebody may share a filter."""
    standing = standing_of(person)
    rows = Partnership.objects.order_by("acronym")
    return rows if standing.is_administrator else rows.filter(pk__in=standing.partnerships())


def _offered(model: type[Model], request: Any) -> list[SavedFilter]:
    """The filters for somebody's list; asked once for each request."""
    known: dict[str, list[SavedFilter]] = request.__dict__.setdefault("_saved_filters", {})
    label = model._meta.label_lower
    if label not in known:
        rows = SavedFilter.objects.offered_to(request.user).filter(model=label)
        known[label] = list(rows.select_related("person", "shared_with").order_by("name", "pk"))
    return known[label]


def filters_above(model: type[Model], request: HttpRequest) -> dict[str, Any]:
    """What the list of a model shows of saved filters; one query, and one for who may share."""
    offered = _offered(model, request)
    return {
        "saved_filters": offered,
        "own_filters": [each for each in offered if each.person_id == request.user.pk],
        "current_query": query_of(request.GET.urlencode()),
        "saves_filters": True,
        "filter_partnerships": partnerships_of(request.user),
        "filter_model": model._meta.label_lower,
    }


def default_query(model: type[Model], request: HttpRequest) -> str:
    """The filter with which somebody's list opens."""
    own = (each for each in _offered(model, request) if each.person_id == request.user.pk)
    return next((each.query for each in own if each.is_default), "")


@require_POST
def save(request: Any) -> HttpResponse:
    """Save what a list shows just now under a name."""
    model = _model(request.POST.get("model", ""))
    if not admin.site._registry[model].has_view_permission(request):
        raise Http404("There is no such list.")
    row = SavedFilter(
        person=request.user,
        model=model._meta.label_lower,
        query=query_of(request.POST.get("query", "")),
    )
    return _store(request, row, "The filter “{}” is saved. It stands above the list.")


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a filter of one's own, share it, or let the list open with it."""
    row = get_object_or_404(SavedFilter, pk=pk, person=request.user)
    return _store(request, row, "The filter “{}” is changed.")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a filter of one's own."""
    row = get_object_or_404(SavedFilter, pk=pk, person=request.user)
    row.delete()
    messages.success(request, f"The filter “{row.name}” is deleted. No record was.")
    return redirect(_list(row, ""))


def _store(request: Any, row: SavedFilter, said: str) -> HttpResponse:
    query = row.query
    form = SavedFilterForm(request.POST, instance=row, person=request.user)
    with transaction.atomic():
        if request.POST.get("is_default"):
            # The default of a list moves on to the one that was chosen last.
            own = SavedFilter.objects.filter(person=request.user, model=row.model)
            own.exclude(pk=row.pk).update(is_default=False)
        try:
            problems = [str(error) for errors in form.errors.values() for error in errors]
            if not problems:
                row.full_clean()
                row.save()
        except ValidationError as error:
            problems = list(error.messages)
        if problems:
            transaction.set_rollback(True)
    if problems:
        messages.error(request, "The filter was not saved. " + " ".join(problems))
    else:
        messages.success(request, said.format(row.name))
    return redirect(_list(row, query))


def _list(row: SavedFilter, query: str) -> str:
    address = reverse(f"admin:{row.model.replace('.', '_')}_changelist")
    return f"{address}?{query or urlencode({'_all': 1})}"


def _model(label: str) -> type[Model]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404("There is no such list.") from error
    if model not in admin.site._registry:
        raise Http404("There is no such list.")
    return model


@admin.register(SavedFilter)
class SavedFilterAdmin(OfficeAdmin):
    """A filter that somebody saved; made and changed above the list."""

    description = "The filters of lists that people have saved under a name."
    section = SECTION
    list_display = ("name", "model", "person", "shared_with", "is_default", "created_at")
    list_select_related = ("person", "shared_with")
    list_filter = ("is_default", "shared_with")
    search_fields = ("name", "person__email", "person__name", "model")
    search_help_text = "Search by name, person or list."
    ordering = ("model", "name", "pk")
    fields = ("name", "model", "query", "person", "shared_with", "is_default")

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """Saved above the list."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Changed above the list, by who saved it."""
        return False

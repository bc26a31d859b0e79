"""Searching records by any spelling of a word: in one list, and in all of them at once."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import get_fields_from_path, lookup_spawns_duplicates
from django.db import connections
from django.db.models import CharField, Count, F, Model, Q, QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst, smart_split, unescape_string_literal

from common.access import allowed
from common.admin.found import FoundList
from common.spelling import needle_for, pattern_for
from common.spelt import Spelt

SHORTEST = 2
LONGEST = 100
SHOWN = 5
"""Records of a kind that the search over everything shows."""

MOST_WORDS = 8
ALL_TEXTS = "all_texts"


def words_of(text: str) -> list[str]:
    """The words of a search; what stands in quotation marks is one."""
    found = []
    for word in smart_split(text[:LONGEST]):
        if word[:1] in ("'", '"') and word[:1] == word[-1:] and len(word) > 1:
            word = unescape_string_literal(word)
        found.append(word)
    return found[:MOST_WORDS]


class SearchedRecords(ModelAdmin):
    """Searches the list without regard to accents, umlauts and capitals."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[FoundList]:
        """A list that can be searched however long it is."""
        return FoundList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """The rows in which every word is found, and whether a row may be found twice."""
        fields = list(self.get_search_fields(request))
        words = words_of(search_term) if fields else []
        rows = queryset
        for word in words:
            if is_indexed(word, rows.db):
                queryset = queryset.filter(_by_index(rows, fields, word))
            else:
                queryset = _looked_through(queryset, fields, word)
        # Only where words were looked for: to leave out doubled rows all of them are sorted.
        searched = fields if words else []
        return queryset, any(_finds_twice(self.model, name) for name in searched)


def is_indexed(word: str, database: str) -> bool:
    """Whether a database may find a word by an index."""
    return connections[database].vendor == "postgresql" and needle_for(word) is not None


def _by_index(rows: QuerySet, fields: list[str], word: str) -> Q:
    """Rows in which a word is found; each table is asked by itself, so that its index serves.

    Within the rows asked for, so that those of others are not gone through.
    """
    tables: dict[Any, list[Q]] = {}
    for name in fields:
        path: list[Any] = get_fields_from_path(rows.model, name)
        table = path[0].model if len(path) == 1 else name
        tables.setdefault(table, []).append(_condition(rows.model, name, word))
    conditions = [reduce(or_, found) for found in tables.values()]
    if len(conditions) == 1:
        return conditions[0]
    first, *others = (rows.filter(found).order_by().values("pk") for found in conditions)
    return Q(pk__in=first.union(*others))


def _looked_through(rows: QuerySet, fields: list[str], word: str) -> QuerySet:
    """Rows in which a word is found, each looked at once."""
    own = [name for name in fields if _is_own_text(rows.model, name)]
    conditions = [_condition(rows.model, name, word) for name in fields if name not in own]
    if own:
        rows = rows.alias(**{ALL_TEXTS: _all_texts(own)})
        conditions.append(Q(**{f"{ALL_TEXTS}__regex": pattern_for(word)}))
    return rows.filter(reduce(or_, conditions))


def _finds_twice(model: type[Model], name: str) -> bool:
    path: list[Any] = get_fields_from_path(model, name)
    is_looked_at_once = len(path) == 2 and path[0].one_to_many and _is_text(path[-1])
    return not is_looked_at_once and lookup_spawns_duplicates(model._meta, name)


def _is_text(field: Any) -> bool:
    return isinstance(field, (CharField, TextField))


def _is_own_text(model: type[Model], name: str) -> bool:
    path = get_fields_from_path(model, name)
    return len(path) == 1 and _is_text(path[0])


def _all_texts(names: list[str]) -> Any:
    """The texts of a row as one, each on a line of its own: a row is looked at once for each word."""
    parts: list[Any] = [
        Coalesce(Cast(name, TextField()), Value(""), output_field=TextField()) for name in names
    ]
    for place in range(len(parts) - 1, 0, -1):
        parts.insert(place, Value("\n"))
    return Concat(*parts, output_field=TextField()) if len(parts) > 1 else parts[0]


def _condition(model: type[Model], name: str, word: str) -> Q:
    path: list[Any] = get_fields_from_path(model, name)
    if not _is_text(path[-1]):
        return Q(**{f"{name}__icontains": word})
    found = {f"{path[-1].name}__{Spelt.lookup_name}": word}
    if len(path) == 2 and path[0].many_to_one:
        # Each related record is looked at once, however many rows refer to it.
        related = path[0].remote_field.model._base_manager.filter(**found)
        return Q(**{f"{path[0].name}__in": related.values("pk")})
    if len(path) == 2 and path[0].one_to_many:
        parts = path[0].related_model._base_manager.filter(**found)
        return Q(pk__in=parts.values(path[0].field.attname))
    return Q(**{f"{name}__{Spelt.lookup_name}": word})


@dataclass(frozen=True)
class FoundRecord:
    """A record that was found, where it is opened, and whose it is."""

    name: str
    url: str
    partnership: str


@dataclass(frozen=True)
class FoundGroup:
    """Records of a kind: the first ones, how many there are, and the list of all."""

    label: str
    number: int
    url: str
    records: tuple[FoundRecord, ...]


def search_everything(request: HttpRequest, site: admin.AdminSite, text: str) -> list[FoundGroup]:
    """What somebody may see and finds by some words; one query for each kind of record."""
    groups = []
    for app in site.get_app_list(request):
        for entry in app["models"]:
            model_admin = site._registry.get(entry.get("model"))
            if model_admin is not None and getattr(model_admin, "in_search", False):
                groups.append(_find(request, model_admin, text))
    return [group for group in groups if group.number]


def _find(request: HttpRequest, model_admin: ModelAdmin, text: str) -> FoundGroup:
    model = model_admin.model
    special = _specialised(model)
    rows = allowed(model._default_manager.filter(**special), request.user)
    found, is_doubled = model_admin.get_search_results(request, rows, text)
    if is_doubled:
        found = rows.filter(pk__in=found.order_by().values("pk"))
    related: Any = model_admin.list_select_related
    ordering = model_admin.get_ordering(request) or model._meta.ordering
    shown = list(
        found.select_related(*related)
        .annotate(found_in_all=Window(Count("*")))
        .order_by(*ordering, F("pk"))[:SHOWN]
    )
    opts = model._meta
    prefix = f"{opts.app_label}_{opts.model_name}"
    query = urlencode({"q": text, **special})
    return FoundGroup(
        label=capfirst(str(opts.verbose_name_plural)),
        number=shown[0].found_in_all if shown else 0,
        url=f"{reverse(f'admin:{prefix}_changelist')}?{query}",
        records=tuple(
            FoundRecord(
                str(row),
                reverse(f"admin:{prefix}_change", args=[row.pk]),
                str(getattr(row, "partnership", "") or ""),
            )
            for row in shown
        ),
    )


def _specialised(model: type[Model]) -> dict[str, Any]:
    """Leaves out what is found under a kind of its own, such as the companies among organisations."""
    return {
        f"{relation.name}__isnull": True
        for relation in model._meta.related_objects
        if getattr(relation.field.remote_field, "parent_link", False)
    }


def search_view(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """The page of everything that is found."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    is_short = len(text) < SHORTEST
    groups = [] if is_short else search_everything(request, site, text)
    context = {
        **site.each_context(request),
        "title": "Search",
        "searched": text,
        "is_short": is_short,
        "groups": groups,
        "number": sum(group.number for group in groups),
    }
    return TemplateResponse(request, "admin/search.html", context)

"""What people changed lately, in all records that somebody may see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db.models import CharField, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from common.access import Action, allowed, may_somewhere, told_condition
from common.admin.versions import TOGETHER, label_of, names_of, told_fields, values_of_versions

DAYS = 14
PER_PAGE = 40
LATEST = 6
"""Changes on the start page."""

NAMES = ("name", "short_name", "acronym", "title", "reference")

COLUMNS = ("row_version", "row_moment", "row_sort", "row_person", "row_number", "row_label")
Row = tuple[int, datetime, str, int | None, int, str]


@dataclass
class RecentChange:
    """Something that somebody did to a record lately."""

    moment: datetime
    kind: str
    """``+`` entered, ``~`` changed, ``-`` deleted."""
    person: str
    model: str
    name: str
    url: str
    fields: list[str] = field(default_factory=list)
    """The names of the fields that changed."""


def kept_models(request: HttpRequest, site: admin.AdminSite) -> dict[str, type[Model]]:
    """The models with a history that somebody may see at all, by their labels."""
    return {
        model._meta.label_lower: model
        for model in site._registry
        if hasattr(model, "history") and may_somewhere(request.user, Action.VIEW, model)
    }


def rows_of(models: Iterable[type[Model]], user: Any) -> QuerySet | None:
    """The rows of all histories of the last days that somebody may see, the latest first; one query."""
    since = timezone.now() - timedelta(days=DAYS)
    parts = [_rows_of(model, user, since) for model in models]
    if not parts:
        return None
    first, *others = parts
    return first.union(*others, all=True).order_by("-row_moment", "-row_version")


def _rows_of(model: type[Model], user: Any, since: datetime) -> QuerySet:
    kept: Any = model.history.model  # type: ignore[attr-defined]
    key = model._meta.pk.attname
    rows = kept._base_manager.filter(history_date__gte=since).order_by()
    # A record that is still there is asked for; of one that is deleted, its last version tells.
    there = Q(**{f"{key}__in": allowed(model._base_manager.all(), user).order_by().values("pk")})
    told = told_condition(model, kept, user, Action.VIEW)
    gone = Q(history_type="-") & told if told is not None else None
    rows = rows.filter(there | gone if gone is not None else there)
    return rows.annotate(
        row_version=F("history_id"),
        row_moment=F("history_date"),
        row_sort=F("history_type"),
        row_person=F("history_user_id"),
        row_number=F(key),
        row_label=Value(model._meta.label_lower, output_field=CharField()),
    ).values_list(*COLUMNS)


def tell(rows: Sequence[Row], models: dict[str, type[Model]], user: Any) -> list[RecentChange]:
    """The changes that rows stand for. A fixed number of queries for each kind of record among them."""
    people = names_of_people({row[3] for row in rows})
    names: dict[str, dict[int, str]] = {}
    fields: dict[tuple[str, int], list[str]] = {}
    for label in dict.fromkeys(row[5] for row in rows):
        own = [row for row in rows if row[5] == label]
        names[label] = names_of(models[label], {row[4] for row in own}, user)
        fields |= _fields_of(models[label], [row[0] for row in own])
    changes = []
    for group in _together(rows):
        latest = group[0]
        kind = "+" if any(row[2] == "+" for row in group) else latest[2]
        label, number = latest[5], latest[4]
        named = [name for row in group[::-1] for name in fields.get((label, row[0]), [])]
        known = names[label].get(number)
        changes.append(
            RecentChange(
                moment=latest[1],
                kind=kind,
                person=people.get(latest[3] or 0, "The portal"),
                model=str(models[label]._meta.verbose_name),
                name=known or _last_name(models[label], latest[0]) or f"no. {number}",
                url=_address(label, number) if known else "",
                fields=list(dict.fromkeys(named)) if kind == "~" else [],
            )
        )
    return changes


def names_of_people(keys: Iterable[int | None]) -> dict[int, str]:
    """The names of people by their number; one query."""
    wanted = [key for key in keys if key is not None]
    people: Any = get_user_model()._base_manager
    return {person.pk: str(person) for person in people.filter(pk__in=wanted)} if wanted else {}


def _together(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that one save left, in a group."""
    group: list[Row] = []
    for row in rows:
        if group and not (
            row[3:] == group[-1][3:]
            and group[-1][2] == "~"
            and row[2] != "-"
            and group[-1][1] - row[1] <= TOGETHER
        ):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _fields_of(model: type[Model], versions: list[int]) -> dict[tuple[str, int], list[str]]:
    """The names of the fields that changed with each version."""
    kept: Any = model.history.model  # type: ignore[attr-defined]
    key = model._meta.pk.attname
    before = kept._base_manager.filter(
        **{key: OuterRef(key)}, history_id__lt=OuterRef("history_id")
    ).order_by("-history_id")
    rows = list(
        kept._base_manager.filter(pk__in=versions).annotate(
            before=Subquery(before.values("history_id")[:1])
        )
    )
    earlier = list(kept._base_manager.filter(pk__in={row.before for row in rows} - {None}))
    every = {row.pk: row for row in (*rows, *earlier)}
    states = dict(zip(every, values_of_versions(model, list(every.values())), strict=True))
    labels = {told.name: label_of(told) for told in told_fields(model)}
    return {
        (model._meta.label_lower, row.pk): [
            labels[name]
            for name, value in states[row.pk].items()
            if states[row.before][name] != value
        ]
        for row in rows
        if row.before in states
    }


def _last_name(model: type[Model], version: int) -> str:
    kept: Any = model.history.model  # type: ignore[attr-defined]
    names = [name for name in NAMES if any(each.name == name for each in kept._meta.fields)]
    found = kept._base_manager.filter(pk=version).values_list(*names).first() if names else ()
    return next((str(name) for name in found or () if name), "")


def _address(label: str, number: int) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_history", args=[number])


def latest_changes(request: HttpRequest, site: admin.AdminSite) -> list[RecentChange]:
    """The last few changes, for the start page."""
    models = kept_models(request, site)
    rows = rows_of(models.values(), request.user)
    return tell(list(rows[: LATEST * 2]), models, request.user)[:LATEST] if rows is not None else []


def recent_view(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """All changes of the last days, by pages."""
    models = kept_models(request, site)
    rows = rows_of(models.values(), request.user)
    listed: Any = rows if rows is not None else []
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get(PAGE_VAR))
    context = {
        **site.each_context(request),
        "title": "Recent changes",
        "days": DAYS,
        "changes": tell(list(page.object_list), models, request.user),
        "page_obj": page,
        "page_var": PAGE_VAR,
        "page_range": page.paginator.get_elided_page_range(page.number),
    }
    return TemplateResponse(request, "admin/recent_changes.html", context)

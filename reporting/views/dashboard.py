"""The dashboard of a partnership, and the lists that its numbers open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnership.models import Partnership, Programme
from reporting.chart_presentation import show_charts
from reporting.dashboard.changes import BY_LABEL, count_changes, find_changes, list_changes
from reporting.dashboard.expressions import count_expressions
from reporting.dashboard.forms import ChangesForm, ListForm, months_of
from reporting.dashboard.page import dashboard_of, dashboard_scope, dashboard_shelf
from reporting.dashboard.told import (
    ToldLine,
    ToldList,
    list_of_records,
    records_of_figure,
    tell,
)
from reporting.engine.cells import ChartData, Evidence
from reporting.engine.columns import Column, Kind
from reporting.engine.editions import Edition
from reporting.exceptions import UnknownDashboard
from reporting.permissions import can_see_dashboard, dashboard_edition, followed_partnerships
from reporting.pictures import Pictures, find_pictures
from reporting.tasks import draw_dashboard_charts
from reporting.views.charts import send_picture
from reporting.views.errors import explains_errors
from reporting.views.reports import record_addresses
from smes.permissions import works_on_expressions

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a list as text; ``url`` is the record's page in the office, if the reader may go there."""

    title: str
    url: str
    cells: tuple[tuple[str, str], ...]
    """Text and class of each further column."""


@require_safe
@explains_errors
def dashboards(request: HttpRequest) -> HttpResponseBase:
    """Leads to the only dashboard that somebody sees, or lists those that there are."""
    found = list(
        followed_partnerships(request.user).select_related("programme").order_by("acronym")
    )
    if not found:
        raise UnknownDashboard(
            "Dashboards are for the people of a partnership. Sign in as one of them."
        )
    if len(found) == 1:
        return redirect("dashboard", slug=found[0].slug)
    programmes = list({row.programme_id: row.programme for row in found}.values())
    shown = [
        (programme, [row for row in found if row.programme_id == programme.pk])
        for programme in programmes
    ]
    context = {"shown": shown, "programmes": programmes}
    return render(request, "reporting/dashboard/dashboards.html", context)


@require_safe
@explains_errors
def dashboard(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A partnership at a glance; every number opens its records."""
    partnership, edition = find_dashboard(request.user, slug)
    found = dashboard_of(partnership, edition)
    pictures = _pictures(partnership, edition, found.charts)
    context = {
        "dashboard": found,
        "charts": show_charts(found.charts, pictures, partnership.zero_mark),
        "expressions": count_expressions(partnership),
        "works_on_expressions": works_on_expressions(request.user, partnership.pk),
        "is_over": found.today > partnership.end_on,
        **_context(partnership, edition),
    }
    return render(request, "reporting/dashboard/dashboard.html", context)


@require_safe
@explains_errors
def records(request: HttpRequest, slug: str, listed: str) -> HttpResponseBase:
    """One of the lists of records, such as the events."""
    partnership, edition = find_dashboard(request.user, slug)
    found = list_of_records(partnership, edition, listed)
    return _list_page(request, partnership, edition, found)


@require_safe
@explains_errors
def figure(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The records behind a figure."""
    partnership, edition = find_dashboard(request.user, slug)
    found = records_of_figure(partnership, edition, key)
    return _list_page(request, partnership, edition, found)


@require_safe
@explains_errors
def changes(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What was added, changed and deleted in a month, the latest first."""
    partnership, edition = find_dashboard(request.user, slug)
    months = months_of(partnership, timezone.localdate())
    form = ChangesForm(request.GET, months=months)
    is_valid = form.is_valid()
    asked = form.cleaned_data if is_valid else {}
    day = date.fromisoformat(f"{asked.get('month') or months[0][0]}-01")
    kinds = [asked["kind"]] if asked.get("kind") else list(BY_LABEL)
    change = asked.get("change", "")
    counts = [row for row in count_changes(partnership, day) if row.model in kinds]
    number = sum(row.number(change) for row in counts)
    page = Paginator(range(number if is_valid else 0), PAGE_SIZE).get_page(request.GET.get("page"))
    scope = dashboard_scope(partnership, edition)
    present = [row.model for row in counts if row.number(change)]
    rows: Sequence[Any] = []
    if present and page.object_list:
        begin = page.start_index() - 1
        rows = find_changes(partnership, day, present, change, begin, page.end_index())
    told = tell(list_changes(scope, rows), scope)
    context = {
        "title": "What changed",
        "about": f"In {day:%B %Y}. A record that was changed twice is listed twice.",
        "empty_text": "Nothing was added, changed or deleted in this month.",
        "form": form,
        "columns": told.columns,
        "lines": _shown(request, partnership, told.columns, told.lines),
        "page": page,
        "is_filtered": bool(asked.get("kind") or change),
        "has_filters": True,
        **_context(partnership, edition),
    }
    status = 200 if is_valid else 400
    return render(request, "reporting/dashboard/list.html", context, status=status)


@require_safe
@explains_errors
def chart(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The picture of a chart, in the edition that the reader sees."""
    partnership, edition = find_dashboard(request.user, slug)
    return send_picture(dashboard_shelf(partnership, edition), name)


def find_dashboard(user: Any, slug: str) -> tuple[Partnership, Edition]:
    """The partnership whose dashboard somebody sees, and the edition. One query.

    Raises ``UnknownDashboard`` in the same words whether there is none or somebody may not see it.
    """
    partnership = Partnership.objects.select_related("programme").filter(slug=slug).first()
    if partnership is None or not can_see_dashboard(user, partnership):
        raise UnknownDashboard(
            "There is no dashboard to see here. Dashboards are for the people of a partnership: sign "
            "in as one of them."
        )
    return partnership, dashboard_edition(user, partnership)


def _list_page(
    request: HttpRequest, partnership: Partnership, edition: Edition, whole: ToldList
) -> HttpResponse:
    """A list, narrowed down as the address asks."""
    choices = [(name, label, whole.choices(name)) for name, label in whole.facets.items()]
    form = ListForm(request.GET, choices=choices)
    is_valid = form.is_valid()
    asked = form.cleaned_data if is_valid else {}
    chosen = {name: asked[name] for name in whole.facets if asked.get(name)}
    found = whole.narrowed(chosen, asked.get("q", ""))
    page = Paginator(found.lines if is_valid else (), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": found.title,
        "about": found.about,
        "empty_text": found.empty_text,
        "form": form,
        "columns": found.columns,
        "lines": _shown(request, partnership, found.columns, list(page.object_list)),
        "page": page,
        "is_filtered": any(asked.values()),
        **_context(partnership, edition),
    }
    status = 200 if is_valid else 400
    return render(request, "reporting/dashboard/list.html", context, status=status)


def _shown(
    request: HttpRequest,
    partnership: Partnership,
    columns: Sequence[Column],
    lines: Sequence[ToldLine],
) -> list[ShownLine]:
    address = record_addresses(request.user, partnership)
    css = [_css(column) for column in columns[1:]]
    return [
        ShownLine(
            texts[0],
            address(Evidence(model, pk, "", "")) if model else "",
            tuple(zip(texts[1:], css, strict=True)),
        )
        for model, pk, texts, _ in lines
    ]


def _css(column: Column) -> str:
    if column.kind is Kind.DATE:
        return "day"
    return "num" if column.kind.is_numeric else ""


def _context(partnership: Partnership, edition: Edition) -> Mapping[str, Any]:
    programmes: list[Programme] = [partnership.programme]
    return {"partnership": partnership, "edition": edition, "programmes": programmes}


def _pictures(partnership: Partnership, edition: Edition, charts: Sequence[ChartData]) -> Pictures:
    """The pictures that are drawn; the others are ordered."""

    def address(name: str) -> str:
        return reverse("dashboard_chart", args=[partnership.slug, name])

    shelf = dashboard_shelf(partnership, edition)
    pictures = find_pictures(charts, shelf, address)
    if pictures.awaited:
        order = (partnership.pk, edition.value)
        shelf.order(partial(draw_dashboard_charts.apply_async, order, retry=False))
    return pictures

"""The partnerships of a programme in one table."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from partnership.models import Programme
from reporting.choices import ReportState
from reporting.dashboard.forms import ProgrammeForm
from reporting.dashboard.programme import FIGURES, ProgrammeRow, list_programme
from reporting.dashboard.programme_table import COLUMNS, Order, build_table, narrow
from reporting.engine.cells import TableData
from reporting.engine.columns import Column, Kind, format_cell
from reporting.exceptions import UnknownDashboard
from reporting.models import Report
from reporting.permissions import audited_partnerships, followed_partnerships
from reporting.tasks import count_programme
from reporting.views.errors import explains_errors
from reporting.writers.csv import CSVWriter
from reporting.writers.xlsx import XLSXWriter

logger = logging.getLogger(__name__)

ORDERED_SECONDS = 60
"""For which a programme that is being counted is not ordered again."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the table; ``url`` leads to the records behind it."""

    text: str
    url: str
    css: str
    label: str


@dataclass(frozen=True, slots=True)
class ShownHeading:
    """A heading; ``url`` sorts by its column, ``sort`` tells how it is sorted now."""

    label: str
    url: str
    css: str
    sort: str


@dataclass(frozen=True)
class Asked:
    """What of a programme is asked for and how it is sorted; without ``table``, what is wrong."""

    programme: Programme
    form: ProgrammeForm
    order: Order
    rows: list[ProgrammeRow]
    table: TableData | None


@require_safe
@explains_errors
def programme(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All partnerships of a programme that somebody follows; every number opens its records."""
    asked = _asked(request, pk)
    query = {name: str(value) for name, value in request.GET.items() if value}
    downloads = urlencode(query)
    sort = query.pop("sort", "")
    context = {
        "programme": asked.programme,
        "programmes": [asked.programme],
        "form": asked.form,
        "table": asked.table,
        "head": _head(asked, query),
        "rows": [_cells(row, asked.table, place) for place, row in enumerate(asked.rows)]
        if asked.table
        else [],
        "total": _total(asked.table) if asked.table and asked.rows else [],
        "is_filtered": bool(query),
        "sort": sort,
        "downloads": [
            (label, reverse("programme_download", args=[pk, key]), downloads)
            for key, label in (("xlsx", "Excel"), ("csv", "CSV"))
        ],
    }
    status = 200 if asked.table else 400
    return render(request, "reporting/dashboard/programme.html", context, status=status)


@require_safe
@explains_errors
def download(request: HttpRequest, pk: int, file_format: str) -> HttpResponseBase:
    """The table as a file, narrowed down and sorted like the page."""
    asked = _asked(request, pk)
    if file_format not in ("csv", "xlsx"):
        raise UnknownDashboard(f"There is no format “{file_format}”. Known formats: xlsx, csv.")
    table = asked.table or build_table(str(asked.programme), [], timezone.localdate())
    writer = CSVWriter if file_format == "csv" else XLSXWriter
    content = (
        CSVWriter().write_table(table)
        if file_format == "csv"
        else XLSXWriter().write_table(table, "0")
    )
    response = HttpResponse(content, content_type=writer.content_type)
    name = f"programme-{timezone.localdate():%Y-%m-%d}.{writer.extension}"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: HttpRequest, pk: int) -> Asked:
    found = Programme.objects.filter(pk=pk).first()
    followed = followed_partnerships(request.user).filter(programme=pk).order_by("acronym")
    audited = set(
        audited_partnerships(request.user).filter(programme=pk).values_list("pk", flat=True)
    )
    rows = list_programme(followed, audited, address=Report.get_absolute_url) if found else []
    if found is None or not rows:
        raise UnknownDashboard(
            "There is no programme to see here. Programmes are for the people of their partnerships: "
            "sign in as one of them."
        )
    if not all(row.is_current for row in rows):
        _order_count(pk)
    states = [state.label for state in ReportState]
    form = ProgrammeForm(request.GET, states=states)
    order = Order.asked(request.GET.get("sort", ""))
    if not form.is_valid():
        return Asked(found, form, order, [], None)
    today = timezone.localdate()
    shown = order.applied(narrow(rows, form.cleaned_data, today), today)
    return Asked(found, form, order, shown, build_table(found.name, shown, today))


def _order_count(pk: int) -> None:
    """Have the rest counted in the background, once for all who wait for it."""
    if cache.add(f"programme-ordered-{pk}", True, ORDERED_SECONDS):
        try:
            count_programme.apply_async((pk,), retry=False)
        except Exception:  # each kind of queue has errors of its own
            logger.exception("A programme could not be ordered to be counted.")


def _head(asked: Asked, query: Mapping[str, str]) -> list[ShownHeading]:
    return [
        ShownHeading(
            column.label,
            f"?{urlencode({**query, 'sort': asked.order.next(column)})}",
            _css(column),
            _sorted(asked.order, column),
        )
        for column in COLUMNS
    ]


def _sorted(order: Order, column: Column) -> str:
    if order.key != column.key:
        return ""
    return "descending" if order.is_descending else "ascending"


def _cells(row: ProgrammeRow, table: TableData, place: int) -> list[ShownCell]:
    cells = table.rows[place].cells
    acronym = row.partnership.acronym
    return [
        ShownCell(
            format_cell(cells[column.key], column, "0"),
            _address(row, column.key) if cells[column.key].value != "" else "",
            _css(column),
            f"{column.label}, {acronym}",
        )
        for column in table.columns
    ]


def _address(row: ProgrammeRow, key: str) -> str:
    slug = row.partnership.slug
    if key in FIGURES:
        return reverse("dashboard_figure", args=[slug, key])
    page = reverse("dashboard", args=[slug])
    return {
        "partnership": page,
        "on_track": f"{page}#indicators",
        "behind": f"{page}#indicators",
        "findings": reverse("dashboard_list", args=[slug, "findings"]),
        "report": row.report.url if row.report else "",
    }.get(key, "")


def _total(table: TableData) -> list[ShownCell]:
    return [
        ShownCell(
            format_cell(table.total[column.key], column, "0") if column.key in table.total else "",
            "",
            _css(column),
            column.label,
        )
        for column in table.columns[1:]
    ]


def _css(column: Column) -> str:
    if column.kind is Kind.DATE:
        return "day"
    return "num" if column.kind.is_numeric else ""

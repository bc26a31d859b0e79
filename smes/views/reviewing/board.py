"""The board of stages, and the list of expressions with its downloads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from common.sheets import CSV, XLSX, write_csv, write_xlsx
from partnership.models import Partnership
from smes.choices import Stage
from smes.forms.reviewing import CHOSEN_ALL, LATE, RECEIVED_ALL, ListForm
from smes.models import Expression
from smes.permissions import reads_all_expressions
from smes.views.reviewing.access import (
    find_partnership,
    office_page,
    own_expressions,
    page_context,
)

CARDS = 30
"""Cards of a column; a link leads to all."""
PAGE_SIZE = 50

SORTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "reference": ("Reference", ("number",)),
    "company": ("Company", ("company_name", "number")),
    "cluster": ("Home cluster", ("cluster__short_name", "number")),
    "responsible": ("Responsible", ("responsible__name", "number")),
    "submitted": ("Sent", ("submitted_at", "number")),
    "since": ("At this stage since", ("stands_since", "number")),
}


@dataclass(frozen=True, slots=True)
class Card:
    """An expression on the board; ``days`` tells for how long it stands there."""

    expression: Expression
    days: int
    is_late: bool

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        row: Any = self.expression
        return Stage(row.stage)


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with its number and its first cards, those first that stand the longest."""

    stage: Stage
    number: int
    cards: tuple[Card, ...]
    limit: int | None

    @property
    def left_out(self) -> int:
        """How many have no card."""
        return self.number - len(self.cards)

    @property
    def late(self) -> int:
        """How many of the cards stand still for too long."""
        return sum(card.is_late for card in self.cards)


def card_of(expression: Any, now: datetime) -> Card:
    """An expression with its stage as a card."""
    days = (timezone.localdate(now) - timezone.localdate(expression.stands_since)).days
    limit = settings.EXPRESSION_STANDSTILL_DAYS.get(expression.stage)
    late = limit is not None and (now - expression.stands_since).total_seconds() > limit * 86400
    return Card(expression, days, late)


@require_safe
@office_page
def board(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All stages side by side, with what stands in each."""
    partnership = find_partnership(request.user, slug)
    rows = own_expressions(request.user, partnership)
    numbers = rows.count_by_stage()
    sees_all = reads_all_expressions(request.user, partnership.pk)
    whole = (
        sum(numbers.values())
        if sees_all
        else Expression.objects.sent().filter(partnership=partnership).count()
    )
    context = page_context(
        partnership,
        columns=_columns(rows, numbers),
        aside=[(stage, numbers[stage]) for stage in Stage.aside()],
        number=sum(numbers.values()),
        whole=whole,
        sees_all=sees_all,
        now=timezone.now(),
    )
    return render(request, "smes/reviewing/board.html", context)


def _columns(rows: Any, numbers: dict[Stage, int]) -> list[Column]:
    shown = rows.with_stage().filter(stage__in=Stage.columns()).order_by("stands_since", "number")
    cards: dict[str, list[Card]] = {stage: [] for stage in Stage.columns()}
    now = timezone.now()
    for row in shown.select_related("cluster", "responsible").prefetch_related("markets"):
        if len(cards[row.stage]) < CARDS:
            cards[row.stage].append(card_of(row, now))
    limits = settings.EXPRESSION_STANDSTILL_DAYS
    return [
        Column(stage, numbers[stage], tuple(cards[stage]), limits.get(stage))
        for stage in Stage.columns()
    ]


# The list ----------------------------------------------------------------------------------------


@require_safe
@office_page
def listed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All expressions as a table, narrowed down and sorted as the address asks."""
    partnership = find_partnership(request.user, slug)
    form = ListForm(request.GET, partnership=partnership)
    rows = find_listed(request.user, partnership, form, request.GET.get("sort", ""))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    query = {name: value for name, value in request.GET.items() if value and name != "page"}
    now = timezone.now()
    context = page_context(
        partnership,
        form=form,
        page=page,
        cards=[card_of(row, now) for row in page.object_list],
        heads=_heads(request.GET.get("sort", "")),
        is_filtered=any(name != "sort" for name in query),
        sort=query.get("sort", ""),
        sees_all=reads_all_expressions(request.user, partnership.pk),
        query=urlencode(query),
    )
    return render(
        request, "smes/reviewing/list.html", context, status=200 if form.is_valid() else 400
    )


@require_safe
@office_page
def download(request: HttpRequest, slug: str, file_format: str) -> HttpResponseBase:
    """The list as a file, narrowed down and sorted like the page."""
    partnership = find_partnership(request.user, slug)
    if file_format not in ("csv", "xlsx"):
        raise Http404(f"There is no format “{file_format}”. Known formats: xlsx, csv.")
    form = ListForm(request.GET, partnership=partnership)
    found = find_listed(request.user, partnership, form, request.GET.get("sort", ""))
    lines = [_line(row) for row in found]
    is_csv = file_format == "csv"
    content = write_csv(HEAD, lines) if is_csv else write_xlsx("Expressions", HEAD, lines)
    response = HttpResponse(content, content_type=CSV if is_csv else XLSX)
    name = f"expressions-{partnership.slug}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


HEAD = (
    "Reference",
    "Company",
    "Country",
    "SME category",
    "Home cluster",
    "Responsible",
    "Markets",
    "Stage",
    "At this stage since",
    "Eligibility",
    "Sent",
)


def _line(row: Any) -> list[Any]:
    return [
        row.reference,
        row.company_name,
        row.country.name,
        row.sme_category.label,
        row.cluster.short_name if row.cluster else "",
        str(row.responsible or ""),
        "; ".join(market.label for market in row.markets.all()),
        Stage(row.stage).label,
        timezone.localdate(row.stands_since),
        row.get_eligibility_display(),
        timezone.localdate(row.submitted_at) if row.submitted_at else "",
    ]


def find_listed(
    user: Any, partnership: Partnership, form: ListForm, sort: str
) -> Sequence[Any] | QuerySet:
    """The rows that the form asks for; none where it asks for what there is not."""
    if not form.is_valid():
        return Expression.objects.none()
    asked = form.cleaned_data
    rows = _at(own_expressions(user, partnership), asked["stage"])
    if asked["q"]:
        rows = rows.filter(_words(asked["q"]))
    for name in ("cluster", "responsible"):
        if asked[name]:
            rows = rows.filter(**{name: asked[name]})
    if asked["market"]:
        rows = rows.filter(markets=asked["market"])
    rows = rows.select_related("cluster", "responsible").prefetch_related("markets")
    rows = rows.order_by(*_order(sort))
    if not asked["category"]:
        return rows
    # The category follows from several fields by a rule of law that the database does not know.
    return [row for row in rows if row.sme_category == asked["category"]]


def _at(rows: Any, stage: str) -> Any:
    if stage == LATE:
        return rows.standing_still(timezone.now())
    if stage == RECEIVED_ALL:
        return rows.received().with_stage()
    if stage == CHOSEN_ALL:
        return rows.chosen().with_stage()
    return rows.at_stage(Stage(stage)) if stage else rows.with_stage()


def _words(typed: str) -> Q:
    found = Q()
    for word in typed.split():
        found &= (
            Q(reference__icontains=word)
            | Q(company_name__icontains=word)
            | Q(contact_name__icontains=word)
            | Q(email__icontains=word)
            | Q(city__icontains=word)
        )
    return found


def _order(sort: str) -> list[str]:
    name, sign = sort.removeprefix("-"), "-" if sort.startswith("-") else ""
    return [f"{sign}{field}" for field in SORTS[name][1]] if name in SORTS else ["-number"]


def _heads(sort: str) -> list[tuple[str, str, str]]:
    """Label, how the next click sorts, and how it is sorted now, of each column that sorts."""
    state = {"": "", "-": "descending"}
    return [
        (
            label,
            f"-{key}" if sort == key else key,
            "ascending" if sort == key else state["-"] if sort == f"-{key}" else "",
        )
        for key, (label, _) in SORTS.items()
    ]

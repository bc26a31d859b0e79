"""What came of an event: figures, the records behind each, the summary, the way to cases."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from events.followup import follow_up_lines
from events.models import Event
from events.results import FIGURES, EventResults, Row
from events.summary import make_summary
from events.views.office import office_page
from events.views.tabs import office_tabs_of


def results_context(event: Event, here: str, **more: Any) -> dict[str, Any]:
    """What the pages of results need."""
    return {
        "event": event,
        "partnership": event.partnership,
        "programmes": [event.partnership.programme],
        "tabs": office_tabs_of(event, here),
        **more,
    }


def _cells(event: Event, row: Row) -> list[tuple[int, str]]:
    """Each figure of a row with the address of its records."""
    cells = []
    for figure, value in zip(FIGURES, row.values, strict=True):
        arguments = [event.partnership.slug, event.pk, figure.key]
        address = reverse("event_result_records", args=arguments)
        asked = {row.kind: row.key} if row.key else {}
        cells.append((value, f"{address}?{urlencode(asked)}" if asked else address))
    return cells


def _answers_address(event: Event, row: Row) -> str:
    address = reverse("event_result_answers", args=[event.partnership.slug, event.pk])
    return f"{address}?{urlencode({row.kind: row.key})}" if row.key else address


@require_safe
@office_page
def results(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The figures by side and country, and the meetings from which cases may come."""
    found = EventResults(event)
    tables = [
        ("By side", "side", found.by_side()),
        ("By country", "country", found.by_country()),
    ]

    def shown(row: Row) -> dict[str, Any]:
        return {
            "row": row,
            "cells": _cells(event, row),
            "answers": _answers_address(event, row),
        }

    context = results_context(
        event,
        "event_results",
        figures=FIGURES,
        total=shown(found.total()),
        tables=[(title, key, [shown(row) for row in rows]) for title, key, rows in tables],
        lines=follow_up_lines(event, found),
    )
    return render(request, "events/results/results.html", context)


def _asked(request: HttpRequest) -> tuple[str, str]:
    for kind in ("side", "country"):
        if value := request.GET.get(kind, ""):
            return kind, value
    return "all", ""


def _row_label(found: EventResults, kind: str, value: str) -> str:
    rows = {"side": found.by_side, "country": found.by_country}.get(kind, list)()
    return next((row.label for row in rows if row.key == value), value)


@require_safe
@office_page
def records(request: HttpRequest, event: Event, figure: str) -> HttpResponseBase:
    """The records that a figure counts."""
    found = EventResults(event)
    kind, value = _asked(request)
    try:
        rows = found.records(figure, kind, value)
    except KeyError as error:
        raise Http404("There is no such figure.") from error
    counted = next(row for row in FIGURES if row.key == figure)
    context = results_context(
        event,
        "event_results",
        figure=counted,
        rows=rows,
        where=_row_label(found, kind, value),
    )
    return render(request, "events/results/records.html", context)


@require_safe
@office_page
def answers(request: HttpRequest, event: Event) -> HttpResponseBase:
    """What participants said of their meetings."""
    found = EventResults(event)
    kind, value = _asked(request)
    rows = found.feedback(kind, value)
    meetings = {meeting.pk: meeting for meeting in found.records("requested")}
    context = results_context(
        event,
        "event_results",
        rows=[(row, meetings[row.meeting_id]) for row in rows],
        where=_row_label(found, kind, value),
    )
    return render(request, "events/results/answers.html", context)


@require_safe
@office_page
def summary(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The one-page summary as PDF."""
    response = HttpResponse(make_summary(event), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="event-{event.pk}-summary.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response

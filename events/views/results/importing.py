"""Import of an event that was held elsewhere: upload, columns, preview, confirm; and bare counts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.sending import make_harmless
from common.sheets import XLSX
from common.stores import on_disk
from events.exceptions import FileIsRefused, ImportHasErrors
from events.forms.importing import ColumnsForm, CountForm, SheetsForm, UploadForm
from events.importing.book import read_sheet, sheet_names
from events.importing.columns import Mapping, remembered, suggest_columns, suggest_sheets
from events.importing.plan import make_plan
from events.models import DeclaredFigure, Event, EventImport
from events.services.importing import (
    carry_out_import,
    count_changes,
    declare_figure,
    keep_import_file,
    keep_mapping,
)
from events.views.office import office_page
from events.views.results.results import results_context

SHOWN_FAULTS = 200
"""Errors that the preview lists; it says how many more there are."""


def _one(event: Event, number: int) -> EventImport:
    row = get_object_or_404(EventImport.objects.filter(event=event), pk=number)
    row.event = event
    return row


def _page(
    request: HttpRequest, event: Event, template: str, status: int = 200, **more: Any
) -> HttpResponseBase:
    context = results_context(event, "event_import", **more)
    return render(request, f"events/importing/{template}.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def uploads(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The uploads of an event, the form for another one, and that for bare counts."""
    form, counts = UploadForm(), CountForm(prefix="count")
    status = 200
    if request.method == "POST" and "count-measure" in request.POST:
        counts = CountForm(request.POST, prefix="count")
        if counts.is_valid() and _declare(request, event, counts):
            return redirect("event_import", event.partnership.slug, event.pk)
        status = 422
    elif request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                row = keep_import_file(
                    event=event,
                    upload=form.cleaned_data["document"],
                    by=request.user,  # type: ignore[arg-type]
                )
            except FileIsRefused as error:
                form.add_error("document", str(error))
            else:
                return redirect("event_import_columns", event.partnership.slug, event.pk, row.pk)
        status = 422
    return _page(
        request,
        event,
        "uploads",
        status,
        form=form,
        count_form=counts,
        rows=list(EventImport.objects.filter(event=event).select_related("imported_by")),
        declared=list(DeclaredFigure.objects.filter(event=event)),
    )


def _declare(request: HttpRequest, event: Event, form: CountForm) -> bool:
    try:
        declare_figure(event=event, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        at = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, words in at.items():
            form.add_error(name if name in form.fields else None, words)
        return False
    messages.success(request, "The count is entered. In reports it takes the place of records.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def columns(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """Which sheets of a file, and which of their columns, hold what."""
    row = _one(event, number)
    try:
        with on_disk(row.document) as path:
            names = sheet_names(str(path))
        former = remembered(event)
        mapping: Mapping = row.columns or suggest_sheets(names, former)
        sheets_form = SheetsForm(names=names, chosen=mapping)
        status = 200
        if request.method == "POST" and "participants_header" in request.POST:
            sheets_form = SheetsForm(request.POST, names=names, chosen=mapping)
            if sheets_form.is_valid():
                keep_mapping(row=row, mapping=sheets_form.mapping(mapping), by=request.user)  # type: ignore[arg-type]
                return redirect("event_import_columns", event.partnership.slug, event.pk, row.pk)
            status = 422
        forms = _column_forms(row, mapping, former, request.POST if "map" in request.POST else None)
    except (FileIsRefused, FileNotFoundError) as error:
        messages.error(request, str(error) if isinstance(error, FileIsRefused) else GONE)
        return redirect("event_import", event.partnership.slug, event.pk)
    if "map" in request.POST:
        bad = [form for form in forms if not form.is_valid()]
        if not bad:
            chosen = {
                form.part: {**mapping[form.part], "columns": form.columns()} for form in forms
            }
            keep_mapping(row=row, mapping=chosen, by=request.user)  # type: ignore[arg-type]
            return redirect("event_import_preview", event.partnership.slug, event.pk, row.pk)
        status = 422
    return _page(request, event, "columns", status, row=row, sheets_form=sheets_form, forms=forms)


GONE = "This file is missing from the store. Upload it again."


def _column_forms(
    row: EventImport, mapping: Mapping, former: Mapping, data: Any
) -> list[ColumnsForm]:
    forms = []
    for part, chosen in mapping.items():
        with on_disk(row.document) as path:
            sheet = read_sheet(str(path), chosen["sheet"], chosen["header"])
        titles = chosen.get("columns") or suggest_columns(part, sheet, former)
        forms.append(ColumnsForm(data, part=part, sheet=sheet, chosen=titles))
    return forms


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def preview(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """What a file would do, with every error; confirmed, it does that."""
    row = _one(event, number)
    if not row.columns:
        return redirect("event_import_columns", event.partnership.slug, event.pk, row.pk)
    try:
        if request.method == "POST":
            counts = carry_out_import(row=row, by=request.user)  # type: ignore[arg-type]
            words = (
                "The file is brought in."
                if any(counts.values())
                else "There was nothing new in the file."
            )
            messages.success(request, words)
            return redirect("event_import", event.partnership.slug, event.pk)
        with on_disk(row.document) as path:
            plan = make_plan(event, str(path), row.columns)
    except ImportHasErrors as error:
        messages.error(request, str(error))
        return redirect("event_import_preview", event.partnership.slug, event.pk, row.pk)
    except (FileIsRefused, FileNotFoundError) as error:
        messages.error(request, str(error) if isinstance(error, FileIsRefused) else GONE)
        return redirect("event_import", event.partnership.slug, event.pk)
    return _page(
        request,
        event,
        "preview",
        row=row,
        plan=plan,
        faults=plan.faults[:SHOWN_FAULTS],
        more_faults=max(0, len(plan.faults) - SHOWN_FAULTS),
        counts=count_changes(plan),
        attended=sum(party.attended is True for party in plan.parties.values()),
        people=sum(len(party.people) for party in plan.parties.values()),
        held=sum(meeting.held is True for meeting in plan.meetings),
        parties=list(plan.parties.values())[:50],
    )


@require_safe
@office_page
def document(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """The uploaded file, to be kept."""
    row = _one(event, number)
    try:
        file = row.document.open("rb")
    except FileNotFoundError as error:
        raise Http404(GONE) from error
    response = FileResponse(file, as_attachment=True, filename=row.file_name, content_type=XLSX)
    make_harmless(response)
    response["Cache-Control"] = "private, no-store"
    return response

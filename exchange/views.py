"""The office's pages of workbooks."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.sheets import CSV, csv_writer
from exchange.exceptions import ExchangeError, NotAWorkbook
from exchange.forms import UploadForm
from exchange.imports import begin_import, check_again, confirm_import, discard_import, import_of
from exchange.listing import list_workbooks
from exchange.models import WorkbookImport
from exchange.permissions import can_export, can_import
from exchange.work import CONTENT_TYPE
from exchange.writing import write_template
from reporting.jobs.requests import request_job
from reporting.jobs.shown import describe_job
from reporting.permissions import can_cancel_job
from reporting.services import get_partnership
from reporting.views.errors import explains_errors

PER_PAGE = 100
NOT_HERE = "Workbooks are for coordinators, of their own partnership, and for administrators."


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """What may be exported and imported, and what was imported last."""
    listed = list_workbooks(request.user)
    if not listed.is_for_anything:
        raise PermissionDenied(NOT_HERE)
    return _page(request, "index", {"listed": listed})


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """The empty workbook."""
    if not list_workbooks(request.user).is_for_anything:
        raise PermissionDenied(NOT_HERE)
    return _download(write_template(), "template.xlsx")


@explains_errors
def upload(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """Choose a workbook: for a partnership that is there, or for a new one."""
    partnership = get_partnership(slug) if slug else None
    if not can_import(request.user, partnership):
        raise PermissionDenied(NOT_HERE)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        try:
            row = begin_import(
                file=form.cleaned_data["file"], partnership=partnership, by=request.user
            )
        except NotAWorkbook as error:
            form.add_error("file", str(error))
        else:
            return redirect(row)
    return _page(request, "upload", {"form": form, "partnership": partnership})


@require_POST
@explains_errors
def export(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Have a partnership written as a workbook; its page leads to the file."""
    partnership = get_partnership(slug)
    if not can_export.test(request.user, partnership):
        raise PermissionDenied(NOT_HERE)
    job = request_job(
        kind="workbook-export", parameters={"partnership": partnership.pk}, by=request.user
    )
    return redirect(job)


@never_cache
@require_safe
@explains_errors
def show(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """How far an import is: progress, what must be mended, what it would do, what it did."""
    row = import_of(request.user, uuid)
    job = row.job
    pages = Paginator(_listed(row, request), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "job": job,
        "shown": describe_job(job) if job else None,
        "may_cancel": bool(job and job.is_active and can_cancel_job.test(request.user, job)),
        "faults": row.preview.get("faults", []),
        "notes": row.preview.get("notes", []),
        "pages": pages,
        "sheet": request.GET.get("sheet", ""),
        "busy": {name: own for name, own in row.counts.items() if _is_busy(own)},
        "still": [name for name, own in row.counts.items() if not _is_busy(own)],
        **{what: row.total(what) for what in ("created", "changed", "left")},
    }
    return _page(request, "import", context)


def _is_busy(counts: dict[str, int]) -> bool:
    return bool(counts.get("created") or counts.get("changed"))


def _listed(row: WorkbookImport, request: HttpRequest) -> list[Any]:
    """The faults; without any, the rows that create or change, of one sheet where that is asked for."""
    faults: list[Any] = row.preview.get("faults", [])
    if faults:
        return faults
    sheet = request.GET.get("sheet", "")
    rows: list[Any] = row.preview.get("rows", [])
    return [entry for entry in rows if not sheet or entry["sheet"] == sheet]


@require_safe
@explains_errors
def faults(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Everything that must be mended, as a table."""
    row = import_of(request.user, uuid)
    response = HttpResponse(content_type=CSV)
    response["Content-Disposition"] = 'attachment; filename="to-mend.csv"'
    response.write("\ufeff")
    table = csv_writer(response)
    table.writerow(["sheet", "row", "column", "heading", "what to mend"])
    for fault in row.preview.get("faults", []):
        table.writerow(
            [
                fault["sheet"],
                fault["row"] or "",
                fault["letter"],
                fault["header"],
                fault["message"],
            ]
        )
    return response


@require_POST
@explains_errors
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Import what was looked at."""
    return _do(request, uuid, confirm_import, "")


@require_POST
@explains_errors
def check(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Compare once more."""
    return _do(request, uuid, check_again, "")


@require_POST
@explains_errors
def discard(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Remove the workbook."""
    response = _do(request, uuid, discard_import, "The workbook is removed. Nothing was imported.")
    row = import_of(request.user, uuid)
    return response if row.is_kept else redirect("workbooks")


def _do(request: HttpRequest, uuid: UUID, step: Any, said: str) -> HttpResponseBase:
    row = import_of(request.user, uuid)
    try:
        step(row=row, by=request.user)
    except ExchangeError as error:
        messages.error(request, str(error))
    else:
        if said:
            messages.success(request, said)
    return redirect(row)


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponseBase:
    return TemplateResponse(
        request, f"admin/exchange/{name}.html", {**admin.site.each_context(request), **context}
    )


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

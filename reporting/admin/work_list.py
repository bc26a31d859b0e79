"""The findings of a partnership as pages of the office."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models.functions import Lower
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.admin import record_address
from partnership.models import Partnership
from reporting.acceptance import accept_finding, reopen_finding
from reporting.admin.waiting import count_line
from reporting.engine.findings import Severity
from reporting.engine.registries import codes
from reporting.exceptions import FindingNotAccepted, UnknownFinding
from reporting.finding_counts import count_findings, keep_count, state_of
from reporting.models import AcceptedFinding
from reporting.models.accepted import REASON_MISSING
from reporting.models.periods import FINAL_KEY
from reporting.permissions import (
    audited_partnerships,
    can_accept_findings,
    can_reopen_findings,
    reads_everything_of,
)
from reporting.services import get_partnership
from reporting.views.errors import explains_errors
from reporting.worklist import Address, Group, WorkList, list_findings

GROUP_LIMIT = 25
"""Findings of a kind that the list shows; a page of their own shows the others."""
PER_PAGE = 50

View = Callable[..., HttpResponseBase]


class AcceptForm(forms.Form):
    """Why a finding may stay."""

    reason = forms.CharField(
        max_length=2000,
        error_messages={
            "required": REASON_MISSING,
            "max_length": "Tell the reason in at most 2,000 characters.",
        },
    )


def of_partnership(view: View) -> View:
    """Give the view the partnership of the address, for those who read all of it: findings name names."""

    @wraps(view)
    def checked(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        partnership = get_partnership(slug)
        if not reads_everything_of(request.user, partnership):
            raise PermissionDenied(
                "Findings are open to the coordinator and the project officers of a partnership."
            )
        return view(request, partnership, **kwargs)

    return explains_errors(checked)


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """The partnerships of which somebody reads everything, each leading to its work list."""
    partnerships = list(audited_partnerships(request.user).order_by(Lower("acronym")))
    if not partnerships and not request.user.is_superuser:
        raise PermissionDenied("Findings are open to coordinators and project officers.")
    context = {**admin.site.each_context(request), "partnerships": partnerships}
    return TemplateResponse(request, "admin/findings_index.html", context)


@require_safe
@of_partnership
def work_list(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """The findings of a partnership: ``severity`` and ``code`` in the address choose some."""
    return _page(request, partnership)


@require_POST
@of_partnership
def count(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """Count the findings anew, and answer with the line of the start page."""
    line = count_line(partnership, count_findings(partnership))
    parts = [{"label": part.label, "url": part.url} for part in line.parts]
    return JsonResponse({"number": line.number, "words": line.words, "parts": parts})


@require_POST
@of_partnership
def accept(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """Accept a finding for the reason that was typed."""
    if not can_accept_findings(request.user, partnership):
        raise PermissionDenied("Findings are accepted by the coordinator of the partnership.")
    form = AcceptForm(request.POST)
    try:
        listed = list_findings(partnership, record_address, report_key=_report_key(request))
        entry = listed.find(request.POST.get("key", ""))
        if not form.is_valid():
            return _page(request, partnership, refused=form)
        accept_finding(
            partnership=partnership,
            finding=entry.finding,
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
    except UnknownFinding as error:
        messages.warning(request, str(error))
    except FindingNotAccepted as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The finding is accepted. It stands under “Accepted”.")
    return _back(request, partnership)


@require_POST
@of_partnership
def reopen(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponseBase:
    """Open an accepted finding again."""
    if not can_reopen_findings(request.user, partnership):
        raise PermissionDenied("Findings are opened again by the coordinator of the partnership.")
    found = get_object_or_404(AcceptedFinding, pk=pk, partnership=partnership)
    reopen_finding(accepted=found, by=request.user)
    messages.success(request, "The finding is open again.")
    return _back(request, partnership)


def _page(
    request: HttpRequest, partnership: Partnership, refused: AcceptForm | None = None
) -> HttpResponseBase:
    state = state_of(partnership)
    found = list_findings(partnership, record_pages(request.user), report_key=_report_key(request))
    if found.report is None or found.report.key == FINAL_KEY:
        keep_count(
            partnership,
            {severity.value: number for severity, number in found.numbers.items()},
            state,
        )
    chosen = _chosen(request)
    severity = Severity(chosen["severity"]) if "severity" in chosen else None
    context = {
        **admin.site.each_context(request),
        "partnership": partnership,
        "found": found,
        "periods": _periods(partnership, found),
        "filters": _filters(partnership, found, chosen),
        "severity": severity,
        "sections": found.sections(severity, GROUP_LIMIT),
        "accepted": found.accepted_as(severity),
        "query": urlencode(chosen),
        "report_query": f"&{urlencode({'report': chosen['report']})}" if "report" in chosen else "",
        "refused": refused,
        "refused_key": refused.data.get("key") if refused else None,
        "may_accept": can_accept_findings(request.user, partnership),
        "may_reopen": can_reopen_findings(request.user, partnership),
        "is_partnership_open": record_pages(request.user)("partnership.partnership", 1) != "",
    }
    if "code" in chosen:
        context |= _one_kind(request, found, chosen["code"])
    return TemplateResponse(request, "admin/findings.html", context)


def _one_kind(request: HttpRequest, found: WorkList, key: str) -> dict[str, Any]:
    """All findings of one kind, by pages."""
    entries = found.of_code(key)
    shown = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return {"one_kind": Group(codes[key], shown, len(entries)), "pages": shown}


def _chosen(request: HttpRequest) -> dict[str, str]:
    """What the address asks for, as far as it is known; for the rest, all is shown."""
    chosen = {}
    if request.GET.get("severity") in list(Severity):
        chosen["severity"] = request.GET["severity"]
    if request.GET.get("code") in codes:
        chosen = {"code": request.GET["code"]}
        if request.GET.get("page", "").isdecimal():
            chosen["page"] = request.GET["page"]
    if _report_key(request) != FINAL_KEY:
        chosen["report"] = _report_key(request)
    return chosen


def _report_key(request: HttpRequest) -> str:
    return request.GET.get("report", FINAL_KEY)


def _periods(partnership: Partnership, found: WorkList) -> list[dict[str, Any]]:
    """Ways to the findings of the other reports; none where there is one report only."""
    address = reverse("findings", args=[partnership.slug])
    # Without a final report, its place is that of the whole partnership.
    keys = {FINAL_KEY: "Whole partnership"} | {row.key: row.period_title for row in found.reports}
    return [
        {
            "label": label,
            "url": address if key == FINAL_KEY else f"{address}?{urlencode({'report': key})}",
            "is_chosen": key == (found.report.key if found.report else FINAL_KEY),
        }
        for key, label in (keys.items() if len(keys) > 1 else ())
    ]


def _filters(
    partnership: Partnership, found: WorkList, chosen: dict[str, str]
) -> list[dict[str, Any]]:
    address = reverse("findings", args=[partnership.slug])
    report = {"report": chosen["report"]} if "report" in chosen else {}
    listed = [("All", "", len(found.open))]
    listed += [(f"{each.capitalize()}s", each.value, found.numbers[each]) for each in Severity]
    return [
        {
            "label": label,
            "number": number,
            "url": _with_query(address, {**({"severity": value} if value else {}), **report}),
            "is_chosen": "code" not in chosen and chosen.get("severity", "") == value,
        }
        for label, value, number in listed
    ]


def record_pages(user: Any) -> Address:
    """Gives the office page of a record to those who may see it, and nothing to others."""

    @cache
    def may_open(model: str) -> bool:
        app, name = model.split(".")
        return any(user.has_perm(f"{app}.{verb}_{name}") for verb in ("change", "view"))

    return lambda model, pk: record_address(model, pk) if may_open(model) else ""


def _back(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    return redirect(_with_query(reverse("findings", args=[partnership.slug]), _chosen(request)))


def _with_query(address: str, asked: dict[str, str]) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address

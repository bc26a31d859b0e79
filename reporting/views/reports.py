"""A report as a page and as a file."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from common.access import standing_of
from partnership.models import Partnership
from reporting.engine.cells import Evidence
from reporting.engine.editions import Edition
from reporting.exceptions import UnknownEdition, UnknownReport
from reporting.jobs.asking import request_dossier
from reporting.jobs.shown import file_address
from reporting.kinds import MODELS
from reporting.models import Report
from reporting.models.periods import FINAL_KEY, interim_title
from reporting.page_parts import PageParts, page_parts
from reporting.permissions import (
    PARTNER,
    can_edit_report,
    can_read_edition,
    can_read_report,
    memberships_heard,
    readable_editions,
    reads_everything,
    reads_everything_of,
)
from reporting.rendering import Rendered, Wanted, find_volumes, get_writer
from reporting.services import find_reports, get_document, get_partnership
from reporting.versions import versions_of_report
from reporting.views.downloads import download_links, send_report
from reporting.views.errors import explains_errors
from reporting.views.pictures import pictures_of_report
from reporting.views.waiting import lead_to

MOST_DIGITS = 6

REFUSALS = {
    Edition.PUBLIC: "This report is not open to the public yet.",
    Edition.CONSORTIUM: "The consortium edition shows names that are hidden from the public. It is "
    "open to the people of the partnership.",
    Edition.AGENCY: "The agency edition shows confidential names. It is open to its coordinator "
    "and to project officers.",
}


@require_safe
@explains_errors
def report(
    request: HttpRequest, slug: str, document: str, key: str = FINAL_KEY
) -> HttpResponseBase:
    """A report with its findings; every figure opens the records behind it."""
    found, periods = find_with_periods(request.user, slug, document, key)
    edition = asked_edition(request, found)
    parts = page_parts(
        found,
        edition,
        reach=reach_of(request.user, found.partnership),
        address=record_addresses(request.user, found.partnership),
        draw=partial(pictures_of_report, found),
    )
    context = {
        "parts": parts,
        "record": found,
        "periods": periods,
        "versions": versions_of_report(found, request.user),
        "partnership": found.partnership,
        "programmes": [found.partnership.programme],
        "downloads": download_links(found.address, edition),
        "volumes": _volumes(found, parts, edition),
        "edition": edition,
        "other_editions": [
            other for other in readable_editions(request.user, found) if other is not edition
        ],
        "is_office_reader": reads_everything.test(request.user, found),
        # Asked of partner staff alone: for all others it costs nothing.
        "may_say": bool(standing_of(request.user).clusters(PARTNER))
        and memberships_heard(request.user, found).exists(),
        "verdict_url": reverse("verdict", args=found.address),
        "may_edit": can_edit_report.test(request.user, found),
    }
    return render(request, "reporting/report.html", context)


def _volumes(report: Report, parts: PageParts, edition: Edition) -> list[Rendered]:
    """The volumes of the PDF that was made last. One query, of a report that has none no query."""
    if parts.longest <= settings.PDF_ROWS_IN_REPORT:
        return []
    return find_volumes(Wanted.of(report, "pdf", edition))


@require_safe
@explains_errors
def download(
    request: HttpRequest, slug: str, document: str, file_format: str, key: str = FINAL_KEY
) -> HttpResponseBase:
    """A report as a file.

    A PDF may be shown in the browser with ``?inline=1``; ``?annex=1`` adds the evidence annex.
    """
    found = find_readable_report(request.user, slug, document, key)
    get_writer(file_format)
    edition = asked_edition(request, found)
    with_annex = request.GET.get("annex") == "1"
    wanted = Wanted(found.partnership, document, file_format, edition, with_annex, key)
    return send_report(request, found, wanted, asked_volume(request))


@require_safe
@explains_errors
def dossier(
    request: HttpRequest, slug: str, document: str, key: str = FINAL_KEY
) -> HttpResponseBase:
    """Have the dossier of an edition packed, ``?edition=``; leads to it, or to its progress."""
    found = find_readable_report(request.user, slug, document, key)
    edition = asked_edition(request, found)
    job = request_dossier(report=found, edition=edition, by=request.user)
    address = file_address(job)
    return HttpResponseRedirect(address, status=303) if address else lead_to(request, job)


def find_with_periods(
    user: Any, slug: str, document: str, key: str = FINAL_KEY
) -> tuple[Report, list[Report]]:
    """A report, and with it all reports of its document that somebody may read; two queries.

    Raises ``UnknownReport`` in the same words whether there is none or somebody may not read it, so
    that nobody learns of a draft.
    """
    partnership = get_partnership(slug)
    periods = find_readable_periods(user, partnership, document)
    for report in periods:
        if report.key == key:
            return report, periods
    title = get_document(document).title
    asked = title if key == FINAL_KEY else f"{title}: {interim_title(key)}"
    raise UnknownReport(f"{partnership} has no report “{asked}” to read here.")


def find_readable_periods(user: Any, partnership: Partnership, document: str) -> list[Report]:
    """The reports of a document that somebody may read, see ``find_reports``. One query."""
    get_document(document)
    reports = find_reports(partnership, document)
    return [report for report in reports if can_read_report.test(user, report)]


def find_readable_report(user: Any, slug: str, document: str, key: str = FINAL_KEY) -> Report:
    """A report that somebody may read, see ``find_with_periods``."""
    return find_with_periods(user, slug, document, key)[0]


def asked_edition(request: HttpRequest, report: Report) -> Edition:
    """The edition in the address, by default the public one.

    One that somebody may not read is refused in words: that there is such an edition is no secret.
    """
    asked = request.GET.get("edition", Edition.PUBLIC.value)
    if asked not in list(Edition):
        known = ", ".join(Edition)
        raise UnknownEdition(f"There is no edition “{asked}”. Known editions: {known}.")
    edition = Edition(asked)
    if not can_read_edition(request.user, report, edition):
        raise PermissionDenied(REFUSALS[edition])
    return edition


def asked_volume(request: HttpRequest) -> int:
    """The volume in the address; 0, the report itself, where none is asked for."""
    asked = request.GET.get("volume", "0")
    if not asked.isdecimal() or len(asked) > MOST_DIGITS:
        raise UnknownReport(f"There is no volume “{asked[:20]}”. Volumes are numbered from 1.")
    return int(asked)


def reach_of(user: Any, partnership: Partnership) -> str:
    """Tells apart readers to whom ``record_addresses`` gives different addresses. No query."""
    if not reads_everything_of(user, partnership):
        return ""
    names = [model.split(".") for model in MODELS.values()]
    return "".join(str(int(user.has_perm(f"{app}.change_{name}"))) for app, name in names)


def record_addresses(user: Any, partnership: Partnership) -> Callable[[Evidence], str]:
    """Gives the office page of a record to those who may change it, and nothing to others."""
    is_own = reads_everything_of(user, partnership)

    @cache
    def may_change(model: str) -> bool:
        app, name = model.split(".")
        return is_own and bool(user.has_perm(f"{app}.change_{name}"))

    @cache
    def address(model: str, pk: int) -> str:
        if not may_change(model):
            return ""
        try:
            return reverse(f"admin:{model.replace('.', '_')}_change", args=[pk])
        except NoReverseMatch:  # a record without a page of its own
            return ""

    return lambda evidence: address(evidence.model, evidence.pk)

"""A report as a page and as a file."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from reporting.engine.cells import Evidence
from reporting.engine.editions import Edition
from reporting.exceptions import UnknownEdition, UnknownReport
from reporting.models import Report
from reporting.permissions import can_edit_report, can_read_report, is_office_reader
from reporting.presentation import present
from reporting.rendering import get_writer
from reporting.services import assemble_report, find_report, get_document, get_partnership
from reporting.versions import versions_of_report
from reporting.views.downloads import download_links, send_report
from reporting.views.errors import explains_errors
from reporting.views.pictures import pictures_of_report


@require_safe
@explains_errors
def report(request: HttpRequest, slug: str, document: str) -> HttpResponseBase:
    """A report with its findings; every figure opens the records behind it."""
    found = find_readable_report(request.user, slug, document)
    edition = asked_edition(request)
    data = assemble_report(found.partnership, document, edition=edition)
    context = {
        "report": present(
            data,
            with_evidence=True,
            address=record_addresses(request.user),
            pictures=pictures_of_report(found.partnership, data),
        ),
        "record": found,
        "versions": versions_of_report(found, request.user),
        "partnership": found.partnership,
        "programmes": [found.partnership.programme],
        "downloads": download_links(slug, document, edition),
        "is_office_edition": edition is Edition.OFFICE,
        "is_office_reader": is_office_reader.test(request.user),
        "may_edit": can_edit_report.test(request.user),
    }
    return render(request, "reporting/report.html", context)


@require_safe
@explains_errors
def download(request: HttpRequest, slug: str, document: str, file_format: str) -> HttpResponseBase:
    """A report as a file; a PDF may be shown in the browser with ``?inline=1``."""
    found = find_readable_report(request.user, slug, document)
    get_writer(file_format)
    edition = asked_edition(request)
    return send_report(request, found.partnership, document, file_format, edition)


def find_readable_report(user: Any, slug: str, document: str) -> Report:
    """The report; two queries.

    Raises ``UnknownReport`` in the same words whether there is none or somebody may not read it, so
    that nobody learns of a draft.
    """
    partnership = get_partnership(slug)
    declaration = get_document(document)
    found = find_report(partnership, document)
    if found is None or not can_read_report.test(user, found):
        raise UnknownReport(f"{partnership} has no report “{declaration.title}” to read here.")
    return found


def asked_edition(request: HttpRequest) -> Edition:
    """The edition in the address, by default the public one.

    Only the office may ask for its own; others are refused in words, as the edition is no secret.
    """
    asked = request.GET.get("edition", Edition.PUBLIC.value)
    if asked not in list(Edition):
        known = ", ".join(Edition)
        raise UnknownEdition(f"There is no edition “{asked}”. Known editions: {known}.")
    edition = Edition(asked)
    if edition is Edition.OFFICE and not is_office_reader.test(request.user):
        raise PermissionDenied(
            "The office edition shows confidential names. It is open to members of the office who "
            "may view reports."
        )
    return edition


def record_addresses(user: Any) -> Callable[[Evidence], str]:
    """Gives the office page of a record to those who may change it, and nothing to others."""

    @cache
    def may_change(model: str) -> bool:
        app, name = model.split(".")
        return bool(user.is_staff and user.has_perm(f"{app}.change_{name}"))

    @cache
    def address(model: str, pk: int) -> str:
        if not may_change(model):
            return ""
        try:
            return reverse(f"admin:{model.replace('.', '_')}_change", args=[pk])
        except NoReverseMatch:  # a record without a page of its own
            return ""

    return lambda evidence: address(evidence.model, evidence.pk)

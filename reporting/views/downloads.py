"""Reports as files: where they are, and making what is not there yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from reporting.downloads import of_report
from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.engine.writers import Writer
from reporting.exceptions import RenderingFailed, UnknownReport
from reporting.jobs.asking import request_rendering
from reporting.models import Report
from reporting.rendering import (
    Rendered,
    Wanted,
    find_fresh,
    find_kept,
    find_unchanged,
    get_writer,
    render_file,
)
from reporting.size import is_small
from reporting.views.sending import send_file
from reporting.views.waiting import lead_to


@dataclass(frozen=True)
class DownloadLink:
    """A format of a report: what it is called, what it is good for and where it is."""

    key: str
    label: str
    purpose: str
    url: str
    annex_url: str = ""
    """Where it is with the evidence annex; empty where the format has none."""


def download_links(address: Sequence[str], edition: Edition = Edition.PUBLIC) -> list[DownloadLink]:
    """Every format of the report of an address, see ``Report.address``; the most usual first."""
    query = {} if edition is Edition.PUBLIC else {"edition": edition.value}

    def url(writer: type[Writer], **more: str) -> str:
        page = reverse("report_download", args=[*address, writer.key])
        return page + (f"?{urlencode(query | more)}" if query | more else "")

    return [
        DownloadLink(
            key=writer.key,
            label=writer.label,
            purpose=writer.purpose,
            url=url(writer),
            annex_url=url(writer, annex="1") if writer.has_annex else "",
        )
        for writer in sorted(writers.values(), key=lambda writer: writer.position)
    ]


def send_report(
    request: HttpRequest, report: Report, wanted: Wanted, volume: int = 0
) -> HttpResponseBase:
    """The file of a report, or a volume of it; see ``send_file``.

    What must be made first is made at once where that is quick, and else in the background: the
    reader is led to where its progress is shown. Raises what ``render_file`` raises.
    """
    download = of_report(report, wanted.edition, wanted.file_format)
    rendered = find_fresh(wanted) or _make_quickly(wanted)
    if rendered is not None:
        return send_file(request, _volume(wanted, volume) if volume else rendered, download)
    job = request_rendering(report=report, wanted=wanted, by=request.user)
    if job.has_failed:
        raise RenderingFailed(job.error)
    made = find_kept(wanted, volume) if job.is_done else None
    return send_file(request, made, download) if made else lead_to(request, job)


def _volume(wanted: Wanted, volume: int) -> Rendered:
    found = find_kept(wanted, volume)
    if found is None:
        raise UnknownReport(f"This report has no volume {volume}.")
    return found


def _make_quickly(wanted: Wanted) -> Rendered | None:
    """The file of a small partnership, unless writing it takes long and it is not there already."""
    if not is_small(wanted.partnership):
        return None
    is_quick = get_writer(wanted.file_format).is_quick
    return render_file(wanted) if is_quick else find_unchanged(wanted)

"""The parts of a report's page that cost the most: written once, and kept until a record changes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reporting.engine.cells import Evidence, ReportData
from reporting.engine.editions import Edition
from reporting.kept_values import keep, kept
from reporting.models import Report
from reporting.pictures import Pictures, Shelf
from reporting.presentation import present
from reporting.services import assemble_report
from reporting.states import states_of


@dataclass(frozen=True)
class PageParts:
    """What a page shows of a report, as HTML; ``longest`` is the number of rows of its longest table."""

    heading: str
    title: SafeString
    contents: SafeString
    body: SafeString
    findings: SafeString
    evidence: SafeString
    longest: int
    pictures: tuple[str, ...]
    """Names of the pictures that it refers to."""


def page_parts(
    report: Report,
    edition: Edition,
    *,
    reach: str,
    address: Callable[[Evidence], str],
    draw: Callable[[ReportData], Pictures],
) -> PageParts:
    """The parts as the records are now; ``reach`` tells apart readers for whom addresses differ.

    One query where they are kept. A page that still waits for a picture is not kept.
    """
    name = f"page-{report.pk}-{edition}-{settings.PAGE_ROWS}-{settings.PAGE_EVIDENCE}-{reach}"
    state = states_of([report.partnership_id])[report.partnership_id]
    [found] = kept(name, [report.partnership_id])
    if found is not None and found.state == state and _has_pictures(report, edition, found.value):
        parts: PageParts = found.value
        return parts
    data = assemble_report(
        report.partnership, report.document, report_key=report.key, edition=edition
    )
    pictures = draw(data)
    made = _write(data, address, pictures)
    if not pictures.awaited:
        keep(name, report.partnership_id, state, made)
    return made


def _has_pictures(report: Report, edition: Edition, parts: PageParts) -> bool:
    """Whether the pictures are still there: their folder may be emptied at any time."""
    shelf = Shelf(report.partnership.slug, report.document, edition, report.key)
    return all(shelf.holds(name) for name in parts.pictures)


def _write(data: ReportData, address: Callable[[Evidence], str], pictures: Pictures) -> PageParts:
    shown = present(
        data,
        with_evidence=True,
        address=address,
        most=settings.PAGE_ROWS,
        most_evidence=min(settings.PAGE_ROWS, settings.PAGE_EVIDENCE),
        pictures=pictures,
    )

    def part(template: str, **more: Any) -> SafeString:
        return render_to_string(f"reporting/{template}.html", {"report": shown, **more})

    return PageParts(
        heading=data.title,
        title=part("_title"),
        contents=part("_contents"),
        body=part("_body"),
        findings=part("_findings", findings=data.findings),
        evidence=part("_evidence"),
        longest=max((len(table.rows) for table in data.tables), default=0),
        pictures=tuple(
            Path(address.partition("?")[0]).stem
            for picture in pictures.found.values()
            for address in (picture.address, picture.narrow)
        ),
    )

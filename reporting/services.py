"""Use cases: assemble a report, find what does not fit, preview a text."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Model
from django.utils import timezone

from partnership.models import Partnership
from reporting.confidentiality import tells_work_of_office
from reporting.engine.annex import evidence_annex, findings_annex
from reporting.engine.cells import Finding, Masthead, ReportData, SectionData, TableData
from reporting.engine.conceal import conceal
from reporting.engine.documents import Document
from reporting.engine.editions import Edition
from reporting.engine.markup import section_html
from reporting.engine.prose import check_references, resolve
from reporting.engine.registries import charts, documents, tables
from reporting.exceptions import UnknownDocument, UnknownPartnership, UnknownReport
from reporting.findings import findings_in
from reporting.kept_values import kept_or_made
from reporting.models import NarrativeSection, Report
from reporting.models.periods import FINAL_KEY
from reporting.scope import Scope
from reporting.testimonials import add_testimonials


def get_partnership(slug: str) -> Partnership:
    """The partnership of that address; raises ``UnknownPartnership`` with the known ones. One query."""
    partnership = Partnership.objects.select_related("programme").filter(slug=slug).first()
    if partnership is None:
        known = ", ".join(Partnership.objects.order_by("slug").values_list("slug", flat=True))
        known = known or "none yet"
        raise UnknownPartnership(f"There is no partnership “{slug}”. Known partnerships: {known}.")
    return partnership


def get_document(key: str) -> type[Document]:
    """The document of that key; raises ``UnknownDocument`` with the known ones."""
    if key not in documents:
        raise UnknownDocument(
            f"There is no document “{key}”. Known documents: {', '.join(documents)}."
        )
    return documents[key]


def build_scope(
    partnership: Partnership,
    document: str,
    *,
    edition: Edition = Edition.PUBLIC,
    report: Report | None = None,
    today: date | None = None,
) -> Scope:
    """The scope of a partnership's report; without a report of its own, the whole partnership."""
    return Scope(
        partnership,
        document=document,
        period=report.period if report else partnership.period,
        today=today or timezone.localdate(),
        edition=edition,
        report=report,
    )


def find_reports(partnership: Partnership, document: str) -> list[Report]:
    """The reports of a document: the final one, then the interim ones by their ends. One query."""
    reports = list(Report.objects.filter(partnership=partnership, document=document))
    for report in reports:
        report.partnership = partnership
    return reports


def find_report(
    partnership: Partnership, document: str, report_key: str = FINAL_KEY
) -> Report | None:
    """The report's own record, if one was entered. One query."""
    reports = find_reports(partnership, document)
    return next((report for report in reports if report.key == report_key), None)


def get_report(partnership: Partnership, document: str, report_key: str) -> Report | None:
    """Like ``find_report``, but only the final report may be missing: it is the whole partnership.

    Raises ``UnknownReport`` with the known ones.
    """
    reports = find_reports(partnership, document)
    found = next((report for report in reports if report.key == report_key), None)
    if found is None and report_key != FINAL_KEY:
        known = ", ".join([FINAL_KEY, *(row.key for row in reports if row.key != FINAL_KEY)])
        raise UnknownReport(f"There is no report “{report_key}”. Known reports: {known}.")
    return found


def assemble_report(
    partnership: Partnership,
    document: str = "key-achievements",
    *,
    report_key: str = FINAL_KEY,
    edition: Edition = Edition.PUBLIC,
    today: date | None = None,
    with_annex: bool = False,
) -> ReportData:
    """Everything a document shows, as frozen data; if asked, with the evidence annex.

    The agency's edition has an annex of findings in any case. The number of queries is fixed, whatever
    the number of records. Raises ``UnknownDocument`` or ``UnknownReport``.
    """
    declaration = get_document(document)
    report = get_report(partnership, document, report_key)
    scope = build_scope(partnership, document, edition=edition, report=report, today=today)
    labels = scope.market_labels()
    parts: list[SectionData | TableData] = []
    for section in declaration.sections:
        own = scope.narrative.get(section.key)
        text = own.text if own else ""
        resolved = resolve(section.key, section.title, text, scope.figure, labels)
        # Only now: what somebody says names no figure.
        parts.append(add_testimonials(resolved, scope) if section.has_testimonials else resolved)
    declared = [tables[key]() for key in declaration.tables]
    parts += [table.build(scope) for table in declared if table.is_shown(scope)]
    placed = [charts[place.key]().build(scope, place.after) for place in declaration.charts]
    data = ReportData(
        document=document,
        title=report.title if report else declaration.title,
        edition=edition.value,
        masthead=_masthead(scope),
        parts=tuple(parts),
        findings=findings_in(scope),
        charts=tuple(placed),
        report_key=report_key,
    )
    shown = conceal(conceal(data, scope.disclosure), scope.partner_disclosure)
    if tells_work_of_office(edition):
        shown = replace(shown, annex=(findings_annex(shown.findings),))
    return add_evidence_annex(shown) if with_annex else shown


def add_evidence_annex(data: ReportData) -> ReportData:
    """The same report, with the records behind its figures after everything else."""
    return replace(data, annex=data.annex + evidence_annex(data))


def find_findings(
    partnership: Partnership, document: str = "key-achievements", report_key: str = FINAL_KEY
) -> tuple[Finding, ...]:
    """What does not fit in the records of a report, the gravest first, with names shown."""
    return findings_of(partnership, document, get_report(partnership, document, report_key))


def findings_of(
    partnership: Partnership, document: str, report: Report | None
) -> tuple[Finding, ...]:
    """The same for a report that is at hand; kept until a record changes, then it is one query."""

    def make() -> tuple[Finding, ...]:
        return findings_in(
            build_scope(partnership, document, edition=Edition.AGENCY, report=report)
        )

    key = report.key if report else FINAL_KEY
    return kept_or_made(f"findings-{document}-{key}", partnership.pk, make)


def findings_for(record: Model) -> list[Finding]:
    """The findings that concern one record; of a partnership, all of them."""
    if isinstance(record, Partnership):
        return list(find_findings(record))
    if isinstance(record, Report):
        return list(find_findings(record.partnership, record.document, record.key))
    if isinstance(record, NarrativeSection):
        report = record.report
        found = find_findings(report.partnership, report.document, report.key)
    elif isinstance(getattr(record, "partnership", None), Partnership):
        found = find_findings(record.partnership)  # type: ignore[attr-defined]
    else:
        return []
    about = (record._meta.label_lower, record.pk)
    return [finding for finding in found if about in finding.subjects]


@dataclass(frozen=True)
class Preview:
    """A text with its figures filled in, as HTML, and what is wrong with its references."""

    html: str
    problems: list[str]


def preview_text(report: Report, text: str) -> Preview:
    """What a narrative text will look like in the report, with names shown."""
    scope = build_scope(report.partnership, report.document, edition=Edition.AGENCY, report=report)
    section = resolve("preview", "", text, scope.figure, scope.market_labels())
    return Preview(html=section_html(section), problems=check_references(text))


def _masthead(scope: Scope) -> Masthead:
    partnership = scope.partnership
    programme = partnership.programme
    members = [
        member
        for member in scope.records.memberships
        if member.cluster.short_name in scope.consortium_names
    ]
    return Masthead(
        partnership=partnership.slug,
        acronym=partnership.acronym,
        name=partnership.name,
        phase=partnership.phase,
        language=partnership.language,
        zero_mark=partnership.zero_mark,
        partners=tuple(str(member) for member in members),
        agency=programme.agency,
        grant_number=partnership.grant_number,
        period=str(scope.period),
        cofunding_statement=programme.cofunding_statement,
        disclaimer=programme.disclaimer,
        emblem=programme.emblem,
        website=partnership.website,
        as_of=min(filter(None, [scope.period.end, scope.records.today])).isoformat(),
    )

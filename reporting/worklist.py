"""Findings as a work list: grouped, with where each is mended and what was accepted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from common.admin import Link, links_to
from partnership.models import Partnership
from reporting.engine.cells import Finding
from reporting.engine.editions import Edition
from reporting.engine.findings import Code, Severity
from reporting.engine.registries import codes
from reporting.exceptions import UnknownFinding
from reporting.models import AcceptedFinding, Report
from reporting.models.periods import FINAL_KEY
from reporting.services import build_scope, find_reports, findings_of

Address = Callable[[str, int], str]
"""Gives the page of a record by model and primary key; empty for whoever may not go there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding on the list.

    ``entry`` is its acceptance. ``earlier`` is one that was given to the same kind of finding about
    the same record with other values, and no longer holds.
    """

    finding: Finding
    links: tuple[Link, ...]
    entry: AcceptedFinding | None = None
    earlier: AcceptedFinding | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The open findings of one kind; ``number`` counts those too that are not shown."""

    code: Code
    entries: Sequence[Entry]
    number: int


@dataclass(frozen=True, slots=True)
class Section:
    """The open findings of one severity."""

    severity: Severity
    groups: tuple[Group, ...]
    number: int


@dataclass(frozen=True)
class WorkList:
    """All findings of a partnership, as the office sees them."""

    open: tuple[Entry, ...]
    accepted: tuple[Entry, ...]
    numbers: dict[Severity, int] = field(default_factory=dict)
    report: Report | None = None
    """The report whose figures they are about; none: the whole partnership."""
    reports: tuple[Report, ...] = ()
    """All reports of the document."""

    def sections(self, severity: Severity | None, limit: int) -> tuple[Section, ...]:
        """The open findings by severity, then by kind, with at most so many entries of a kind."""
        return tuple(
            _section(Severity(value), list(entries), limit)
            for value, entries in groupby(self.open, key=lambda entry: entry.finding.severity)
            if severity in (None, value)
        )

    def of_code(self, code: str) -> list[Entry]:
        """The open findings of one kind."""
        return [entry for entry in self.open if entry.finding.code == code]

    def accepted_as(self, severity: Severity | None) -> list[Entry]:
        """The accepted findings, of one severity or all."""
        return [entry for entry in self.accepted if severity in (None, entry.finding.severity)]

    def find(self, key: str) -> Entry:
        """The finding of that key; raises ``UnknownFinding``."""
        for entry in (*self.open, *self.accepted):
            if entry.finding.key == key:
                return entry
        raise UnknownFinding(
            "This finding is no longer there: it was mended, or its numbers have changed. "
            "Look at the list as it stands now."
        )


def list_findings(
    partnership: Partnership,
    address: Address,
    document: str = "key-achievements",
    report_key: str = FINAL_KEY,
) -> WorkList:
    """The work list of a report; of one that is not known, that of the final report.

    The number of queries does not depend on how many findings there are.
    """
    reports = {report.key: report for report in find_reports(partnership, document)}
    report = reports.get(report_key, reports.get(FINAL_KEY))
    scope = build_scope(partnership, document, edition=Edition.AGENCY, report=report)
    found = findings_of(partnership, document, report)
    accepted = scope.records.accepted_findings
    holding = {finding.key for finding in found}
    earlier = {
        (entry.code, entry.subject_model, entry.subject_pk): entry
        for entry in accepted.values()
        if entry.key not in holding
    }
    entries = [
        Entry(
            finding,
            links_to(finding.subjects, address),
            accepted.get(finding.key),
            earlier.get((finding.code, finding.model, finding.pk)),
        )
        for finding in found
    ]
    waiting = tuple(entry for entry in entries if entry.entry is None)
    return WorkList(
        open=waiting,
        accepted=tuple(entry for entry in entries if entry.entry is not None),
        numbers={
            severity: sum(entry.finding.severity == severity for entry in waiting)
            for severity in Severity
        },
        report=report,
        reports=tuple(reports.values()),
    )


def _section(severity: Severity, entries: list[Entry], limit: int) -> Section:
    by_code: dict[str, list[Entry]] = {}
    for entry in entries:
        by_code.setdefault(entry.finding.code, []).append(entry)
    groups = tuple(Group(codes[code], found[:limit], len(found)) for code, found in by_code.items())
    return Section(severity, groups, len(entries))

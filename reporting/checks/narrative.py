"""References in prose that name no known figure; forms refuse them, imported texts may hold them."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.findings import Severity, check
from reporting.engine.prose import check_references
from reporting.scope import Scope


@check("unknown-reference")
def find_unknown_references(scope: Scope) -> Iterable[Finding]:
    """A finding for each faulty reference of a narrative section."""
    for section in scope.narrative.values():
        for problem in check_references(section.text):
            yield Finding(
                code="unknown-reference",
                severity=Severity.ERROR,
                message=problem,
                where=f"Section {section.key}",
                model="reporting.report",
                pk=section.report_id,
            )

"""References in prose that name no known figure; forms refuse them, imported texts may hold them."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.findings import Code, Severity, check
from reporting.engine.prose import check_references
from reporting.scope import Scope

UNKNOWN_REFERENCE = Code(
    "unknown-reference",
    Severity.ERROR,
    "Text names an unknown figure",
    "Open the text and write the figure by one of the known names.",
)


@check(UNKNOWN_REFERENCE)
def find_unknown_references(scope: Scope) -> Iterable[Finding]:
    """A finding for each faulty reference of a narrative section."""
    for section in scope.narrative.values():
        for problem in check_references(section.text):
            yield UNKNOWN_REFERENCE.finding(
                problem,
                f"Section {section.key}",
                model="reporting.narrativesection",
                pk=section.pk,
                values=(problem,),
            )

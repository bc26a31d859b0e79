"""Figures that a text refers to and that are zero: a sentence such as “We held 0 missions”."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.findings import Code, Severity, check
from reporting.engine.prose import referenced_figures
from reporting.scope import Scope

ZERO_IN_PROSE = Code(
    "zero-in-prose",
    Severity.WARNING,
    "Text refers to a figure of nothing",
    "Enter the records that are missing, or write the sentence without the figure.",
)


@check(ZERO_IN_PROSE)
def find_zeros_in_prose(scope: Scope) -> Iterable[Finding]:
    """A finding for each figure of nothing that a narrative section refers to, once a section."""
    for section in scope.narrative.values():
        for name in referenced_figures(section.text):
            figure = scope.figure(name)
            if figure.total.number == 0:
                yield ZERO_IN_PROSE.finding(
                    f"{figure.label}: the text refers to this figure, and it is zero.",
                    f"Section “{section}”",
                    model="reporting.narrativesection",
                    pk=section.pk,
                    values=(name,),
                )

"""Runs the checks over a scope."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils import timezone

from reporting.confidentiality import tells_work_of_office
from reporting.engine.cells import Acceptance, Finding
from reporting.engine.findings import Severity
from reporting.engine.registries import checks, codes
from reporting.scope import Scope

LEFT = "somebody who has left"
"""Stands for a person whose entry is gone."""


def findings_in(scope: Scope) -> tuple[Finding, ...]:
    """What does not fit, the gravest first, each with its acceptance.

    The agency's edition holds all; every other one those of a public kind.
    """
    order = [severity.value for severity in Severity]
    return tuple(sorted(_find(scope), key=lambda finding: order.index(finding.severity)))


def open_numbers(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity are not accepted."""
    waiting = Counter(finding.severity for finding in found if finding.accepted is None)
    return {severity.value: waiting[severity.value] for severity in Severity}


def _find(scope: Scope) -> Iterator[Finding]:
    accepted = scope.records.accepted_findings
    tells_all = tells_work_of_office(scope.edition)
    for check in checks.values():
        if not tells_all and not check.is_public:
            continue
        for finding in check.find(scope):
            if not tells_all and not codes[finding.code].is_public:
                continue
            entry = accepted.get(finding.key)
            if entry is None:
                yield finding
            else:
                day = timezone.localdate(entry.accepted_at)
                by = str(entry.accepted_by or LEFT) if tells_all else ""
                yield replace(finding, accepted=Acceptance(entry.reason, day, by))

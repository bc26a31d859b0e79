"""Runs the checks over a scope."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone

from reporting.engine.cells import Acceptance, Finding
from reporting.engine.editions import Edition
from reporting.engine.findings import Severity
from reporting.engine.registries import checks, codes
from reporting.scope import Scope


def findings_in(scope: Scope) -> tuple[Finding, ...]:
    """What does not fit, the gravest first, each with its acceptance.

    The office reads all; every other edition holds those of a public kind.
    """
    order = [severity.value for severity in Severity]
    return tuple(sorted(_find(scope), key=lambda finding: order.index(finding.severity)))


def _find(scope: Scope) -> Iterator[Finding]:
    accepted = scope.records.accepted_findings
    is_office = scope.edition is Edition.OFFICE
    for check in checks.values():
        if not is_office and not check.is_public:
            continue
        for finding in check.find(scope):
            if not is_office and not codes[finding.code].is_public:
                continue
            entry = accepted.get(finding.key)
            if entry is None:
                yield finding
            else:
                day = timezone.localdate(entry.accepted_at)
                yield replace(finding, accepted=Acceptance(entry.reason, day))

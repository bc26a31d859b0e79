"""Claimed against reported: what a published document states and the records do not bear out."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.figures import ALL
from reporting.engine.findings import Code, Severity, check
from reporting.engine.registries import figures
from reporting.scope import Scope

DIFFERS = Code(
    "claim-differs",
    Severity.WARNING,
    "A document states another figure",
    "Correct the claim if it was typed wrongly, or the records if one is missing. Where the document "
    "is wrong, accept the finding and say so.",
    is_public=True,
)


@check(DIFFERS)
def find_differing_claims(scope: Scope) -> Iterable[Finding]:
    """A finding for each claim whose value is not the reported one."""
    if scope.is_interim:
        return  # documents state what was reached in the whole time
    labels = scope.market_labels()
    for claim in scope.records.claims:
        if claim.measure not in figures:
            continue
        figure = scope.figure(claim.measure)
        code = scope.market_code(claim.market_id) if claim.market_id else ""
        code = ALL if claim.is_for_all_markets else code
        reported = (figure.row(code) if code else figure.total).number
        if reported == claim.value:
            continue
        market = f", {labels.get(code, 'all markets')}" if code else ""
        yield DIFFERS.finding(
            f"{figure.label}{market}: {claim.value:,} stated, {reported:,} reported.",
            f"{claim.document}, {claim.place}",
            claimed=claim.value,
            reported=reported,
            model="reporting.claim",
            pk=claim.pk,
            values=(claim.measure, code),
        )

"""Cooperation cases that do not say what they were for."""

from collections.abc import Iterable

from reporting.engine.cells import Finding
from reporting.engine.figures import ALL
from reporting.engine.findings import Code, Severity, check
from reporting.figures.cases import short
from reporting.scope import Scope

WITHOUT_OBJECTIVES = Code(
    "case-without-objectives",
    Severity.WARNING,
    "Case without objectives",
    "Choose the objectives of the case; for an SME’s case their wording can be entered instead.",
)


@check(WITHOUT_OBJECTIVES)
def find_cases_without_objectives(scope: Scope) -> Iterable[Finding]:
    """A finding for each case in the overviews with neither objectives nor a wording of them."""
    labels = {**scope.market_labels(), ALL: "all target markets"}
    for case in scope.records.cluster_cases:
        if case.in_overview and not case.objectives.all():
            market = labels[scope.market_code(case.market_id)]
            yield WITHOUT_OBJECTIVES.finding(
                f"{case.get_type_display()}, {market}: “{short(case.description)}”",
                "Cooperation cases by clusters",
                model="smes.clustercase",
                pk=case.pk,
            )
    for sme_case in scope.records.sme_cases:
        if not sme_case.objective_note.strip() and not sme_case.objectives.all():
            company = scope.records.companies[sme_case.company_id]
            market = labels[scope.market_code(sme_case.market_id)]
            yield WITHOUT_OBJECTIVES.finding(
                f"{scope.company_label(company)}, {market}: “{short(sme_case.description)}”",
                "Cooperation cases by SMEs",
                model="smes.smecase",
                pk=sme_case.pk,
            )

"""Figures of cooperation cases, by clusters and by SMEs."""

from collections.abc import Callable, Iterable, Sequence

from django.utils import timezone

from reporting.confidentiality import HIDDEN_PARTNER
from reporting.engine.cells import Evidence
from reporting.engine.columns import format_day
from reporting.engine.figures import Entry, Figure, add_figure
from reporting.evidence import entered
from reporting.scope import Scope
from smes.choices import CaseType, EvidenceLevel, SupportStatus
from smes.models import ClusterCase, Outcome, SMECase


def short(text: str, length: int = 90) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def partner_names(case: ClusterCase, scope: Scope) -> list[str]:
    """The partners of a case as it spells them; of a hidden case a stand-in."""
    return [
        HIDDEN_PARTNER
        if scope.hides(case)
        else scope.named(scope.records.organisations[partner.organisation_id], partner.named_as)
        for partner in case.case_partners.all()
    ]


def partner_name(case: SMECase, scope: Scope, named_as: str) -> str:
    """The case's partner as it is spelled there; of a hidden case a stand-in."""
    if case.partner_id is None:
        return ""
    if scope.hides(case):
        return HIDDEN_PARTNER
    return scope.named(scope.records.organisations[case.partner_id], named_as)


def cluster_case_evidence(case: ClusterCase, scope: Scope) -> Evidence:
    """A case by clusters as evidence; adds its number."""
    label = short(scope.case_text(case, case.description))
    clusters = scope.in_member_order(case.clusters.all()) or scope.consortium_names
    return Evidence(
        "smes.clustercase",
        case.pk,
        "cluster case",
        label,
        case.get_type_display(),
        case.number,
        on=case.started_on or "",
        parties=(*clusters, *partner_names(case, scope)),
        source=entered(case),
    )


def sme_case_evidence(case: SMECase, scope: Scope) -> Evidence:
    """A case by an SME as evidence; adds its number."""
    company = scope.records.companies[case.company_id]
    label = scope.company_label(company, case.company_as)
    return Evidence(
        "smes.smecase",
        case.pk,
        "SME case",
        label,
        short(scope.case_text(case, case.description)),
        case.number,
        on=case.started_on or "",
        parties=tuple(filter(None, [label, partner_name(case, scope, case.partner_as)])),
        source=source_of(case, scope),
    )


def source_of(case: SMECase, scope: Scope) -> str:
    """Where a case comes from: of one that came of support, how sure its outcomes are; names nobody."""
    if case.support_case_id is None:
        return entered(case)
    outcomes = scope.records.outcomes_of_cases.get((case.support_case_id, case.type), [])
    return told_outcomes(outcomes) if outcomes else entered(case)


def told_outcomes(outcomes: Sequence[Outcome]) -> str:
    """How many they are, when their company confirmed them, and how many have a document."""
    number = sum(outcome.number for outcome in outcomes)
    documented = sum(
        outcome.number for outcome in outcomes if outcome.evidence == EvidenceLevel.DOCUMENTED
    )
    moments = sorted(outcome.confirmed_at for outcome in outcomes if outcome.confirmed_at)
    first, last = timezone.localdate(moments[0]), timezone.localdate(moments[-1])
    on = f"on {format_day(first)}"
    if last != first:
        on = f"between {format_day(first)} and {format_day(last)}"
    words = f"{number} outcome{'' if number == 1 else 's'}, confirmed by the company {on}"
    return f"{words}, {documented} documented" if documented else words


def objectives_of(case: ClusterCase | SMECase) -> dict[int, str]:
    """Number and words of each objective of a case; of none, 0. Costs no query where prefetched."""
    named = {objective.number: str(objective) for objective in case.objectives.all()}
    return named or {0: "No category named"}


def count_cluster_cases(*types: CaseType) -> Callable[[Scope], Iterable[Entry]]:
    """The numbers of the cases of these types that the overview counts, in their market's row."""

    def count(scope: Scope) -> Iterable[Entry]:
        for case in scope.records.cluster_cases:
            if case.in_overview and case.type in types:
                yield Entry(
                    cluster_case_evidence(case, scope),
                    (scope.market_code(case.market_id),),
                    group=CaseType(case.type).label.lower(),
                )

    return count


def count_sme_cases(
    *types: CaseType, beyond_support: bool = False
) -> Callable[[Scope], Iterable[Entry]]:
    """The numbers of the cases of these types, in their market's row.

    ``beyond_support`` leaves out the cases that are a support under way: they are no result yet.
    """

    def count(scope: Scope) -> Iterable[Entry]:
        for case in scope.records.sme_cases:
            is_support = case.status != SupportStatus.NO_SUPPORT
            # What came of support and was confirmed is a result, however far the support is.
            if beyond_support and is_support and case.support_case_id is None:
                continue
            if case.type in types:
                yield Entry(
                    sme_case_evidence(case, scope),
                    (scope.market_code(case.market_id),),
                    group=CaseType(case.type).label.lower(),
                    name=scope.company_label(scope.records.companies[case.company_id]),
                )

    return count


def count_smes(*, with_work_plan: bool) -> Callable[[Scope], Iterable[Entry]]:
    """Distinct companies with a case (with an agreed work plan), in the rows of their cases' markets."""

    def count(scope: Scope) -> Iterable[Entry]:
        planned = SupportStatus.with_work_plan()
        for case in scope.records.sme_cases:
            if with_work_plan and case.status not in planned:
                continue
            company = scope.records.companies[case.company_id]
            label = scope.company_label(company)
            note = short(scope.case_text(case, case.description))
            evidence = Evidence(
                "smes.company",
                company.pk,
                "company",
                label,
                note,
                on=case.started_on or "",
                source=entered(company),
            )
            yield Entry(evidence, (scope.market_code(case.market_id),), name=label)

    return count


for _key, _label, _types in (
    ("cluster_cases", "Cooperation cases by clusters", tuple(CaseType)),
    ("collaboration_projects", "Collaboration projects by clusters", (CaseType.COLLABORATION,)),
    ("formal_agreements", "Formal agreements by clusters", (CaseType.FORMAL_AGREEMENT,)),
):
    add_figure(
        Figure(_key, _label, count_cluster_cases(*_types), fully_recorded=True, things="cases")
    )
for _key, _label, _count in (
    ("sme_cases", "Cooperation cases by SMEs", count_sme_cases(*CaseType)),
    (
        "sme_collaborations",
        "Collaborations reached by SMEs",
        count_sme_cases(CaseType.COLLABORATION, beyond_support=True),
    ),
    (
        "sme_agreements",
        "Agreements reached by SMEs",
        count_sme_cases(CaseType.FORMAL_AGREEMENT),
    ),
):
    add_figure(Figure(_key, _label, _count, fully_recorded=True, things="cases"))
add_figure(
    Figure(
        "supported_smes",
        "Supported SMEs",
        count_smes(with_work_plan=False),
        fully_recorded=True,
        things="companies",
    )
)
add_figure(
    Figure(
        "smes_with_work_plan",
        "SMEs with an agreed work plan",
        count_smes(with_work_plan=True),
        fully_recorded=True,
        things="companies",
    )
)

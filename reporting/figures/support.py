"""Figures of expressions of interest, support and its outcomes."""

from collections.abc import Callable, Iterable

from reporting.engine.cells import Evidence
from reporting.engine.figures import Entry, Figure, add_figure
from reporting.evidence import entered
from reporting.figures.cases import told_outcomes
from reporting.scope import Scope
from smes.choices import EvidenceLevel, OutcomeKind, SupportState
from smes.models import SupportCase


def count_expressions(scope: Scope) -> Iterable[Entry]:
    """Received expressions, each in the rows of its markets; told by their references alone."""
    for expression in scope.records.expressions:
        rows = [scope.market_code(market.pk) for market in expression.markets.all()]
        evidence = Evidence(
            "smes.expression", expression.pk, "expression of interest", expression.reference
        )
        yield Entry(evidence, tuple(rows))


def _row_of(case: SupportCase, scope: Scope) -> tuple[str, ...]:
    return (scope.market_code(case.market_id),)


def count_support_cases(scope: Scope) -> Iterable[Entry]:
    """Support cases with an agreed work plan, in the row of their market."""
    for case in scope.records.support_cases:
        label = scope.company_label(scope.records.companies[case.company_id])
        evidence = Evidence(
            "smes.supportcase",
            case.pk,
            "support case",
            label,
            SupportState(case.state).value,
            on=case.started_on or "",
            source=entered(case),
        )
        yield Entry(evidence, _row_of(case, scope), group=case.state, name=label)


def count_smes_supported(scope: Scope) -> Iterable[Entry]:
    """Distinct companies with an agreed work plan, in the rows of their support cases’ markets."""
    for case in scope.records.support_cases:
        company = scope.records.companies[case.company_id]
        label = scope.company_label(company)
        evidence = Evidence(
            "smes.company",
            company.pk,
            "company",
            label,
            "support with an agreed work plan",
            on=case.started_on or "",
            source=entered(company),
        )
        yield Entry(evidence, _row_of(case, scope), name=label)


def count_outcomes(*levels: EvidenceLevel) -> Callable[[Scope], Iterable[Entry]]:
    """The numbers of counted outcomes of these levels, in the row of their support case’s market."""

    def count(scope: Scope) -> Iterable[Entry]:
        for outcome in scope.records.outcomes:
            if outcome.evidence not in levels:
                continue
            company = scope.records.companies[outcome.case.company_id]
            label = scope.company_label(company)
            evidence = Evidence(
                "smes.outcome",
                outcome.pk,
                "outcome",
                label,
                OutcomeKind(outcome.kind).value,
                outcome.number,
                on=outcome.happened_on or "",
                source=told_outcomes([outcome]),
            )
            rows = _row_of(outcome.case, scope)
            yield Entry(evidence, rows, group=outcome.kind, name=label)

    return count


for _key, _label, _count, _things in (
    (
        "expressions_received",
        "Expressions of interest received",
        count_expressions,
        "expressions of interest",
    ),
    ("support_cases", "Support cases with an agreed work plan", count_support_cases, "cases"),
    (
        "smes_supported",
        "SMEs with an agreed work plan of support",
        count_smes_supported,
        "companies",
    ),
    (
        "outcomes_confirmed",
        "Outcomes confirmed by SMEs",
        count_outcomes(*EvidenceLevel.counted()),
        "outcomes",
    ),
    (
        "outcomes_documented",
        "Outcomes confirmed by SMEs and documented",
        count_outcomes(EvidenceLevel.DOCUMENTED),
        "outcomes",
    ),
):
    add_figure(Figure(_key, _label, _count, fully_recorded=True, things=_things))

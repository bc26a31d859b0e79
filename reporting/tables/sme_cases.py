"""Table D: overview of cooperation cases by European SMEs."""

import unicodedata
from collections.abc import Iterable

from reporting.engine.cells import Cell, Row
from reporting.engine.columns import Column, Kind, Total
from reporting.engine.registries import register, tables
from reporting.engine.tables import Table
from reporting.figures.cases import partner_name, sme_case_evidence
from reporting.scope import Scope
from smes.models import SMECase


def alphabetical(text: str) -> str:
    """A sort key that ignores case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def cases_in_order(scope: Scope) -> list[tuple[str, str, SMECase]]:
    """Market code, shown company and case; by market, then by the name that is shown."""
    order = scope.market_order()
    listed = [
        (
            scope.market_code(case.market_id),
            scope.company_label(scope.records.companies[case.company_id], case.company_as),
            case,
        )
        for case in scope.records.sme_cases
    ]
    return sorted(listed, key=lambda item: (order[item[0]], alphabetical(item[1])))


@register(tables)
class SMECasesTable(Table):
    """One row per case; a case may stand for several results."""

    key = "sme_cases"
    letter = "D"
    title = "Overview of cooperation cases by European SMEs"
    empty_text = "No cooperation cases by SMEs are recorded."
    columns = (
        Column("market", "Target country", width=8),
        Column("company", "SME", width=15),
        Column("number", "No.", Kind.COUNT, Total.FIGURE, width=4, figure="sme_cases"),
        Column("description", "Brief description", Kind.LONG_TEXT, width=31),
        Column("objectives", "Objectives (category numbers)", Kind.CODES, width=14),
        Column("sector", "Sector / technology", width=12),
        Column("partner_type", "Partner type", width=7, group="Third-country partner"),
        Column("partner", "Name", width=9, group="Third-country partner"),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """By target country in the partnership's order, then by SME name."""
        labels = scope.market_labels(self.key)
        for code, company_label, case in cases_in_order(scope):
            company = scope.records.companies[case.company_id]
            numbers = tuple(sorted(o.number for o in case.objectives.all()))
            note = scope.case_text(case, case.objective_note)
            printed = note or "/".join(map(str, numbers))
            yield Row(
                f"{code}-{case.pk}",
                {
                    "market": Cell(labels[code]),
                    "company": Cell(company_label),
                    "number": Cell(
                        case.number,
                        recorded=case.number,
                        evidence=(sme_case_evidence(case, scope),),
                    ),
                    "description": Cell(scope.case_text(case, case.description)),
                    "objectives": Cell(numbers, printed=printed),
                    "sector": Cell(scope.case_text(case, case.sector or company.sector)),
                    "partner_type": Cell(case.get_partner_type_display()),
                    "partner": Cell(partner_name(case, scope, case.partner_as)),
                },
            )

"""Table F: cooperation cases by European SMEs in detail."""

from collections.abc import Iterable

from reporting.engine.cells import Cell, Row
from reporting.engine.columns import Column, Kind
from reporting.engine.registries import register, tables
from reporting.engine.tables import Table
from reporting.figures.cases import partner_name
from reporting.scope import Scope
from reporting.tables.sme_cases import cases_in_order
from smes.choices import SupportStatus
from smes.models import SMECase


def steps_with_status(case: SMECase, scope: Scope) -> str:
    """The status of the support, if any was agreed, above the main steps."""
    status = "" if case.status == SupportStatus.NO_SUPPORT else case.get_status_display()
    return "\n".join(filter(None, [status, scope.case_text(case, case.main_steps)]))


@register(tables)
class SMECaseDetailsTable(Table):
    """One row per case."""

    key = "sme_case_details"
    letter = "F"
    title = "Cooperation cases by European SMEs in detail"
    empty_text = "No cooperation cases by SMEs are recorded."
    columns = (
        Column("company", "EU SME", width=11),
        Column("sector", "Sector", width=9),
        Column("partner", "Name", width=10, group="Partner organisation"),
        Column("partner_country", "Country", width=7, group="Partner organisation"),
        Column("case", "Cooperation case", Kind.LONG_TEXT, width=26),
        Column("main_steps", "Main steps undertaken", Kind.LONG_TEXT, width=27),
        Column("next_steps", "Next steps envisaged", Kind.LONG_TEXT, width=10),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """In the order of table D."""
        labels = scope.market_labels(self.key)
        for code, _, case in cases_in_order(scope):
            company = scope.records.companies[case.company_id]
            named_as = case.detail_company_as or case.company_as
            sector = case.detail_sector or case.sector or company.sector
            partner_as = case.detail_partner_as or case.partner_as
            yield Row(
                f"{code}-{case.pk}",
                {
                    "company": Cell(scope.company_label(company, named_as)),
                    "sector": Cell(scope.case_text(case, sector)),
                    "partner": Cell(partner_name(case, scope, partner_as)),
                    "partner_country": Cell(labels[code] if case.partner_id else ""),
                    "case": Cell(
                        scope.case_text(case, case.detail_description or case.description)
                    ),
                    "main_steps": Cell(steps_with_status(case, scope)),
                    "next_steps": Cell(scope.case_text(case, case.next_steps)),
                },
            )

"""Table E: cooperation cases by European clusters in detail."""

from collections.abc import Iterable

from reporting.confidentiality import HIDDEN_PARTNER
from reporting.engine.cells import Cell, Row
from reporting.engine.columns import Column, Kind
from reporting.engine.registries import register, tables
from reporting.engine.tables import Table
from reporting.scope import Scope
from smes.models import ClusterCase, ClusterCasePartner


@register(tables)
class ClusterCaseDetailsTable(Table):
    """One row per partner organisation of a case that is told in detail."""

    key = "cluster_case_details"
    letter = "E"
    title = "Cooperation cases by European clusters in detail"
    empty_text = "No cooperation case by clusters is told in detail."
    columns = (
        Column("clusters", "EU cluster organisations", Kind.LIST, width=9),
        Column("sector", "Sector", width=10),
        Column("partner", "Name", width=13, group="Partner organisation"),
        Column("partner_country", "Country", width=9, group="Partner organisation"),
        Column("case", "Cooperation case", Kind.LONG_TEXT, width=31),
        Column("main_steps", "Main steps undertaken", Kind.LONG_TEXT, width=16),
        Column("next_steps", "Next steps envisaged", Kind.LONG_TEXT, width=12),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """By target country in the partnership's order, all markets together last."""
        order = scope.market_order()
        told = [case for case in scope.records.cluster_cases if case.in_details]
        told.sort(key=lambda case: (order[scope.market_code(case.market_id)], case.type))
        for case in told:
            for partner in case.case_partners.all():
                yield Row(f"{case.pk}-{partner.pk}", self._cells(case, partner, scope))

    @staticmethod
    def _cells(case: ClusterCase, partner: ClusterCasePartner, scope: Scope) -> dict[str, Cell]:
        organisation = scope.records.organisations[partner.organisation_id]
        clusters = scope.in_member_order(case.clusters.all())
        name = HIDDEN_PARTNER if scope.hides(case) else scope.named(organisation, partner.named_as)
        return {
            "clusters": Cell(tuple(clusters or scope.consortium_names)),
            "sector": Cell(scope.case_text(case, ", ".join(case.sectors))),
            "partner": Cell(name),
            "partner_country": Cell(partner.country_as or organisation.country.name),
            "case": Cell(scope.case_text(case, case.description)),
            "main_steps": Cell(scope.case_text(case, case.main_steps)),
            "next_steps": Cell(scope.case_text(case, case.next_steps)),
        }

"""Table G: cooperation agreements."""

from collections.abc import Iterable, Mapping, Sequence

from gateways.models import Agreement
from reporting.engine.cells import Cell, Row
from reporting.engine.columns import Column, Kind
from reporting.engine.prose import VIEWS
from reporting.engine.registries import register, tables
from reporting.engine.tables import Table
from reporting.figures.agreements import party_names
from reporting.scope import Scope


def listed_agreements(scope: Scope) -> list[Agreement]:
    """Every agreement; in an interim report those that were concluded in its period."""
    if not scope.is_interim:
        return scope.records.agreements
    concluded = scope.records.concluded_agreements
    return [agreement for agreement in scope.records.agreements if agreement.pk in concluded]


@register(tables)
class AgreementsTable(Table):
    """One row per agreement; the total counts those concluded, by kind."""

    key = "agreements"
    letter = "G"
    title = "Cooperation agreements with third-country organisations"
    empty_text = "No agreements are recorded."
    columns = (
        Column("market", "Country", width=9),
        Column("organisation", "Organisation", Kind.LIST, width=19, figure="agreements"),
        Column("kind", "Kind", width=21),
        Column("signed_on", "Signed", Kind.DATE, width=11),
        Column("place", "Place", width=23),
        Column("valid_until", "Valid until", Kind.DATE, width=10),
        Column("status", "Status", width=7),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """In the order of the target markets."""
        labels = scope.market_labels(self.key)
        for agreement in listed_agreements(scope):
            yield Row(
                str(agreement.pk),
                {
                    "market": Cell(labels[scope.market_code(agreement.market_id)]),
                    "organisation": Cell(tuple(party_names(agreement, scope))),
                    "kind": Cell(agreement.get_kind_display()),
                    "signed_on": Cell(agreement.signed_on or ""),
                    "place": Cell(agreement.place),
                    "valid_until": Cell(agreement.valid_until or ""),
                    "status": Cell(agreement.get_status_display()),
                },
            )

    def total(self, scope: Scope, rows: Sequence[Row]) -> Mapping[str, Cell]:
        """How many were concluded, and how many of each kind."""
        figure = scope.figure("agreements")
        return {
            "organisation": figure.total,
            "kind": Cell(VIEWS["by_kind"][1](figure, scope.market_labels()) if rows else ""),
        }

    def footnotes(self, scope: Scope) -> Sequence[str]:
        """Tells what is listed without being counted."""
        listed = len(listed_agreements(scope))
        counted = len(scope.records.concluded_agreements)
        if listed == counted:
            return ()
        return (
            f"{listed - counted} of the {listed} listed are not concluded in the period and not counted.",
        )

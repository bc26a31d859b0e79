"""Figures of table B: organisations involved in a market, by their side."""

from collections.abc import Callable, Iterable

from gateways.choices import Side
from reporting.engine.cells import Evidence
from reporting.engine.figures import Entry, Figure, TotalRule, add_figure
from reporting.evidence import RECORDED, entered
from reporting.scope import Scope


def count_organisations(*sides: Side) -> Callable[[Scope], Iterable[Entry]]:
    """Distinct organisations of these sides involved in a market; clusters of the consortium never count."""

    def count(scope: Scope) -> Iterable[Entry]:
        for place in scope.involvements:
            organisation = place.organisation
            if organisation.side not in sides or scope.is_of_consortium(organisation):
                continue
            label = (
                scope.organisation_label(organisation)
                if place.is_public
                else f"Confidential partner, {organisation.country.code}"
            )
            evidence = Evidence(
                "gateways.organisation",
                organisation.pk,
                "organisation",
                label,
                place.told,
                is_nameless=not place.is_public,
                on=place.days,
                # The day on which a record was entered tells it apart from others.
                source=entered(organisation) if place.is_public else RECORDED,
            )
            yield Entry(
                evidence, (place.row,), group=organisation.get_kind_display().lower(), name=label
            )

    return count


for _key, _label, _side in (
    ("eu_clusters", "EU clusters", Side.EU_CLUSTER),
    ("eu_smes", "EU SMEs", Side.EU_SME),
    (
        "third_country_clusters",
        "Third-country clusters and intermediaries",
        Side.THIRD_INTERMEDIARY,
    ),
    ("third_country_smes", "Third-country SMEs and businesses", Side.THIRD_BUSINESS),
):
    add_figure(
        Figure(
            _key,
            _label,
            count_organisations(_side),
            total=TotalRule.SUM,
            things="organisations",
        )
    )

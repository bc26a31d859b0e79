"""Table B: stakeholders involved by target country."""

from reporting.engine.columns import Column, Kind, Total
from reporting.engine.registries import register, tables
from reporting.engine.tables import MarketTable


def _figure(key: str, label: str, note: str = "") -> Column:
    return Column(key, label, Kind.COUNT, Total.FIGURE, note=note, width=21, figure=key)


@register(tables)
class StakeholdersTable(MarketTable):
    """Distinct organisations involved in each market; surveys and promotion do not count."""

    key = "stakeholders"
    letter = "B"
    title = "Stakeholders involved in activities with third markets"
    columns = (
        MarketTable.market_column,
        _figure(
            "eu_clusters",
            "EU clusters",
            "EU clusters: clusters that took part and do not belong to the consortium.",
        ),
        _figure("eu_smes", "EU SMEs"),
        _figure(
            "third_country_clusters",
            "Clusters and other intermediary organisations from third countries",
        ),
        _figure("third_country_smes", "SMEs and businesses in third countries"),
    )

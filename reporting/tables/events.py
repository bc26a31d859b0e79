"""Table A: events and meetings by target country."""

from reporting.engine.columns import Column, Kind, Total
from reporting.engine.registries import register, tables
from reporting.engine.tables import MarketTable


def _figure(key: str, label: str, width: int = 15) -> Column:
    return Column(key, label, Kind.COUNT, Total.FIGURE, width=width, figure=key)


@register(tables)
class EventsTable(MarketTable):
    """Events that took place and meetings held; events for all markets at once stand in ``ALL``."""

    key = "events"
    letter = "A"
    title = "Events attended by the partnership"
    has_all_row = True
    columns = (
        MarketTable.market_column,
        _figure(
            "preparatory_events", "Preparatory events (workshops, seminars, visits, missions)", 24
        ),
        _figure("c2c_events", "C2C events"),
        _figure("c2c_meetings", "C2C meetings"),
        _figure("b2b_events", "B2B events"),
        _figure("b2b_meetings", "B2B meetings"),
    )

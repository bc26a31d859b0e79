"""The target markets and the countries of the partners, on a map of the world."""

from collections.abc import Iterable, Sequence

from django_countries import countries

from common.charts import Spec
from partnership.choices import MembershipRole
from reporting.engine.cells import Cell, ChartData, Row
from reporting.engine.charts import Chart
from reporting.engine.columns import Column, Kind, join_words
from reporting.engine.pictures.world import MARKET, PARTNER, Place, draw_world, is_on_map
from reporting.engine.registries import charts, register
from reporting.scope import Scope

ROLES = {"Target market": MARKET, "Country of a partner": PARTNER}


@register(charts)
class MarketsMap(Chart):
    """Markets in the partnership's order, then the partners' countries with their clusters."""

    key = "markets_map"
    title = "Target markets on a map"
    columns = (
        Column("place", "Market or country"),
        Column("role", "What it is"),
        Column("code", "Country code"),
        Column("clusters", "Partners there", Kind.LIST),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """A market that is no country has no code; it is listed and not drawn."""
        market, partner = ROLES
        for place in scope.records.markets:
            code = place.country.code if place.country else ""
            yield _row(f"market-{place.code}", place.label, market, code or "", ())
        clusters: dict[str, list[str]] = {}
        for member in scope.records.memberships:
            if member.role in MembershipRole.consortium():
                code = member.cluster.country.code
                clusters.setdefault(code, []).append(member.shown_name)
        for code, names in clusters.items():
            yield _row(f"partner-{code}", countries.name(code), partner, code, tuple(names))

    def describe(self, rows: Sequence[Row]) -> str:
        """Which markets, which partners' countries, and what the map cannot show."""
        markets = [row for row in rows if _role(row) == MARKET]
        partners = [str(row.cells["place"].value) for row in rows if _role(row) == PARTNER]
        if not markets:
            return "No target markets are entered yet."
        names = [str(row.cells["place"].value) for row in markets]
        told = f"{len(names)} target {'market' if len(names) == 1 else 'markets'}: {join_words(names)}."
        if partners:
            told += f" The partners come from {join_words(partners)}."
        absent = [str(row.cells["place"].value) for row in markets if not is_on_map(_code(row))]
        return f"{told} Not on the map: {join_words(absent)}." if absent else told

    def is_drawn(self, data: ChartData) -> bool:
        """Whether the map can show a market."""
        return any(_role(row) == MARKET and is_on_map(_code(row)) for row in data.rows)

    def spec(self, data: ChartData, width: int) -> Spec:
        """The world, markets with their names."""
        places = [
            Place(_code(row), _role(row), label)
            for row in data.rows
            for label in [str(row.cells["place"].value) if _role(row) == MARKET else ""]
            if _code(row)
        ]
        return draw_world(places, width)


def _row(key: str, place: str, role: str, code: str, clusters: tuple[str, ...]) -> Row:
    cells = {
        "place": Cell(place),
        "role": Cell(role),
        "code": Cell(code),
        "clusters": Cell(clusters),
    }
    return Row(key, cells)


def _role(row: Row) -> str:
    return ROLES[str(row.cells["role"].value)]


def _code(row: Row) -> str:
    """The country's ISO code of three letters."""
    code: str = countries.alpha3(str(row.cells["code"].value))
    return code

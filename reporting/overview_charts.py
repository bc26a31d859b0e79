"""The charts of a partnership's page: its map for everybody, figures for readers of its reports."""

from typing import Any

from partnership.models import Partnership
from reporting.choices import ReportKind
from reporting.engine.cells import ChartData
from reporting.engine.conceal import conceal_chart
from reporting.engine.editions import Edition
from reporting.engine.registries import charts
from reporting.permissions import readable_reports
from reporting.pictures import Shelf
from reporting.scope import Scope

OPEN = ("markets_map",)
"""Shows nothing that the page does not tell anyway."""
FIGURES = ("meetings_by_market", "events_time_line")
"""Figures of the whole time: shown to those who may read a final report, see ``may_see_figures``."""


def overview_charts(scope: Scope, *, with_figures: bool) -> list[ChartData]:
    """The charts that somebody may see who may (not) see figures, the map first."""
    keys = OPEN + FIGURES if with_figures else OPEN
    return [
        conceal_chart(
            conceal_chart(charts[key]().build(scope, key), scope.disclosure),
            scope.partner_disclosure,
        )
        for key in keys
    ]


def overview_shelf(partnership: Partnership, key: str) -> Shelf:
    """Where the picture of such a chart lies: figures apart from what is open to everybody."""
    return open_shelf(partnership) if key in OPEN else figures_shelf(partnership)


def open_shelf(partnership: Partnership) -> Shelf:
    """The pictures that everybody may see."""
    return Shelf(partnership.slug, "page", "open")


def figures_shelf(partnership: Partnership) -> Shelf:
    """The pictures for those who may see figures."""
    return Shelf(partnership.slug, "page", f"figures-{Edition.PUBLIC}")


def may_see_figures(partnership: Partnership, user: Any) -> bool:
    """Whether somebody may read a report of the partnership's whole time. One query."""
    readable = readable_reports(user).filter(partnership=partnership)
    return readable.filter(kind=ReportKind.FINAL).exists()

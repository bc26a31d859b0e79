"""Lists as they are told: texts without hidden names, ready to be searched, counted and kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from partnership.models import Partnership
from reporting.dashboard.lists import Lists, RecordList, list_figure
from reporting.dashboard.page import dashboard_scope
from reporting.engine.columns import Column, format_cell
from reporting.engine.editions import Edition
from reporting.engine.registries import figures
from reporting.exceptions import UnknownDashboard
from reporting.kept_values import kept_or_made
from reporting.scope import Scope

ToldLine = tuple[str, int, tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Model and key of a record, its texts by column and its words by facet. Plain tuples: lists are long."""


@dataclass(frozen=True)
class ToldList:
    """A list of which every line is texts; ``facets`` are what it can be narrowed down by."""

    key: str
    title: str
    about: str
    empty_text: str
    columns: tuple[Column, ...]
    facets: Mapping[str, str]
    lines: tuple[ToldLine, ...]

    def choices(self, facet: str) -> list[str]:
        """The words of a facet, in the order in which they come up."""
        place = list(self.facets).index(facet)
        return list(dict.fromkeys(word for line in self.lines for word in line[3][place]))

    def narrowed(self, chosen: Mapping[str, str], words: str = "") -> "ToldList":
        """The lines that have the word of each chosen facet, and whose texts hold all the words."""
        places = {name: place for place, name in enumerate(self.facets)}
        wanted = words.casefold().split()
        lines = [
            line
            for line in self.lines
            if all(word in line[3][places[name]] for name, word in chosen.items())
            and (not wanted or _holds(line, wanted))
        ]
        return replace(self, lines=tuple(lines))


def _holds(line: ToldLine, wanted: list[str]) -> bool:
    text = " ".join(line[2]).casefold()
    return all(word in text for word in wanted)


def tell(listed: RecordList, scope: Scope) -> ToldList:
    """A list without the names that the scope's edition hides, as texts."""
    shown = listed.concealed(scope)
    lines = [
        (
            line.model,
            line.pk,
            tuple(
                format_cell(line.cells[column.key], column, "0").replace("\n", ", ")
                for column in shown.columns
            ),
            tuple(line.facets[name] for name in shown.facets),
        )
        for line in shown.lines
    ]
    return ToldList(
        shown.key,
        shown.title,
        shown.about,
        shown.empty_text,
        shown.columns,
        dict(shown.facets),
        tuple(lines),
    )


def list_of_records(partnership: Partnership, edition: Edition, key: str) -> ToldList:
    """One of the lists, kept until a record changes; raises ``UnknownDashboard``."""
    if key not in Lists.known:
        raise UnknownDashboard(f"There is no list “{key}” on this dashboard.")

    def make() -> ToldList:
        scope = dashboard_scope(partnership, edition)
        return tell(Lists.known[key](scope), scope)

    return kept_or_made(f"list-{key}-{edition}", partnership.pk, make)


def records_of_figure(partnership: Partnership, edition: Edition, key: str) -> ToldList:
    """The records behind a figure, kept until a record changes; raises ``UnknownDashboard``."""
    if key not in figures:
        raise UnknownDashboard(f"There is no figure “{key}”.")

    def make() -> ToldList:
        scope = dashboard_scope(partnership, edition)
        return tell(list_figure(scope, key), scope)

    return kept_or_made(f"figure-{key}-{edition}", partnership.pk, make)

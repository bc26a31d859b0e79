"""Figures that are stated: declared counts, and claims of published documents."""

from events.models import DeclaredFigure, Event
from exchange.columns import Column
from exchange.kinds.references import Measure, Reference
from exchange.kinds.values import LongText, Text, Whole
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.shared import market_or_all
from reporting.models import Claim


class DeclaredSheet(Sheet):
    """Declared figures."""

    name = "declared"
    about = "Counts of which no records exist, a row each; at their place they stand for the recorded count."
    parts = {"declared": Part(DeclaredFigure, ("measure", "market", "event"))}
    contract = 5
    columns = (
        Column("measure", Measure(), "measure", "What is counted.", is_required=True),
        market_or_all(
            "Where it belongs: a market, ALL, or empty for an event or the whole partnership."
        ),
        Column(
            "event",
            Reference(Event, "events"),
            "event",
            "The event that it belongs to, if it is one’s.",
        ),
        Column("value", Whole(), "value", "The count.", is_required=True),
        Column(
            "source",
            Text(),
            "source",
            "Where it comes from: a document and the place in it.",
            is_required=True,
        ),
        number(),
        entered(),
    )


class ClaimsSheet(Sheet):
    """Claims."""

    name = "claims"
    about = "Figures that published documents state, a row each. They are compared with the reported ones."
    parts = {"claim": Part(Claim, ("measure", "market", "document", "place"), may_repeat=True)}
    contract = 5
    columns = (
        Column("measure", Measure(), "measure", "What is counted.", is_required=True),
        market_or_all("The market, ALL, or empty for a total."),
        Column("value", Whole(), "value", "The stated count.", is_required=True),
        Column("document", Text(), "document", "Which document states it.", is_required=True),
        Column("place", Text(), "place", "Where in the document.", is_required=True),
        Column("note", LongText(), "note", "For the office."),
        number(),
        entered(),
    )

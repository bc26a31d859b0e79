"""Events."""

from collections.abc import Container, Mapping
from typing import Any

from events.choices import EventKind, EventStatus
from events.models import Event
from exchange.columns import Column, OwnColumn
from exchange.drafts import Draft
from exchange.kinds.references import Markets, Reference
from exchange.kinds.values import Choice, Day, Lines, LongText, Text
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.shared import reference
from exchange.store import Store
from partnership.models import Cluster
from partnership.models.partnerships import ALL_MARKETS


def _take(draft: Draft, store: Store) -> Any:
    return ALL_MARKETS if draft.record.is_for_all_markets else draft.links["markets"]


def _put(draft: Draft, value: Any, store: Store) -> None:
    is_all = value == ALL_MARKETS
    if draft.record.is_for_all_markets != is_all:
        draft.record.is_for_all_markets = is_all
        draft.touch("is_for_all_markets")
    draft.links["markets"] = [] if is_all else list(value)
    draft.touched_links.add("markets")


class EventsSheet(Sheet):
    """Events."""

    name = "events"
    about = "Where clusters, SMEs and third-country organisations meet, a row each."
    parts = {"event": Part(Event, ("ref",))}
    contract = 8
    columns = (
        reference("Your own, for example E-01; participations and meetings refer to it."),
        Column("name", Text(), "name", "As reports print it.", is_required=True),
        Column(
            "kind",
            Choice(EventKind),
            "kind",
            "Everything but C2C and B2B is preparatory.",
            is_required=True,
        ),
        Column("start", Day(), "start_on", "First day. Empty only where nobody knows it any more."),
        Column("end", Day(), "end_on", "Last day, where it took several."),
        Column("place", Text(), "place", "Town and country, or online."),
        OwnColumn(
            "markets",
            Markets(),
            "markets",
            "The markets that it addresses.",
            is_required=True,
            taking=_take,
            putting=_put,
            told=("markets", "is_for_all_markets"),
        ),
        Column("organisers", Lines(), "organisers", "Who organised it."),
        Column(
            "status",
            Choice(EventStatus),
            "status",
            "Empty: planned; an event of which no day is known was held.",
        ),
        Column("host_event", Text(), "host_event", "The fair or congress it was part of."),
        Column(
            "responsible",
            Reference(Cluster, "clusters"),
            "cluster",
            "Whose staff edit it; empty: the coordinator.",
        ),
        Column("note", LongText(), "note", "For the office; no report prints it."),
        number(),
        entered(),
    )

    @classmethod
    def complete(cls, drafts: Mapping[str, Draft], filled: Container[str]) -> None:
        """An event of which nobody knows the day is a past one."""
        draft = drafts.get("event")
        if draft and draft.is_new and "start" not in filled and "status" not in filled:
            draft.record.status = EventStatus.HELD

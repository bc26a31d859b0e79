"""Who met whom at an event."""

from events.choices import MeetingKind, MeetingState
from events.models import Event, Meeting
from exchange.columns import Column
from exchange.kinds.references import Reference
from exchange.kinds.values import Choice, LongText
from exchange.sheet import Part, Sheet, entered, number
from gateways.models import Organisation


class MeetingsSheet(Sheet):
    """Meetings; the same two may meet several times at an event, a row each."""

    name = "meetings"
    about = "Who met whom at an event, a row for each meeting. Only those held count."
    parts = {"meeting": Part(Meeting, ("event", "kind", "party_a", "party_b"), may_repeat=True)}
    contract = 5
    columns = (
        Column("event", Reference(Event, "events"), "event", "Its ref.", is_required=True),
        Column("kind", Choice(MeetingKind), "kind", "Who meets.", is_required=True),
        Column(
            "party_a",
            Reference(Organisation, "organisations"),
            "party_a",
            "One party.",
            is_required=True,
        ),
        Column(
            "party_b",
            Reference(Organisation, "organisations"),
            "party_b",
            "The other party.",
            is_required=True,
        ),
        Column("state", Choice(MeetingState), "state", "Empty: scheduled."),
        Column("note", LongText(), "note", "For the office."),
        number(),
        entered(),
    )

"""Who took part in which event."""

from events.choices import ParticipationState
from events.models import Event, Participation
from exchange.columns import Column
from exchange.kinds.references import Reference
from exchange.kinds.values import Choice
from exchange.sheet import Part, Sheet, entered, number
from gateways.models import Organisation


class ParticipationsSheet(Sheet):
    """Participations."""

    name = "participations"
    about = "Who took part in which event, a row each. Only those that attended count."
    parts = {"participation": Part(Participation, ("event", "organisation"))}
    contract = 3
    columns = (
        Column("event", Reference(Event, "events"), "event", "Its ref.", is_required=True),
        Column(
            "organisation",
            Reference(Organisation, "organisations"),
            "organisation",
            "Its name, or that of a company.",
            is_required=True,
        ),
        Column("state", Choice(ParticipationState), "state", "Empty: registered."),
        number(),
        entered(),
    )

"""What a file would add and change: organisations, persons, meetings, and what is wrong."""

from dataclasses import dataclass, field

from events.choices import MeetingState, ParticipationState
from events.models import Meeting, Participation
from gateways.models import Organisation

Key = tuple[str, str]
"""An organisation: its bare name and its country."""


@dataclass(frozen=True)
class Fault:
    """Something that is wrong in a file, and where."""

    sheet: str
    row: int
    column: str
    """The title of the column; empty for a whole row."""
    place: str
    """The cell as spreadsheet programs name it."""
    message: str


@dataclass
class PlannedParty:
    """An organisation of the file."""

    name: str
    country: str
    side: str
    kind: str
    known: Organisation | None
    participation: Participation | None
    attended: bool | None = None
    known_people: frozenset[str] = frozenset()
    people: dict[str, str] = field(default_factory=dict)
    """E-mail addresses by the names of persons; empty ones where none is given."""

    @property
    def new_people(self) -> dict[str, str]:
        """The persons that the event does not have yet."""
        return {
            name: email
            for name, email in self.people.items()
            if name.casefold() not in self.known_people
        }

    @property
    def state(self) -> ParticipationState:
        """The state of its participation after the import."""
        if self.attended is not None:
            return ParticipationState.ATTENDED if self.attended else ParticipationState.NO_SHOW
        if self.participation is not None:
            return ParticipationState(self.participation.state)
        return ParticipationState.CONFIRMED


@dataclass(frozen=True)
class PlannedMeeting:
    """A meeting of the file."""

    a: Key
    b: Key
    kind: str
    held: bool | None
    note: str
    known: Meeting | None

    @property
    def state(self) -> MeetingState:
        """The state of the meeting after the import."""
        if self.held is not None:
            return MeetingState.HELD if self.held else MeetingState.NO_SHOW
        return MeetingState(self.known.state) if self.known else MeetingState.SCHEDULED


@dataclass
class Plan:
    """What a file holds, and what is wrong with it."""

    parties: dict[Key, PlannedParty] = field(default_factory=dict)
    meetings: list[PlannedMeeting] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

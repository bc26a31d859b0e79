"""Records of events: who registers, takes part, asks for meetings, and what is declared."""

from events.models.declared import DeclaredFigure
from events.models.events import Event, EventSeries
from events.models.imports import EventImport
from events.models.matchmaking import (
    BlockedPair,
    Matchmaking,
    MeetingResource,
    MeetingTable,
    Slot,
)
from events.models.meetings import Meeting, MeetingFeedback, MeetingOrder, Participation
from events.models.programme import ProgrammeItem
from events.models.questions import EventAnswer, EventQuestion
from events.models.registrations import Attendee, Delegation, EventInvitation, Registration
from events.models.schedules import Schedule, ScheduledMeeting

__all__ = [
    "Attendee",
    "BlockedPair",
    "DeclaredFigure",
    "Delegation",
    "Event",
    "EventAnswer",
    "EventImport",
    "EventInvitation",
    "EventQuestion",
    "EventSeries",
    "Matchmaking",
    "Meeting",
    "MeetingFeedback",
    "MeetingOrder",
    "MeetingResource",
    "MeetingTable",
    "Participation",
    "ProgrammeItem",
    "Registration",
    "Schedule",
    "ScheduledMeeting",
    "Slot",
]

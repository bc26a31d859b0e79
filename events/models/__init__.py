"""Records of events, participations, meetings and declared figures."""

from events.models.declared import DeclaredFigure
from events.models.events import Event
from events.models.meetings import Meeting, Participation

__all__ = ["DeclaredFigure", "Event", "Meeting", "Participation"]

"""Forms of events, one file for each subject."""

from events.forms.events import EventForm

__all__ = ["EventForm"]

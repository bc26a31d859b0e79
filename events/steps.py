"""The step of the guided entry that leads to events."""

from common.admin import GuidedStep
from events.models import Event

STEPS = (
    GuidedStep(
        order=50,
        key="events",
        model=Event,
        title="Events",
        purpose="Where they met: missions, workshops, C2C and B2B events, with who took part.",
        missing="No event is entered yet.",
        add_label="Add an event",
    ),
)

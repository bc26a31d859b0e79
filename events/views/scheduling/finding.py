"""What the pages of schedules have in common."""

from typing import Any

from django.http import Http404

from events.models import Event, Schedule
from events.views.tabs import office_tabs_of


def schedule_of(event: Event, number: int) -> Schedule:
    """A schedule of an event by its number, with the event. One query."""
    schedule = Schedule.objects.select_related("repairs").filter(event=event, number=number).first()
    if schedule is None:
        raise Http404("There is no such schedule.")
    schedule.event = event
    return schedule


def page_context(event: Event, here: str, **context: Any) -> dict[str, Any]:
    """What each page of the office needs, and what a page adds."""
    return {"event": event, "tabs": office_tabs_of(event, here), **context}

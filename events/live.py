"""How an event is going at this moment: numbers for the pages of the day."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q

from events.choices import MeetingState
from events.models import Attendee, Event, Meeting
from gateways.choices import Side


@dataclass(frozen=True)
class SideCount:
    """Persons of one side."""

    side: str
    label: str
    expected: int
    present: int


@dataclass(frozen=True)
class LiveCounts:
    """Persons expected and present, meetings that have a place and meetings held."""

    expected: int
    present: int
    scheduled: int
    held: int
    missed: int
    sides: tuple[SideCount, ...]

    def as_json(self) -> dict[str, Any]:
        """For the pages that ask again and again."""
        return asdict(self)


def live_counts(event: Event) -> LiveCounts:
    """The numbers of an event now; a meeting that was held was scheduled. Two queries."""
    people = (
        Attendee.objects.expected()
        .filter(registration__event=event)
        .values("registration__side")
        .annotate(expected=Count("pk"), present=Count("pk", filter=Q(checked_in_at__isnull=False)))
        .order_by()
    )
    by_side = {row["registration__side"]: row for row in people}
    sides = tuple(
        SideCount(side.value, side.label, by_side[side]["expected"], by_side[side]["present"])
        for side in Side
        if side in by_side
    )
    states = Meeting.objects.filter(event=event).aggregate(
        scheduled=Count("pk", filter=Q(state=MeetingState.SCHEDULED)),
        held=Count("pk", filter=Q(state=MeetingState.HELD)),
        missed=Count("pk", filter=Q(state=MeetingState.NO_SHOW)),
    )
    return LiveCounts(
        expected=sum(side.expected for side in sides),
        present=sum(side.present for side in sides),
        scheduled=states["scheduled"] + states["held"] + states["missed"],
        held=states["held"],
        missed=states["missed"],
        sides=sides,
    )
